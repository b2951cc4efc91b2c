namespace Nabla.Formats;

/// <summary>Reads features of one example, or of a batch, as tensors.</summary>
static class FeatureParser
{
    public static ParsedFeatures Parse(IReadOnlyList<Dictionary<string, Feature>> rows, bool isBatch, IReadOnlyDictionary<string, FeatureSpec> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        foreach (var (name, spec) in features) spec.Check(name);
        var result = new ParsedFeatures();
        foreach (var (name, spec) in features)
        {
            result.Add(name, spec switch
            {
                FixedLenFeature fixedLen => FixedLen(rows, isBatch, name, fixedLen),
                VarLenFeature varLen => VarLen(rows, isBatch, name, varLen),
                FixedLenSequenceFeature sequence => FixedLenSequence(rows, isBatch, name, sequence),
                SparseFeature sparse => Sparse(rows, isBatch, name, sparse),
                RaggedFeature ragged => Ragged(rows, isBatch, name, ragged),
                _ => throw new ArgumentException($"Feature '{name}': a {spec.GetType().Name}: FixedLen, VarLen, FixedLenSequence, Sparse and Ragged features are read."),
            });
        }
        return result;
    }

    internal static ModelFormatException Bad(string place, string reason) => new("Example", place, reason);

    /// <summary>Names the feature and, in a batch, the example.</summary>
    internal static string Place(string name, int row, bool isBatch) => isBatch ? $"feature '{name}' of example {row}" : $"feature '{name}'";

    static Shape Batched(bool isBatch, int rows, Shape shape) => isBatch ? Shape.Of([rows]).Concat(shape) : shape;

    static Tensor FixedLen(IReadOnlyList<Dictionary<string, Feature>> rows, bool isBatch, string name, FixedLenFeature spec)
    {
        var column = FeatureColumn.For(spec.ElementType);
        var otherwise = spec.Default(name);
        for (var row = 0; row < rows.Count; row++)
        {
            var (feature, place) = (rows[row].GetValueOrDefault(name), Place(name, row, isBatch));
            if (!column.Has(feature, place)) column.Add(otherwise ?? throw Bad(place, "it is missing, and there is no default"));
            else if (feature!.Count != spec.Shape.Size) throw Bad(place, $"it holds {feature.Count} values, and the shape {spec.Shape} needs {spec.Shape.Size}");
            else column.Add(feature);
        }
        return column.ToTensor(Batched(isBatch, rows.Count, spec.Shape));
    }

    static SparseTensor VarLen(IReadOnlyList<Dictionary<string, Feature>> rows, bool isBatch, string name, VarLenFeature spec)
    {
        var column = FeatureColumn.For(spec.ElementType);
        var (indices, longest) = (new List<long>(), 0);
        for (var row = 0; row < rows.Count; row++)
        {
            var feature = rows[row].GetValueOrDefault(name);
            if (!column.Has(feature, Place(name, row, isBatch))) continue;
            column.Add(feature!);
            longest = Math.Max(longest, feature!.Count);
            for (var i = 0; i < feature.Count; i++) indices.AddRange(isBatch ? [row, i] : [i]);
        }
        return Sparse(indices, column, Batched(isBatch, rows.Count, [longest]));
    }

    internal static SparseTensor Sparse(List<long> indices, FeatureColumn column, Shape shape) =>
        new(Tensor.Constant(indices.ToArray(), Shape.Of([column.Count, shape.Rank])), column.ToTensor([column.Count]), shape);

    static Tensor FixedLenSequence(IReadOnlyList<Dictionary<string, Feature>> rows, bool isBatch, string name, FixedLenSequenceFeature spec)
    {
        if (!spec.AllowMissing) throw new ArgumentException($"Feature '{name}': a FixedLenSequenceFeature of an example without allowMissing: its values may be of any number, also none. Set allowMissing.");
        var column = FeatureColumn.For(spec.ElementType);
        var (size, filler) = (spec.Shape.Size, spec.Default(name));
        var lengths = new long[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            var (feature, place) = (rows[row].GetValueOrDefault(name), Place(name, row, isBatch));
            if (!column.Has(feature, place) || feature!.Count == 0) continue;
            if (size == 0 || feature.Count % size != 0) throw Bad(place, $"it holds {feature.Count} values, which are no whole number of elements of the shape {spec.Shape}");
            lengths[row] = feature.Count / size;
        }
        var longest = lengths.DefaultIfEmpty().Max();
        for (var row = 0; row < rows.Count; row++)
        {
            if (lengths[row] > 0) column.Add(rows[row][name]);
            column.Fill(filler, (longest - lengths[row]) * size);
        }
        return column.ToTensor(Batched(isBatch, rows.Count, Shape.Of([longest]).Concat(spec.Shape)));
    }

