using Nabla.Operations;

namespace Nabla.Compilation.Passes;

/// <summary>Leaves out what changes nothing: products with one, views that show their input as it is, two transpositions that undo each other.</summary>
/// <remarks>Only what is exact for every input, minus zero and NaN among them: x + 0 turns −0 into 0 and stays; x − 0 and x + (−0) go.</remarks>
internal sealed class Simplify : IPass
{
    /// <inheritdoc/>
    public void Apply(Draft draft)
    {
        var by = new Dictionary<DraftValue, DraftValue>();
        var makers = new Dictionary<DraftValue, DraftNode>();
        foreach (var node in draft.Nodes)
        {
            for (int i = 0; i < node.Inputs.Length; i++)
            {
                node.Inputs[i] = by.GetValueOrDefault(node.Inputs[i], node.Inputs[i]);
            }

            if (node.Outputs is [var y] && y.Shape.IsKnown && Same(node, makers) is { } x && x.Shape == y.Shape && x.ElementType == y.ElementType)
            {
                by.Add(y, x);
            }

            foreach (var output in node.Outputs)
            {
                makers[output] = node;
            }
        }

        if (by.Count > 0)
        {
            draft.Replace(by);
            draft.Log.Add($"algebra: {by.Count} nodes that change nothing left out");
        }
    }

    /// <summary>The value that the node's output equals in every bit; null where it computes something.</summary>
    static DraftValue? Same(DraftNode node, Dictionary<DraftValue, DraftNode> makers)
    {
        var x = node.Inputs;
        return node.Op switch
        {
            Identity or StopGradient => x[0],
            CustomGradient => x[^1],
            Reshape or ReshapeLike or ReshapeBatch or FlattenBatch or BroadcastLike or BroadcastTo or SumToLike => x[0],
            Transpose outer when makers.GetValueOrDefault(x[0]) is { Op: Transpose inner } first && Undo(inner, outer, x[0].Shape.Rank) => first.Inputs[0],
            NumberBinary<Multiply> when !x[0].ElementType.IsComplex => Is(x[1], 1) ? x[0] : Is(x[0], 1) ? x[1] : null,
            Binary<Divide> when Is(x[1], 1) && !x[0].ElementType.IsComplex => x[0],
            NumberBinary<Subtract> when Is(x[1], 0) && !x[0].ElementType.IsComplex => x[0],
            NumberBinary<Add> when x[0].ElementType.IsInteger => Is(x[1], 0) ? x[0] : Is(x[0], 0) ? x[1] : null,
            _ => null,
        };
    }

    static bool Is(DraftValue value, double number) =>
        value.Known is { Size: > 0 and <= 16, ElementType: not (ElementType.String or ElementType.Bool) } known
        && Array.TrueForAll(known.Cast(ElementType.Float64).ToArray<double>(), v => v.Equals(number) && double.IsNegative(v) == double.IsNegative(number));

    static bool Undo(Transpose first, Transpose second, int rank)
    {
        for (int k = 0; k < rank; k++)
        {
            if (At(first, At(second, k, rank), rank) != k)
            {
                return false;
            }
        }

        return true;
    }

    static int At(Transpose op, int axis, int rank) => op.Order is null ? rank - 1 - axis : Axes.Normalize(op.Name, op.Order[axis], rank);
}
