namespace Nabla;

/// <summary>One batch: what goes in, what should come out, how much each sample counts.</summary>
internal readonly record struct Batch(Tensors X, Tensors? Y, Tensors? SampleWeight)
{
    /// <summary>What a model is given, put in the order of its inputs and outputs.</summary>
    /// <exception cref="ArgumentException">A name is missing or not known.</exception>
    internal static Batch Of(Model model, string method, Tensors x, Tensors? y, Tensors? sampleWeight)
    {
        ArgumentNullException.ThrowIfNull(x);
        return new(x.Ordered(method, "inputs", model.InputNames), y?.Ordered(method, "labels", model.OutputNames), sampleWeight?.Ordered(method, "sample weights", model.OutputNames));
    }
}
