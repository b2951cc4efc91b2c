using Nabla.Kernels;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Parts of tensors, and edges around them.</summary>
static class SliceRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("Slice", "T, Index, Index -> T", Slice);
        table.Add("StridedSlice", "T, Index, Index, Index -> T", n => n[0].StridedSlice(Masks(n, 1)));
        table.Add("StridedSliceGrad", "Index, Index, Index, Index, T -> T", n => n[4].StridedSliceGradient(n.Shape(0), Masks(n, 1)));
        table.Add("TensorStridedSliceUpdate", "T, Index, Index, Index, T -> T", n => n[0].StridedSliceUpdate(Masks(n, 1), n[4]));
        table.Add("Pad", "T, Tpaddings -> T", n => n[0].Pad(Widths(n)));
        table.Add("PadV2", "T, Tpaddings, T -> T", n => n[0].Pad(Widths(n), PadMode.Constant, n[2]));
        table.Add("MirrorPad", "T, Tpaddings -> T", n => n[0].Pad(Widths(n), Mirror(n)));
        table.Add("MirrorPadGrad", "T, Tpaddings -> T", n => n[0].MirrorPadGradient(Widths(n), Mirror(n)));
    }

    internal static SliceMasks Masks(ImportedCall n, int first) => new(n.Longs(first), n.Longs(first + 1), n.Longs(first + 2))
    {
        BeginMask = n.Int("begin_mask", 0),
        EndMask = n.Int("end_mask", 0),
        EllipsisMask = n.Int("ellipsis_mask", 0),
        NewAxisMask = n.Int("new_axis_mask", 0),
        ShrinkAxisMask = n.Int("shrink_axis_mask", 0),
    };

    /// <summary>A size of −1 goes as far as the axis.</summary>
    static Tensor Slice(ImportedCall n)
    {
        var (x, begin, size) = (n[0], n.Ints(1), n.Longs(2));
        if (begin.Length != x.Rank || size.Length != x.Rank) throw n.Bad($"{begin.Length} begins and {size.Length} sizes for {x.Shape}: one for each axis is expected");
        for (var axis = 0; axis < begin.Length; axis++)
        {
            if (size[axis] == -1) size[axis] = x.Shape[axis] - begin[axis];
            if (begin[axis] < 0 || size[axis] < 0 || begin[axis] + size[axis] > x.Shape[axis]) throw n.Bad($"{size[axis]} elements from {begin[axis]} on, along axis {axis} of {x.Shape}: they must lie inside");
        }
        return x.Slice(begin, Shape.Of(size));
    }

    static (int Before, int After)[] Widths(ImportedCall n)
    {
        var (x, widths) = (n[0], n.Ints(1));
        if (widths.Length != 2 * x.Rank || Array.Exists(widths, width => width < 0)) throw n.Bad($"paddings [{string.Join(", ", widths)}] for {x.Shape}: two of 0 or more for each axis are expected");
        return [.. Enumerable.Range(0, x.Rank).Select(axis => (widths[2 * axis], widths[(2 * axis) + 1]))];
    }

    static PadMode Mirror(ImportedCall n) => n.Attributes.Choice("mode", "REFLECT", "REFLECT", "SYMMETRIC") == "REFLECT" ? PadMode.Reflect : PadMode.Symmetric;
}
