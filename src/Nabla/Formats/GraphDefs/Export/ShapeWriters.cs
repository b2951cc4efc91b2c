using Nabla.Operations;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes changes of shape, parts, and reading by index.</summary>
static class ShapeWriters
{
    static readonly (string, Protobuf.AttrValue) Tidx = ("Tidx", AttrValues.Of(ElementType.Int32));

    public static bool Write(NodeWriter w) => w.Op switch
    {
        ShapeOf shape => w.Give("Shape", w.T, ("out_type", AttrValues.Of(shape.Type))),
        LengthOf length => Length(w, length),
        Reshape reshape => Reshaped(w, w.Constant("shape", reshape.To.ToArray())),
        ReshapeLike => Reshaped(w, w.ShapeOf(w[1], w.Type(1))),
        ReshapeBatch or FlattenBatch or SplitAxis or JoinAxes when w.Node.Promises[0].Shape is { IsRankKnown: true } shape && shape.ToArray().Count(length => length < 0) <= 1 => Reshaped(w, w.Constant("shape", shape.ToArray())),
        BroadcastTo to => w.Give("BroadcastTo", [w[0], w.Constant("shape", to.To.ToArray())], w.T, Tidx),
        BroadcastLike => w.Give("BroadcastTo", [w[0], w.ShapeOf(w[1], w.Type(1))], w.T, Tidx),
        SumToLike => SummedLike(w),
        BroadcastOver over => Spread(w, over),
        Fill fill => w.Give("Fill", [w.Constant("dims", fill.To.ToArray()), w[0]], w.T, ("index_type", AttrValues.Of(ElementType.Int32))),
        ExpandDims expand => Expanded(w, expand),
        Squeeze squeeze => w.Give("Squeeze", w.T, ("squeeze_dims", AttrValues.Of((squeeze.Axis ?? Axes.Create([])).Select(axis => (long)axis)))),
        Transpose { Order: { } order } => w.Give("Transpose", [w[0], w.Constant("perm", order.Select(axis => (long)axis))], w.T, ("Tperm", AttrValues.Of(ElementType.Int32))),
        Transpose when w.Node.Inputs[0].Shape.IsRankKnown => w.Give("Transpose", [w[0], w.Constant("perm", Enumerable.Range(0, w.Node.Inputs[0].Rank).Reverse().Select(axis => (long)axis))], w.T, ("Tperm", AttrValues.Of(ElementType.Int32))),
        Concatenate concatenate => w.Give("ConcatV2", [.. w.Inputs, w.Constant("axis", Tensor.Constant(concatenate.Axis))], w.T, ("N", AttrValues.Of(w.Count)), Tidx),
        Split { Uneven: false } split => w.Give("Split", [w.Constant("split_dim", Tensor.Constant(split.Axis)), w[0]], w.T, ("num_split", AttrValues.Of(split.Parts))),
        Flip { Axis: { } axes } => w.Give("ReverseV2", [w[0], w.Constant("axis", axes.Select(axis => (long)axis))], w.T, Tidx),
        Tile tile => w.Give("Tile", [w[0], w.Constant("multiples", tile.Repeats.ToArray())], w.T, ("Tmultiples", AttrValues.Of(ElementType.Int32))),
        Pad pad => Padded(w, pad),
        Gather gather when !IsFromEnd(w) || w.Node.Inputs[0].Shape is { IsRankKnown: true } known && known.IsAxisKnown(gather.Axis < 0 ? gather.Axis + known.Rank : gather.Axis) => w.Give("GatherV2", [w[0], IsFromEnd(w) ? Indices(w, w.Node.Inputs[0].Shape[gather.Axis < 0 ? ^-gather.Axis : gather.Axis]) : w[1], w.Constant("axis", Tensor.Constant(gather.Axis))], ("Tparams", AttrValues.Of(w.Type())), ("Tindices", AttrValues.Of(w.Type(1))), ("Taxis", AttrValues.Of(ElementType.Int32)), ("batch_dims", AttrValues.Of(gather.BatchAxes))),
        GatherNd when !IsFromEnd(w) => w.Give("GatherNd", ("Tparams", AttrValues.Of(w.Type())), ("Tindices", AttrValues.Of(w.Type(1)))),
        GatherSum { Axis: 0, BatchAxes: 0 } when !IsFromEnd(w) || w.Node.Inputs[2].Shape is { IsRankKnown: true } rows && rows.IsAxisKnown(0) => RowSums(w),
        OneHot hot => w.Give("OneHot", [w[0], w.Constant("depth", Tensor.Constant((int)hot.Classes)), w.Constant("on_value", Scalars.Of(hot.Type, 1)), w.Constant("off_value", Scalars.Of(hot.Type, 0))], ("T", AttrValues.Of(hot.Type)), ("TI", AttrValues.Of(w.Type())), ("axis", AttrValues.Of(hot.Axis))),
        StridedSlice slice => SliceWriter.Write(w, slice.Entries, null),
        SlicePlaced placed => SliceWriter.Write(w, placed.Entries, w.ShapeOf(w[1], w.Type(1))),
        _ => false,
    };

    /// <summary>Whether indices that are known count from the end, which TensorFlow's do not.</summary>
    static bool IsFromEnd(NodeWriter w) => w.Node.Inputs[1] is GraphTensor { Node.Op: Constant { Value: var indices } } && indices.Size > 0 && (long)indices.Min() < 0;

    /// <summary>The indices counted from the start of an axis.</summary>
    static string Indices(NodeWriter w, long length)
    {
        var indices = ((Constant)((GraphTensor)w.Node.Inputs[1]).Node.Op).Value;
        return w.Constant("indices", indices.Mod(Tensor.Constant(length).Cast(indices.ElementType)));
    }

