namespace Nabla.Tests.Catalog;

/// <summary>Operations that read and write by index.</summary>
static class IndexingCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("slice, basic", x => x[0][1, .., Slice.Step(null, null, -2)], [2, 3, 4]),
        Case("slice, new axis and ellipsis", x => x[0][Slice.NewAxis, Slice.Ellipsis, 1..], [2, 3]),
        Case("slice, empty", x => x[0][3..], [2, 3]),
        Case("slice, rows twice", x => x[0][Ints(1, 1, 0)], [3, 2]),
        Case("slice, columns", x => x[0][.., Ints(2, -1)], [2, 3]),
        Case("slice, mask", x => x[0][Tensor.Constant(new[,] { { true, false }, { false, true }, { true, true } })], [3, 2]),
        Case("slice, mask of columns", x => x[0][.., Tensor.Constant(new[] { true, false, true })], [2, 3, 2]),
        Case("slice, index tensors together", x => x[0][Ints(0, 1), .., Ints(2, 2)], [2, 3, 4]),
        Case("slice, number and index tensor apart", x => x[0][1, .., Ints(0, 3, 3)], [2, 3, 4]),
        Case("gather, axis 0", x => x[0].Gather(Ints(0, 2, 0)), [3, 2]),
        Case("gather, twice from one tensor", x => x[0].Gather(Ints(0, 2)) * x[0].Gather(Ints(1, 2)), [3, 2]),
        Case("gather beside a dense use", x => x[0].Gather(Ints(0, 2, 0)).Sum() + (x[0] * x[0]).Sum(), [3, 2]),
        Case("gather, matrix of indices", x => x[0].Gather(Ints(0, 2, 1, 1).Reshape([2, 2])), [3, 2]),
        Case("gather, axis 1", x => x[0].Gather(Ints(0, 2, 0), 1), [2, 3, 2]),
        Case("gather, batch", x => x[0].Gather(Ints(0, 2, 1, 1).Reshape([2, 2]), 1, 1), [2, 3, 2]),
        Case("take, flat", x => x[0].Take(Ints(5, -1, 0)), [2, 3]),
        Case("gather_nd", x => x[0].GatherNd(Ints(0, 1, 1, 2, 0, 1).Reshape([3, 2])), [2, 3, 2]),
        Case("take_along_axis", x => x[0].TakeAlongAxis(Ints(0, 2, 1, 1).Reshape([2, 2]), 1), [2, 3]),
        Case("take_along_axis, stretched", x => x[0].TakeAlongAxis(Ints(0, 2).Reshape([1, 2]), 1), [2, 3]),
        Case("take_along_axis, stretched source", x => x[0].TakeAlongAxis(Ints(0, 2, 1, 1).Reshape([2, 2]), 1), [1, 3]),
        Case("where", x => Tensor.Where(Tensor.Constant(new[] { true, false, true }), x[0], x[1]), [2, 3], [3]),
        Case("where, a number", x => Tensor.Where(Tensor.Constant(new[] { true, false, true }), x[0], 2.5), [2, 3]),
        Case("select", x => Tensor.Select([x[0].Greater(1), x[0].Less(0)], [x[0] * 2, x[1]], 0.5), [2, 3], [2, 3]),
        Case("boolean_mask", x => x[0].BooleanMask(Tensor.Constant(new[] { true, false, true }), 1), [2, 3, 2]),
        Case("scatter", x => Tensor.Scatter(Ints(3, 0, 3).Reshape([3, 1]), x[0], [5, 2]), [3, 2]),
        Case("scatter_update", x => x[0].ScatterUpdate(Ints(2, 0).Reshape([2, 1]), x[1]), [3, 2], [2, 2]),
        Case("scatter_update, add", x => x[0].ScatterUpdate(Ints(2, 0, 2).Reshape([3, 1]), x[1], ScatterMode.Add), [3], [3]),
        Case("scatter_update, subtract", x => x[0].ScatterUpdate(Ints(2, 0, 2).Reshape([3, 1]), x[1], ScatterMode.Subtract), [3], [3]),
        Case("scatter_update, multiply", x => x[0].ScatterUpdate(Ints(2, 0, 2).Reshape([3, 1]), x[1], ScatterMode.Multiply), [3], [3]),
        Case("scatter_update, max", x => x[0].ScatterUpdate(Ints(2, 0, 2).Reshape([3, 1]), x[1], ScatterMode.Max), [3], [3]),
        Case("scatter_update, min", x => x[0].ScatterUpdate(Ints(2, 0, 2).Reshape([3, 1]), x[1], ScatterMode.Min), [3], [3]),
        Case("slice by start", x => x[0].Slice([1, 0], [1, null]), [2, 3]),
        Case("slice_update", x => x[0].SliceUpdate([1, 1], x[1]), [3, 4], [2, 2]),
        Fixed("one_hot", x => x[0].Abs().Cast(ElementType.Int32).OneHot(3, 0).Cast(ElementType.Float64), [2, 3]),
        Fixed("multi_hot", x => x[0].Abs().Cast(ElementType.Int32).MultiHot(3).Cast(ElementType.Float64), [2, 3]),
        Fixed("argwhere", x => x[0].Greater(0).ArgWhere().Cast(ElementType.Float64), [2, 3]),
        Fixed("unravel_index", x => x[0].Abs().Cast(ElementType.Int32).UnravelIndex([2, 3])[1].Cast(ElementType.Float64), [2, 3]),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, params Shape[] shapes) => new(name, run, null) { Shapes = shapes };

    static OpCase Fixed(string name, Func<IReadOnlyList<Tensor>, Tensor> run, params Shape[] shapes) => Case(name, run, shapes) with { Orders = 0 };

    static Tensor Ints(params int[] values) => Tensor.Constant(values);
}
