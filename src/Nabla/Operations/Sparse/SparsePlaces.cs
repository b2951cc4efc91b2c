namespace Nabla.Operations;

/// <summary>The row-major place of each index tuple in an array, int64.</summary>
/// <param name="Of">The shape of the array.</param>
/// <param name="Ordered">Tuples must ascend, each once.</param>
/// <remarks>Shape: [n, rank] → [n].</remarks>
public sealed record SparsePlaces(Shape Of, bool Ordered = false) : SingleOp
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        IndexValues.Require("Sparse", x[0]);
        return x[0].Shape.Rank == 2 && x[0].Shape[1..].IsCompatibleWith(Shape.Of([Of.Rank])) ? new(ElementType.Int64, x[0].Shape[..1])
            : throw new ShapeException($"Sparse: indices of shape {x[0].Shape} for an array of shape {Of}: [number of elements, {Of.Rank}] is expected.");
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var tuples = IndexValues.Of(context[0]);
        var y = context.Output(0, context[0].Shape[..1]).Elements<long>();
        for (int i = 0; i < y.Length; i++)
        {
            long place = 0;
            for (int k = 0; k < Of.Rank; k++)
            {
                long at = tuples[(i * Of.Rank) + k];
                place = at >= 0 && at < Of.Lengths[k] ? (place * Of.Lengths[k]) + at
                    : throw new ArgumentException($"Sparse: index {at} for axis {k} in tuple {i}: the axis has length {Of.Lengths[k]}, so an index is between 0 and {Of.Lengths[k] - 1}.");
            }

            y[i] = !Ordered || i == 0 || place > y[i - 1] ? place
                : throw new ArgumentException($"Sparse: tuple {i} {(place == y[i - 1] ? "is there twice" : "comes before the one in front of it")}: tuples ascend, each once. Order them with SparseReorder.");
        }

        GC.KeepAlive(context);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
}
