namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Ragged tensors as splits and values.</summary>
static class RaggedRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("RaggedRange", "T=int32, T=int32, T=int32 -> rt_nested_splits:Tsplits=int64, rt_dense_values:T=int32", n =>
            Tensor.RaggedRange(n[0], n[1], n[2], n.Type("Tsplits", ElementType.Int64)) is var (splits, values) ? [splits, values] : []);
        table.Add("RaggedGather", "PARAMS_RAGGED_RANK*Tsplits=int64, Tvalues, Tindices -> OUTPUT_RAGGED_RANK*Tsplits=int64, Tvalues", n =>
            Tensor.RaggedGather(n[..^2], n[n.Count - 2], n[n.Count - 1]) is var (splits, values) ? [.. splits, values] : []);
        table.Add("RaggedTensorToSparse", "RAGGED_RANK*Tsplits=int64, T -> sparse_indices:int64, sparse_values:T, sparse_dense_shape:int64", n =>
            Tensor.RaggedToSparse(n[..^1], n[n.Count - 1]) is var (indices, values, shape) ? [indices, values, shape] : []);
        table.Add("RaggedTensorToTensor", "Tshape, T, T, num_row_partition_tensors*Tindex -> T", ToDense);
    }

    static Tensor ToDense(ImportedCall n)
    {
        var kinds = n.Attributes.Texts("row_partition_types", []);
        var partitions = n[3..];
        if (kinds.Length > 0 && kinds[0] == "FIRST_DIM_SIZE")
        {
            // Sizes and the row of each value, level by level, in place of splits.
            var splits = new Tensor[partitions.Length - 1];
            long rows = n.Long(3);
            for (int k = 0; k < splits.Length; k++)
            {
                var ids = partitions[k + 1].Cast(ElementType.Int64);
                var counts = ids.OnesLike().SegmentSum(ids, rows);
                splits[k] = Tensor.Concatenate([Tensor.Zeros([1], ElementType.Int64), counts.CumSum(0)]);
                rows = ids.Size;
            }
            partitions = splits;
        }
        else if (Array.Exists(kinds, kind => kind != "ROW_SPLITS"))
        {
            throw n.Bad($"row_partition_types {string.Join(", ", kinds)}: ROW_SPLITS, or FIRST_DIM_SIZE and VALUE_ROWIDS, are expected");
        }

        return Tensor.RaggedToDense(partitions, n[1], n[2], n[0].Rank == 0 ? null : Shape.Of(n.Longs(0)));
    }
}
