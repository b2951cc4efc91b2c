namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Shapes: asking for them, and changing them.</summary>
static class ShapeRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("Shape", "T -> out_type=int32", n => ShapeOf(n, 0));
        table.Add("ShapeN", "N*T -> N*out_type=int32", n => [.. Enumerable.Range(0, n.Count).Select(i => ShapeOf(n, i))]);
        table.Add("Size", "T -> out_type=int32", n => Tensor.Constant(n[0].Size).Cast(n.Type("out_type", ElementType.Int32)));
        table.Add("Rank", "T -> int32", n => Tensor.Constant(n[0].Rank));
        table.Add("Reshape", "T, Tshape -> T", n => n[0].Reshape(Shape.Of(n.Longs(1))));
        table.Add("ExpandDims", "T, Tdim -> T", n => n[0].ExpandDims(n.Int(1)));
        table.Add("Squeeze", "T -> T", Squeeze);
        table.Add("Transpose", "T, Tperm -> T", n => n[0].Transpose(Axes.Create(n.Ints(1))));
        table.Add("ConjugateTranspose", "T, Tperm -> T", n => n[0].Transpose(Axes.Create(n.Ints(1))).Conj());
        table.Add("InvertPermutation", "T -> T", n => n[0].InvertPermutation());
        table.Add("Pack", "N*T -> T", n => Tensor.Stack(n.All, n.Int("axis", 0)));
        table.Add("Unpack", "T -> num*T", n => n[0].Unstack(n.Int("axis", 0), n.Int("num")));
        table.Add("Concat", "int32, N*T -> T", n => Concatenate(n[1..], n.Int(0)));
        table.Add("ConcatV2", "N*T, Tidx -> T", n => Concatenate(n[..^1], n.Int(n.Count - 1)));
        table.Add("ConcatOffset", "int32, N*shape_type=int32 -> N*shape_type=int32", n => Tensor.ConcatenateOffsets(n[1..], n.Int(0)));
        table.Add("Split", "int32, T -> num_split*T", n => n[1].Split(n.Int("num_split"), n.Int(0)));
        table.Add("SplitV", "T, Tlen, int32 -> num_split*T", SplitV);
        table.Add("Tile", "T, Tmultiples -> T", n => n[0].Tile(n.Shape(1)));
        table.Add("BroadcastTo", "T, Tidx -> T", n => n[0].BroadcastTo(n.Shape(1)));
        table.Add("BroadcastArgs", "T, T -> T", n => Tensor.BroadcastShape(n[0], n[1]));
        table.Add("BroadcastGradientArgs", "T, T -> r0:T, r1:T", n => Tensor.BroadcastGradientAxes(n[0], n[1]) is var (x, y) ? [x, y] : []);
        table.Add("ReverseV2", "T, Tidx -> T", n => n[0].Flip(Axes.Create(n.Ints(1))));
        table.Add("Reverse", "T, bool -> T", n => n[0].Flip(Axes.Create([.. n[1].ToArray<bool>().Select((turned, axis) => (turned, axis)).Where(pair => pair.turned).Select(pair => pair.axis)])));
        table.Add("ReverseSequence", "T, Tlen -> T", n => n[0].ReverseSequence(n[1], n.Int("seq_dim"), n.Int("batch_dim", 0)));
        table.Add("Roll", "T, Tshift, Taxis -> T", n => n[0].Roll(Axes.Create(n.Ints(1)), Axes.Create(n.Ints(2))));
        table.Add("SpaceToDepth", "T -> T", n => n[0].SpaceToDepth(n.Int("block_size"), WindowRows.Format(n)));
        table.Add("DepthToSpace", "T -> T", n => n[0].DepthToSpace(n.Int("block_size"), WindowRows.Format(n)));
        table.Add("SpaceToBatchND", "T, Tblock_shape, Tpaddings -> T", n => n[0].SpaceToBatch(Extent.Create(n.Ints(1)), Pairs(n, 2)));
        table.Add("BatchToSpaceND", "T, Tblock_shape, Tcrops -> T", n => n[0].BatchToSpace(Extent.Create(n.Ints(1)), Pairs(n, 2)));
        table.Add("SpaceToBatch", "T, Tpaddings -> T", n => n[0].SpaceToBatch([n.Int("block_size"), n.Int("block_size")], Pairs(n, 1)));
        table.Add("BatchToSpace", "T, Tidx -> T", n => n[0].BatchToSpace([n.Int("block_size"), n.Int("block_size")], Pairs(n, 1)));
    }

    static (int Before, int After)[] Pairs(ImportedCall n, int index)
    {
        var widths = n.Ints(index);
        return widths.Length % 2 == 0 ? [.. widths.Chunk(2).Select(pair => (pair[0], pair[1]))] : throw n.Bad($"[{string.Join(", ", widths)}]: pairs of widths are expected");
    }

    static Tensor ShapeOf(ImportedCall n, int index)
    {
        var lengths = n[index].Shape.ToArray();
        return n.Type("out_type", ElementType.Int32) == ElementType.Int64 ? Tensor.Constant<long>(lengths) : Tensor.Constant<int>(Array.ConvertAll(lengths, length => checked((int)length)));
    }

    static Tensor Squeeze(ImportedCall n)
    {
        var axes = n.Ints("squeeze_dims", n.Ints("axis", []));
        return axes.Length == 0 ? n[0].Squeeze() : n[0].Squeeze(Axes.Create([.. axes.Select(axis => (int)axis)]));
    }

    /// <summary>Empty vectors join anything, as in old programs.</summary>
    static Tensor Concatenate(Tensor[] xs, int axis)
    {
        if (xs.Length == 0) throw new ArgumentException("ConcatV2: no tensors: at least one is expected.");
        var rank = xs.Max(x => x.Rank);
        Tensor[] joined = rank > 1 && Array.Exists(xs, x => x.Rank == 1 && x.Size == 0) ? [.. xs.Where(x => x.Rank == rank)] : xs;
        return Tensor.Concatenate(joined, axis);
    }

    static Tensor[] SplitV(ImportedCall n)
    {
        var (x, sizes, axis) = (n[0], n.Ints(1), n.Int(2));
        axis = axis < 0 ? axis + x.Rank : axis;
        if (axis < 0 || axis >= x.Rank) throw n.Bad($"axis {n.Int(2)} of {x.Shape}");
        var open = Array.IndexOf(sizes, -1);
        if (open >= 0) sizes[open] = (int)x.Shape[axis] - sizes.Where(size => size >= 0).Sum();
        if (Array.Exists(sizes, size => size < 0) || sizes.Sum() != x.Shape[axis]) throw n.Bad($"parts of [{string.Join(", ", sizes)}] along axis {axis} of {x.Shape}: they must fill the axis");
        var at = 0;
        return x.Split([.. sizes[..^1].Select(size => at += size)], axis);
    }
}
