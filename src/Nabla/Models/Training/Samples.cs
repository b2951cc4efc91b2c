namespace Nabla;

/// <summary>Tensors whose first axis counts samples, in the order of the model's inputs and outputs.</summary>
internal sealed record Samples(Tensors X, Tensors? Y, Tensors? SampleWeight)
{
    /// <summary>Number of samples.</summary>
    internal long Count => X[0].Shape[0];

    /// <summary>What a model was given, put in its order.</summary>
    /// <exception cref="ShapeException">There are more or fewer labels or weights than inputs.</exception>
    internal static Samples Of(Model model, string method, Tensors x, Tensors? y, Tensors? sampleWeight)
    {
        ArgumentNullException.ThrowIfNull(x);
        var batch = Batch.Of(model, method, x, y, sampleWeight);
        var samples = new Samples(batch.X, batch.Y, batch.SampleWeight);
        Check(method, "inputs", samples.X, samples.X);
        Check(method, "labels", samples.X, samples.Y);
        Check(method, "sample weights", samples.X, samples.SampleWeight);
        return samples;
    }

    /// <summary>The samples from one place to another.</summary>
    internal Samples Slice(long from, long to) => new(X.Select(t => t[(int)from..(int)to]), Y?.Select(t => t[(int)from..(int)to]), SampleWeight?.Select(t => t[(int)from..(int)to]));

    /// <summary>Samples by number.</summary>
    internal Samples Take(Tensor order) => new(X.Select(t => t.Take(order, axis: 0)), Y?.Select(t => t.Take(order, axis: 0)), SampleWeight?.Select(t => t.Take(order, axis: 0)));

    /// <summary>The first part for training, the last for validation.</summary>
    internal (Samples Training, ValidationData Validation) Split(double share, ValidationData? given)
    {
        if (given is not null)
        {
            throw new ArgumentException("Fit: both a validation split and validation data: give one of them.");
        }

        if (share is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), $"Fit: validation split {share}: it is the share of the samples kept for validation, between 0 and 1.");
        }

        int at = (int)Math.Floor(Count * (1 - share));
        if (at == 0 || at == Count)
        {
            throw new ArgumentException($"Fit: a validation split of {share} of {Count} samples leaves {at} for training and {Count - at} for validation: both need at least one. Give more samples.");
        }

        return (Slice(0, at), new(Slice(at, Count)));
    }

    /// <summary>Refuses labels or weights of another count than the inputs.</summary>
    static void Check(string method, string what, Tensors x, Tensors? parts)
    {
        foreach (var part in parts ?? [])
        {
            if (part.Rank == 0)
            {
                throw new ShapeException($"{method}: the {what} are a scalar: the first axis must count samples. Add it with ExpandDims.");
            }

            if (part.Shape[0] != x[0].Shape[0])
            {
                throw new ShapeException($"{method}: {x[0].Shape[0]} inputs but {part.Shape[0]} {what}: each input needs one. Check that both come from the same part of the data (training or test).");
            }
        }
    }
}
