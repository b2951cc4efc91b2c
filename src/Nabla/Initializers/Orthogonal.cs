namespace Nabla.Initializers;

/// <summary>A random matrix whose rows, or columns where there are fewer of them, are orthogonal and of length <paramref name="gain"/>.</summary>
/// <param name="gain">The length.</param>
/// <param name="seed">Equal seeds give equal numbers; drawn from the global generator by default.</param>
/// <remarks>Shape: two axes or more; all but the last count as rows. Saxe et al., Exact solutions to the nonlinear dynamics of learning, 2014.</remarks>
public sealed class Orthogonal(double gain = 1, int? seed = null) : RandomInitializer(seed)
{
    /// <summary>The length of the orthogonal rows or columns.</summary>
    public double Gain => gain;

    /// <inheritdoc/>
    public override Tensor Call(Shape shape, ElementType elementType = ElementType.Float32)
    {
        if (shape.Rank < 2)
        {
            throw new ShapeException($"Orthogonal: shape {shape}: rows and columns need two axes or more. Use another initializer for vectors.");
        }

        if (!elementType.IsFloating)
        {
            throw new ElementTypeException($"Orthogonal: element type {elementType.Name}: orthogonal rows are fractions. Use a floating type.");
        }

        long columns = shape[^1], rows = columns == 0 ? 0 : shape.Size / columns;
        int tall = checked((int)Math.Max(rows, columns)), thin = checked((int)Math.Min(rows, columns));
        var draws = Tensor.RandomNormal([tall, thin], 0, 1, elementType, Seed).Cast(ElementType.Float64).ToArray<double>();
        var q = HouseholderQR.Orthonormal(draws, tall, thin);
        var matrix = Tensor.Constant<double>(q, [tall, thin]);
        return ((rows < columns ? matrix.Transpose() : matrix) * gain).Reshape(shape).Cast(elementType);
    }
}
