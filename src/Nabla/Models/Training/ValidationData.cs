namespace Nabla;

/// <summary>What a model is evaluated on after each epoch: tensors or a data set.</summary>
/// <remarks>Converts from <c>(x, y)</c>, <c>(x, y, sampleWeight)</c> and from a <see cref="Dataset"/>.</remarks>
public sealed class ValidationData
{
    readonly Samples? samples;
    readonly Dataset? dataset;

    internal ValidationData(Samples samples) => this.samples = samples;

    ValidationData(Dataset dataset) => this.dataset = dataset;

    /// <summary>Inputs and labels.</summary>
    public static implicit operator ValidationData((Tensor X, Tensor Y) data) => new(new Samples(data.X, data.Y, null));

    /// <summary>Inputs, labels and how much each sample counts.</summary>
    public static implicit operator ValidationData((Tensor X, Tensor Y, Tensor SampleWeight) data) => new(new Samples(data.X, data.Y, data.SampleWeight));

    /// <summary>Batches of (x, y) or (x, y, sampleWeight).</summary>
    public static implicit operator ValidationData(Dataset dataset) => new(dataset);

    internal Batches Batches(string method, int batchSize) => samples is { } s
        ? Nabla.Batches.Of($"{method} (validation)", s.X, s.Y, s.SampleWeight, batchSize, shuffle: false, seed: 0)
        : Nabla.Batches.Of($"{method} (validation)", dataset!);
}

/// <summary>Tensors whose first axis counts samples.</summary>
internal sealed record Samples(Tensor X, Tensor? Y, Tensor? SampleWeight)
{
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

        Nabla.Batches.Check("Fit", "labels", X, Y);
        Nabla.Batches.Check("Fit", "sample weights", X, SampleWeight);
        long count = X.Shape[0];
        int at = (int)Math.Floor(count * (1 - share));
        if (at == 0 || at == count)
        {
            throw new ArgumentException($"Fit: a validation split of {share} of {count} samples leaves {at} for training and {count - at} for validation: both need at least one. Give more samples.");
        }

        return (new(X[..at], Y?[..at], SampleWeight?[..at]), new(new Samples(X[at..], Y?[at..], SampleWeight?[at..])));
    }
}
