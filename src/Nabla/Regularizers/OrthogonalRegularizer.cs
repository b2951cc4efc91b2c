namespace Nabla.Regularizers;

/// <summary>factor · mean |cosine| between different rows (or columns) of a matrix: 0 where all are orthogonal.</summary>
/// <param name="factor">The factor; 0 or more.</param>
/// <param name="mode">Whether rows or columns are compared.</param>
/// <remarks>Shape: [rows, columns]. Each pair counts once.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The factor is negative or no number.</exception>
public sealed class OrthogonalRegularizer(double factor = 0.01, OrthogonalMode mode = OrthogonalMode.Rows) : Regularizer
{
    /// <summary>The factor.</summary>
    public double Factor { get; } = Checked(nameof(OrthogonalRegularizer), nameof(factor), factor);

    /// <summary>Whether rows or columns are compared.</summary>
    public OrthogonalMode Mode => mode;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        if (x.Rank != 2)
        {
            throw new ShapeException($"OrthogonalRegularizer: an input of shape {x.Shape}: it must be a matrix. Reshape it first.");
        }

        // A weight's shape is fixed, so its length may be a constant here.
        int across = mode == OrthogonalMode.Rows ? 1 : 0;
        long count = x.Shape[1 - across];
        var unit = x * x.Square().Sum(across, keepDims: true).Rsqrt().Minimum(1e7);
        var cosines = mode == OrthogonalMode.Rows ? unit.MatMul(unit.Transpose()) : unit.Transpose().MatMul(unit);
        var others = 1 - Tensor.Eye(count, elementType: x.ElementType);
        return (cosines * others).Abs().Sum() * (Factor / 2) / (count * (count - 1) / 2.0);
    }
}