    static bool Reshaped(NodeWriter w, string shape) => w.Give("Reshape", [w[0], shape], w.T, ("Tshape", AttrValues.Of(ElementType.Int32)));

    static bool Length(NodeWriter w, LengthOf length)
    {
        var one = w.Part("Length", "GatherV2", [w.ShapeOf(w[0], w.Type()), w.Constant("place", Tensor.Constant(length.Axis < 0 && w.Node.Inputs[0].Shape.IsRankKnown ? length.Axis + w.Node.Inputs[0].Rank : length.Axis)), w.Constant("axis", Tensor.Constant(0))],
            ("Tparams", AttrValues.Of(ElementType.Int32)), ("Tindices", AttrValues.Of(ElementType.Int32)), ("Taxis", AttrValues.Of(ElementType.Int32)), ("batch_dims", AttrValues.Of(0L)));
        return w.Give("Cast", [one], ("SrcT", AttrValues.Of(ElementType.Int32)), ("DstT", AttrValues.Of(w.Type())), ("Truncate", AttrValues.Of(false)));
    }

    /// <summary>The sum over the axes along which the second was stretched.</summary>
    static bool SummedLike(NodeWriter w)
    {
        var (from, to) = (w.ShapeOf(w[0], w.Type()), w.ShapeOf(w[1], w.Type(1)));
        var axes = w.Part("BroadcastGradientArgs", "BroadcastGradientArgs", [to, from], ("T", AttrValues.Of(ElementType.Int32)));
        var sum = w.Part("Sum", "Sum", [w[0], axes], w.T, Tidx, ("keep_dims", AttrValues.Of(false)));
        return w.Give("Reshape", [sum, to], w.T, ("Tshape", AttrValues.Of(ElementType.Int32)));
    }

    /// <summary>The gradient of a sum: the reduced axes come back with length 1, and all is stretched.</summary>
    static bool Spread(NodeWriter w, BroadcastOver over)
    {
        var shape = w.ShapeOf(w[1], w.Type(1));
        var x = w[0];
        if (!over.KeepDims && over.Axes is { } axes)
        {
            if (!w.Node.Inputs[1].Shape.IsRankKnown && axes.Any(axis => axis < 0)) return false;
            foreach (var axis in axes.Select(axis => axis < 0 ? axis + w.Node.Inputs[1].Rank : axis).Order())
            {
                x = w.Part("ExpandDims", "ExpandDims", [x, w.Constant("dim", Tensor.Constant(axis))], w.T, ("Tdim", AttrValues.Of(ElementType.Int32)));
            }
        }
        return w.Give("BroadcastTo", [x, shape], w.T, Tidx);
    }

    static bool Expanded(NodeWriter w, ExpandDims expand)
    {
        var rank = w.Node.Promises[0].Shape.IsRankKnown ? w.Node.Promises[0].Rank : -1;
        if (rank < 0 && expand.Axis.Count > 1 && expand.Axis.Any(axis => axis < 0)) return false;
        int[] axes = expand.Axis.Count == 1 ? [.. expand.Axis] : [.. expand.Axis.Select(axis => axis < 0 ? axis + rank : axis).Order()];
        var x = w[0];
        for (var i = 0; i < axes.Length; i++)
        {
            var dim = w.Constant("dim", Tensor.Constant(axes[i]));
            if (i == axes.Length - 1) return w.Give("ExpandDims", [x, dim], w.T, ("Tdim", AttrValues.Of(ElementType.Int32)));
            x = w.Part("ExpandDims", "ExpandDims", [x, dim], w.T, ("Tdim", AttrValues.Of(ElementType.Int32)));
        }
        return w.Give("Identity", w.T);
    }

    static bool Padded(NodeWriter w, Pad pad)
    {
        var widths = Tensor.Constant<int>([.. pad.Before.ToArray().Zip(pad.After.ToArray(), (before, after) => new[] { (int)before, (int)after }).SelectMany(pair => pair)], [pad.Before.Rank, 2]);
        var paddings = w.Constant("paddings", widths);
        var type = ("Tpaddings", AttrValues.Of(ElementType.Int32));
        return pad.Mode switch
        {
            PadMode.Constant => w.Give("PadV2", [w[0], paddings, w[1]], w.T, type),
            PadMode.Reflect or PadMode.Symmetric => w.Give("MirrorPad", [w[0], paddings], w.T, type, ("mode", AttrValues.Of(pad.Mode == PadMode.Reflect ? "REFLECT" : "SYMMETRIC"))),
            _ => false,
        };
    }

    /// <summary>The gradient of reading rows: each row added where it came from.</summary>
    static bool RowSums(NodeWriter w)
    {
        var rows = w.Part("rows", "GatherV2", [w.ShapeOf(w[2], w.Type(2)), w.Constant("first", Tensor.Constant(0)), w.Constant("axis", Tensor.Constant(0))],
            ("Tparams", AttrValues.Of(ElementType.Int32)), ("Tindices", AttrValues.Of(ElementType.Int32)), ("Taxis", AttrValues.Of(ElementType.Int32)), ("batch_dims", AttrValues.Of(0L)));
        return w.Give("UnsortedSegmentSum", [w[0], IsFromEnd(w) ? Indices(w, w.Node.Inputs[2].Shape[0]) : w[1], rows], w.T, ("Tindices", AttrValues.Of(w.Type(1))), ("Tnumsegments", AttrValues.Of(ElementType.Int32)));
    }
}
