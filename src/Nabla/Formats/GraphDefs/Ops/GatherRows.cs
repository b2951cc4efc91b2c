namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Reading and writing by index, sorting, and different elements.</summary>
static class GatherRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("Gather", "Tparams, Tindices -> Tparams", n => Gathered(n, n[0], n[1], 0, 0));
        table.Add("GatherV2", "Tparams, Tindices, Taxis -> Tparams", n => Gathered(n, n[0], n[1], n.Int(2), n.Int("batch_dims", 0)));
        table.Add("GatherNd", "Tparams, Tindices -> Tparams", n => n[0].GatherNd(Checked(n, n[1])));
        table.Add("ScatterNd", "Tindices, T, Tindices -> T", n => Tensor.Scatter(Checked(n, n[0]), n[1], n.Shape(2)));
        foreach (var (type, mode) in modes) table.Add(type, "T, Tindices, T -> T", n => n[0].ScatterUpdate(Checked(n, n[1]), n[2], mode));
        table.Add("ScatterNdNonAliasingAdd", "T, Tindices, T -> T", n => n[0].ScatterUpdate(Checked(n, n[1]), n[2], ScatterMode.Add));
        table.Add("TensorScatterSub", "T, Tindices, T -> T", n => n[0].ScatterUpdate(Checked(n, n[1]), -n[2], ScatterMode.Add));
        table.Add("OneHot", "TI, int32, T, T -> T", OneHot);
        table.Add("TopK", "T -> values:T, indices:int32", n => TopK(n, n.Int("k")));
        table.Add("TopKV2", "T, int32 -> values:T, indices:int32", n => TopK(n, n.Int(1)));
        table.Add("NthElement", "T, int32 -> T", n => n[0].NthElement(n.Int(1), n.Flag("reverse")));
        table.Add("LowerBound", "T, T -> out_type=int32", n => n[0].LowerBound(n[1], n.Type("out_type", ElementType.Int32)));
        table.Add("UpperBound", "T, T -> out_type=int32", n => n[0].UpperBound(n[1], n.Type("out_type", ElementType.Int32)));
        table.Add("Unique", "T -> y:T, idx:out_idx=int32", n => Unique(n, null)[..2]);
        table.Add("UniqueV2", "T, Taxis -> y:T, idx:out_idx=int32", n => Unique(n, Axis(n))[..2]);
        table.Add("UniqueWithCounts", "T -> y:T, idx:out_idx=int32, count:out_idx=int32", n => Unique(n, null));
        table.Add("UniqueWithCountsV2", "T, Taxis -> y:T, idx:out_idx=int32, count:out_idx=int32", n => Unique(n, Axis(n)));
        table.Add("ListDiff", "T, T -> out:T, idx:out_idx=int32", n => n[0].ListDifference(n[1], n.Type("out_idx", ElementType.Int32)) is var (values, places) ? [values, places] : []);
        table.Add("DynamicPartition", "T, int32 -> num_partitions*T", n => n[0].DynamicPartition(n[1], n.Int("num_partitions")));
        table.Add("DynamicStitch", "N*int32, N*T -> T", Stitch);
        table.Add("ParallelDynamicStitch", "N*int32, N*T -> T", Stitch);
        table.Add("UnravelIndex", "Tidx, Tidx -> Tidx", n => Tensor.Stack(n[0].UnravelIndex(n.Shape(1))).Cast(n[0].ElementType));
    }

    static readonly (string Type, ScatterMode Mode)[] modes =
    [
        ("TensorScatterUpdate", ScatterMode.Update),
        ("TensorScatterAdd", ScatterMode.Add),
        ("TensorScatterMax", ScatterMode.Max),
        ("TensorScatterMin", ScatterMode.Min),
    ];

    /// <summary>TensorFlow's indices do not count from the end: a negative one is an error.</summary>
    internal static Tensor Checked(ImportedCall n, Tensor indices)
    {
        if (indices.Size > 0 && indices.ElementType is ElementType.Int32 or ElementType.Int64 && (long)indices.Min() is < 0 and var least) throw n.Bad($"the index {least}: indices are 0 or more");
        return indices;
    }

    static Tensor Gathered(ImportedCall n, Tensor x, Tensor indices, int axis, int batchAxes)
    {
        batchAxes = batchAxes < 0 ? batchAxes + indices.Rank : batchAxes;
        return x.Gather(Checked(n, indices), axis, batchAxes);
    }

    /// <summary>On where the index is the place along the new axis, off elsewhere.</summary>
    static Tensor OneHot(ImportedCall n)
    {
        var (indices, depth, axis) = (n[0], n.Int(1), n.Int("axis", -1));
        if (depth < 0) throw n.Bad($"a depth of {depth}: 0 or more is expected");
        axis = axis < 0 ? axis + indices.Rank + 1 : axis;
        if (axis < 0 || axis > indices.Rank) throw n.Bad($"axis {n.Int("axis", -1)} for indices of shape {indices.Shape}");
        var places = Tensor.Arange(0, depth, 1, ElementType.Int64).Reshape(Shape.Of([depth, .. Enumerable.Repeat(1L, indices.Rank - axis)]));
        return Tensor.Where(indices.Cast(ElementType.Int64).ExpandDims(axis).Equal(places), n[2], n[3]);
    }

    static Tensor[] TopK(ImportedCall n, int k)
    {
        if (n[0].Rank == 0 || k < 0 || k > n[0].Shape[^1]) throw n.Bad($"the {k} largest of {n[0].Shape}: at most as many as the last axis has");
        var (values, indices) = n[0].TopK(k);
        return [values, indices.Cast(ElementType.Int32)];
    }

    static int? Axis(ImportedCall n) => n[1].Size == 0 ? null : n.Int(1);

    /// <summary>In the order in which they first come.</summary>
    static Tensor[] Unique(ImportedCall n, int? axis)
    {
        if (axis is null && n[0].Rank != 1) throw n.Bad($"{n[0].Shape}: a vector is expected");
        var found = n[0].Unique(sorted: false, axis: axis);
        var type = n.Type("out_idx", ElementType.Int32);
        return [found.Values, found.Inverse.Cast(type), found.Counts.Cast(type)];
    }

    static Tensor Stitch(ImportedCall n) => Tensor.DynamicStitch(n[..(n.Count / 2)], n[(n.Count / 2)..]);
}