    static SparseTensor Sparse(IReadOnlyList<Dictionary<string, Feature>> rows, bool isBatch, string name, SparseFeature spec)
    {
        var column = FeatureColumn.For(spec.ElementType);
        var indices = new List<long[]>();
        for (var row = 0; row < rows.Count; row++) Gather(rows[row], isBatch ? [row] : [], Place(name, row, isBatch), spec, column, indices);
        return Sorted(indices, column, Batched(isBatch, rows.Count, Shape.Of([.. spec.Size])), spec.AlreadySorted);
    }

    /// <summary>Adds the values of a sparse feature, and their index tuples with a prefix.</summary>
    internal static void Gather(IReadOnlyDictionary<string, Feature> features, long[] prefix, string place, SparseFeature spec, FeatureColumn column, List<long[]> indices)
    {
        var values = features.GetValueOrDefault(spec.ValueKey);
        var count = column.Has(values, $"{place}: its values '{spec.ValueKey}'") ? values!.Count : 0;
        var axes = new IReadOnlyList<long>[spec.IndexKeys.Count];
        for (var axis = 0; axis < axes.Length; axis++)
        {
            var key = spec.IndexKeys[axis];
            var given = features.GetValueOrDefault(key) ?? Feature.None;
            if (given.Kind is not (FeatureKind.Int64 or FeatureKind.None)) throw Bad(place, $"its indices '{key}' are no int64 numbers");
            if (given.Count != count) throw Bad(place, $"there are {given.Count} indices '{key}' for {count} values '{spec.ValueKey}'");
            axes[axis] = given.Int64List;
            if (axes[axis].Any(index => index < 0 || index >= spec.Size[axis])) throw Bad(place, $"an index of '{key}' lies outside the length {spec.Size[axis]}");
        }
        if (count > 0) column.Add(values!);
        for (var i = 0; i < count; i++) indices.Add([.. prefix, .. axes.Select(axis => axis[i])]);
    }

    internal static SparseTensor Sorted(List<long[]> indices, FeatureColumn column, Shape shape, bool alreadySorted)
    {
        if (!alreadySorted)
        {
            // OrderBy keeps the order of equal tuples.
            int[] order = [.. Enumerable.Range(0, indices.Count).OrderBy(i => indices[i], TupleOrder.Instance)];
            column.Reorder(order);
            indices = [.. order.Select(i => indices[i])];
        }
        return Sparse([.. indices.SelectMany(tuple => tuple)], column, shape);
    }

    static object Ragged(IReadOnlyList<Dictionary<string, Feature>> rows, bool isBatch, string name, RaggedFeature spec)
    {
        var column = FeatureColumn.For(spec.ElementType);
        var splits = new List<long> { 0 };
        for (var row = 0; row < rows.Count; row++)
        {
            var feature = rows[row].GetValueOrDefault(spec.ValueKey ?? name);
            if (column.Has(feature, Place(name, row, isBatch))) column.Add(feature!);
            splits.Add(column.Count);
        }
        var values = column.ToTensor([column.Count]);
        return isBatch ? new RaggedTensor(values, Splits(splits, spec)) : values;
    }

    internal static Tensor Splits(List<long> splits, RaggedFeature spec) => spec.RowSplitsType == ElementType.Int64 ? Tensor.Constant(splits.ToArray()) : Tensor.Constant(splits.Select(end => (int)end).ToArray());

    sealed class TupleOrder : IComparer<long[]>
    {
        public static readonly TupleOrder Instance = new();

        public int Compare(long[]? x, long[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
