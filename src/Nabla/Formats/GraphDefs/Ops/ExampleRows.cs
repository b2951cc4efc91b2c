using Nabla.Files;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Examples (<c>tf.train.Example</c>) as tensors. Sparse features are index tuples, values and shapes; a dense feature without a default must be there.</summary>
static class ExampleRows
{
    public static void AddTo(OpTable table)
    {
        table.Add(
            "ParseSingleExample",
            "string, Tdense[] -> sparse_indices:num_sparse*int64, sparse_values:sparse_types[], sparse_shapes:num_sparse*int64, dense_values:Tdense[]",
            n => Parse(n, n[0], n.Attributes.Texts("sparse_keys"), n.Attributes.Texts("dense_keys"), n[1..]));
        table.Add(
            "ParseExample",
            "string, string, Nsparse*string, Ndense*string, Tdense[] -> sparse_indices:Nsparse*int64, sparse_values:sparse_types[], sparse_shapes:Nsparse*int64, dense_values:Tdense[]",
            n =>
            {
                var (sparse, dense) = (2 + n.Int("Nsparse"), 2 + n.Int("Nsparse") + n.Int("Ndense"));
                return Parse(n, n[0], Keys(n[2..sparse]), Keys(n[sparse..dense]), n[dense..]);
            });
        table.Add(
            "ParseExampleV2",
            "string, string, string, string, string, Tdense[] -> sparse_indices:num_sparse*int64, sparse_values:sparse_types[], sparse_shapes:num_sparse*int64, dense_values:Tdense[], ragged_values:ragged_value_types[], ragged_row_splits:ragged_split_types[]",
            n => [.. Parse(n, n[0], Keys([n[2]]), Keys([n[3]]), n[5..]), .. Ragged(n, n[0], Keys([n[4]]))]);
    }

    static string[] Keys(Tensor[] names) => [.. names.SelectMany(name => name.ToArray<string>())];

    static Tensor[] Parse(ImportedCall n, Tensor serialized, string[] sparseKeys, string[] denseKeys, Tensor[] defaults)
    {
        var (types, denseTypes, shapes) = (n.Attributes.Types("sparse_types"), n.Attributes.Types("Tdense"), n.Attributes.Shapes("dense_shapes", []));
        if (sparseKeys.Length != types.Length || denseKeys.Length != denseTypes.Length || denseKeys.Length != shapes.Length || denseKeys.Length != defaults.Length)
            throw n.Bad($"{sparseKeys.Length} sparse keys for {types.Length} types, {denseKeys.Length} dense keys for {denseTypes.Length} types, {shapes.Length} shapes and {defaults.Length} defaults: as many of each are expected");
        // A key may be read in both ways, and twice: each table holds a key once.
        var sparse = sparseKeys.Select((key, i) => Example.Parse(serialized, One(key, new VarLenFeature(types[i]))).Sparse(key)).ToList();
        var dense = denseKeys.Select((key, i) => Example.Parse(serialized, One(key, Dense(shapes[i], denseTypes[i], defaults[i])))[key]);
        return [.. sparse.Select(x => x.Indices), .. sparse.Select(x => x.Values), .. sparse.Select(x => Tensor.Constant<long>(x.DenseShape.ToArray())), .. dense];
    }

    static Dictionary<string, FeatureSpec> One(string key, FeatureSpec spec) => new(StringComparer.Ordinal) { [key] = spec };

    /// <summary>A shape that begins with an unknown length is that of values of any number, filled up in a batch.</summary>
    static FeatureSpec Dense(Shape shape, ElementType type, Tensor otherwise) => shape.Rank > 0 && !shape[..1].IsKnown
        ? new FixedLenSequenceFeature(shape[1..], type, AllowMissing: true, otherwise.Size == 1 ? otherwise : (Operand?)null)
        : new FixedLenFeature(shape, type, otherwise.Size == 0 && !(shape.IsKnown && shape.Size == 0) ? (Operand?)null : otherwise);

    static Tensor[] Ragged(ImportedCall n, Tensor serialized, string[] keys)
    {
        var (types, splits) = (n.Attributes.Types("ragged_value_types"), n.Attributes.Types("ragged_split_types"));
        if (keys.Length != types.Length || keys.Length != splits.Length) throw n.Bad($"{keys.Length} ragged keys for {types.Length} types of values and {splits.Length} of splits: as many of each are expected");
        // One example alone has one row.
        var batch = serialized.Reshape([null]);
        var parsed = keys.Select((key, i) => Example.Parse(batch, One(key, new RaggedFeature(types[i], RowSplitsType: splits[i]))).Ragged(key)).ToList();
        return [.. parsed.Select(x => x.FlatValues), .. parsed.Select(x => x.RowSplits)];
    }
}
