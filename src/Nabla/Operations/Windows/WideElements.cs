namespace Nabla.Operations;

/// <summary>Tensors as kernels of float and double see them: contiguous, 16-bit floats taken to float32.</summary>
internal static class WideElements
{
    /// <summary>True for the 16-bit floats.</summary>
    internal static bool IsHalf(ElementType type) => type is ElementType.Float16 or ElementType.BFloat16;

    /// <summary>The elements row-major as float32 or float64; the tensor itself where it is that already.</summary>
    internal static Tensor Of(Tensor x) => IsHalf(x.ElementType) ? Converted(x, ElementType.Float32) : x.Contiguous();

    /// <summary>Where a result is computed: the output itself, or float32 beside it that <see cref="Finish"/> rounds.</summary>
    internal static Tensor For(Tensor output) => IsHalf(output.ElementType) ? Tensor.Allocate(ElementType.Float32, output.Shape) : output;

    /// <summary>Rounds a result into the output, where it was computed beside it.</summary>
    internal static void Finish(Tensor computed, Tensor output)
    {
        if (!ReferenceEquals(computed, output))
        {
            CastElements.Run(computed, output);
        }
    }

    /// <summary>Refuses what is no floating type.</summary>
    internal static ElementType Require(string op, ElementType type) => type.IsFloating ? type
        : throw new ElementTypeException($"{op}: {type.Name} elements: floating numbers are expected. Cast the tensor first.");

    static Tensor Converted(Tensor x, ElementType type)
    {
        var y = Tensor.Allocate(type, x.Shape);
        CastElements.Run(x, y);
        return y;
    }
}
