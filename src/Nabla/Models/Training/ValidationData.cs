namespace Nabla;

/// <summary>What a model is evaluated on after each epoch: tensors or a data set.</summary>
/// <remarks>Converts from <c>(x, y)</c>, <c>(x, y, sampleWeight)</c> and from a <see cref="Dataset"/>.</remarks>
public sealed class ValidationData
{
    readonly Tensors? x, y, sampleWeight;
    readonly Dataset? dataset;

    /// <summary>Inputs, labels and how much each sample counts; lists for a model of several inputs or outputs.</summary>
    public ValidationData(Tensors x, Tensors? y = null, Tensors? sampleWeight = null) => (this.x, this.y, this.sampleWeight) = (x ?? throw new ArgumentNullException(nameof(x)), y, sampleWeight);

    internal ValidationData(Samples samples)
        : this(samples.X, samples.Y, samples.SampleWeight)
    {
    }

    ValidationData(Dataset dataset) => this.dataset = dataset;

    /// <summary>Inputs and labels.</summary>
    public static implicit operator ValidationData((Tensor X, Tensor Y) data) => new(data.X, data.Y);

    /// <summary>Inputs, labels and how much each sample counts.</summary>
    public static implicit operator ValidationData((Tensor X, Tensor Y, Tensor SampleWeight) data) => new(data.X, data.Y, data.SampleWeight);

    /// <summary>Batches of (x, y) or (x, y, sampleWeight).</summary>
    public static implicit operator ValidationData(Dataset dataset) => new(dataset);

    internal Batches Batches(Model model, string method, int batchSize) => x is not null
        ? Nabla.Batches.Of($"{method} (validation)", Samples.Of(model, $"{method} (validation)", x, y, sampleWeight), batchSize, shuffle: false, seed: 0)
        : Nabla.Batches.Of(model, $"{method} (validation)", dataset!);
}
