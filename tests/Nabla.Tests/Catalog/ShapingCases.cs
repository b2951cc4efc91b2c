namespace Nabla.Tests.Catalog;

/// <summary>Operations that change shapes, join and cut.</summary>
static class ShapingCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("reshape", x => x[0].Reshape([3, 2]), [2, 3]),
        Case("reshape, one length open", x => x[0].Reshape([null, 2, 1]), [2, 3]),
        Case("transpose", x => x[0].Transpose(), [2, 3]),
        Case("transpose, in an order", x => x[0].Transpose([1, 2, 0]), [2, 3, 2]),
        Case("expand_dims", x => x[0].ExpandDims([0, -1]), [2, 3]),
        Case("squeeze", x => x[0].Squeeze(), [1, 3, 1]),
        Case("squeeze, one axis", x => x[0].Squeeze(-1), [1, 3, 1]),
        Case("swapaxes", x => x[0].SwapAxes(0, -1), [2, 3, 4]),
        Case("moveaxis", x => x[0].MoveAxis([0, 1], [-1, 0]), [2, 3, 4]),
        Case("broadcast_to", x => x[0].BroadcastTo([2, 3, 4]), [3, 1]),
        Case("tile", x => x[0].Tile([2, 1, 3]), [3, 2]),
        Case("tile, no copies", x => x[0].Tile([0, 1]), [3, 2]),
        Case("repeat", x => x[0].Repeat(3, 1), [2, 3]),
        Case("repeat, flat", x => x[0].Repeat(2), [2, 3]),
        Case("repeat, counted", x => x[0].Repeat([2, 0, 1], 1), [2, 3]),
        Case("flip", x => x[0].Flip(), [2, 3]),
        Case("flip, one axis", x => x[0].Flip(1), [2, 3]),
        Case("roll", x => x[0].Roll([1, -2], [0, 1]), [2, 3]),
        Case("roll, flat", x => x[0].Roll(4), [2, 3]),
        Case("rot90", x => x[0].Rot90(), [2, 3]),
        Case("rot90, twice", x => x[0].Rot90(2, [1, 2]), [2, 2, 3]),
        Case("rot90, back", x => x[0].Rot90(-1), [2, 3]),
        Case("split", x => Weighted(x[0].Split(2, 1)), [2, 4]),
        Case("split, at places", x => x[0].Split([1, 3], 1)[1], [2, 4]),
        Case("array_split", x => x[0].ArraySplit(3, 0)[1], [4, 2]),
        Case("unstack", x => Weighted(x[0].Unstack(1)), [2, 3]),
        Case("unstack, one of them", x => x[0].Unstack(0)[1], [2, 3]),
        Case("concatenate", x => Tensor.Concatenate([x[0], x[1], x[0]], 1), [2, 2], [2, 3]),
        Case("concatenate, one", x => Tensor.Concatenate([x[0]]), [2, 2]),
        Case("stack", x => Tensor.Stack([x[0], x[1]], 1), [2, 3], [2, 3]),
        Case("hstack", x => Tensor.HStack([x[0], x[1]]), [2, 1], [2, 2]),
        Case("vstack", x => Tensor.VStack([x[0], x[1]]), [1, 2], [2, 2]),
        Case("dstack", x => Tensor.DStack([x[0], x[1]]), [2], [2]),
        Case("column_stack", x => Tensor.ColumnStack([x[0], x[1]]), [2], [2, 2]),
        Case("custom gradient that is the true one", x => Tensor.CustomGradient(v => (v[0] * v[1], dy => [dy * v[1], dy * v[0]]), [x[0], x[1]]), [3], [3]),
        Case("append", x => x[0].Append(x[1]), [2, 2], [3]),
        Case("ravel", x => x[0].Ravel(), [2, 3]),
        Case("pad", x => x[0].Pad([(1, 2), (0, 1)]), [2, 3]),
        Case("pad, a constant with a gradient", x => x[0].Pad([(1, 0)], constantValues: x[1]), [3], Shape.Scalar),
        Case("pad, edge", x => x[0].Pad([(2, 1), (0, 2)], PadMode.Edge), [2, 3]),
        Case("pad, reflect", x => x[0].Pad([(1, 1), (2, 1)], PadMode.Reflect), [2, 3]),
        Case("pad, symmetric", x => x[0].Pad([(2, 1), (0, 3)], PadMode.Symmetric), [2, 3]),
        Case("pad, wrap", x => x[0].Pad([(3, 1), (0, 2)], PadMode.Wrap), [2, 3]),
        Case("tril", x => x[0].Tril(), [2, 3, 3]),
        Case("triu", x => x[0].Triu(1), [3, 4]),
        Case("diag of a vector", x => x[0].Diag(-1), [3]),
        Case("diag of a matrix", x => x[0].Diag(1), [3, 4]),
        Case("diagflat", x => x[0].DiagFlat(), [2, 2]),
        Case("diagonal", x => x[0].Diagonal(1, -1, 0), [3, 2, 4]),
        Case("trace", x => x[0].Trace(), [3, 3, 2]),
        Case("diff", x => x[0].Diff(2, 0), [4, 2]),
        Case("vander", x => x[0].Vander(), [3]),
        Case("meshgrid", x => Weighted(Tensor.Meshgrid([x[0], x[1]])), [3], [2]),
        Case("rearrange", x => x[0].Rearrange("b (h p) c -> b h (c p)", ("p", 2)), [2, 4, 3]),
        Case("fill", x => Tensor.Full([2, 2], x[0]), Shape.Scalar),
        Case("full, stretched", x => Tensor.Full([2, 3], x[0]), [3]),
        Case("full_like", x => x[0].FullLike(x[1]), [2, 3], [1, 3]),
        Case("linspace", x => Tensor.Linspace(x[0], x[1], 4, axis: -1), [2], [2]),
        Case("view, same type", x => x[0].View(ElementType.Float64), [3]),
        Fixed("shape", x => x[0].ShapeOf().Cast(ElementType.Float64), [2, 3]),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, params Shape[] shapes) => new(name, run, null) { Shapes = shapes };

    static OpCase Fixed(string name, Func<IReadOnlyList<Tensor>, Tensor> run, params Shape[] shapes) => Case(name, run, shapes) with { Orders = 0 };

    static Tensor Weighted(Tensor[] parts) => parts.Select((part, i) => part * (i + 1)).Aggregate((a, b) => a + b);
}
