namespace Nabla.Formats;

/// <summary>Reads features of steps, of one example or of a batch, as tensors.</summary>
static class SequenceParser
{
    static readonly Feature[] none = [];

    public static ParsedSequences Parse(IReadOnlyList<SequenceExample> rows, bool isBatch, IReadOnlyDictionary<string, FeatureSpec> context, IReadOnlyDictionary<string, FeatureSpec> sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        foreach (var (name, spec) in sequence) spec.Check(name);
        var whole = FeatureParser.Parse([.. rows.Select(row => row.Context)], isBatch, context);
        var (steps, lengths) = (new ParsedFeatures(), new Dictionary<string, Tensor>(StringComparer.Ordinal));
        foreach (var (name, spec) in sequence)
        {
            switch (spec)
            {
                case FixedLenSequenceFeature dense:
                    var (tensor, counts) = Dense(rows, isBatch, name, dense);
                    steps.Add(name, tensor);
                    if (isBatch) lengths.Add(name, Tensor.Constant(counts));
                    break;
                case VarLenFeature varLen:
                    steps.Add(name, VarLen(rows, isBatch, name, varLen));
                    break;
                case SparseFeature sparse:
                    steps.Add(name, Sparse(rows, isBatch, name, sparse));
                    break;
                case RaggedFeature ragged:
                    steps.Add(name, Ragged(rows, isBatch, name, ragged));
                    break;
                default:
                    throw new ArgumentException($"Feature '{name}': a {spec.GetType().Name} of the steps of a sequence: FixedLenSequence, VarLen, Sparse and Ragged features are read there.");
            }
        }
        return new(whole, steps, lengths);
    }

    static string Place(string name, int row, int step, bool isBatch) => $"step {step} of {FeatureParser.Place(name, row, isBatch)}";

    static IReadOnlyList<Feature> Steps(SequenceExample row, string name) => row.FeatureLists.GetValueOrDefault(name, none);

    static (Tensor Values, long[] Lengths) Dense(IReadOnlyList<SequenceExample> rows, bool isBatch, string name, FixedLenSequenceFeature spec)
    {
        var column = FeatureColumn.For(spec.ElementType);
        var (size, filler) = (spec.Shape.Size, spec.Default(name));
        for (var row = 0; row < rows.Count; row++)
        {
            if (!spec.AllowMissing && !rows[row].FeatureLists.ContainsKey(name)) throw FeatureParser.Bad(FeatureParser.Place(name, row, isBatch), "it is missing; set allowMissing to read it as a sequence of no steps");
        }
        var longest = rows.Select(row => Steps(row, name).Count).DefaultIfEmpty().Max();
        for (var row = 0; row < rows.Count; row++)
        {
            var steps = Steps(rows[row], name);
            for (var step = 0; step < steps.Count; step++)
            {
                var place = Place(name, row, step, isBatch);
                if (!column.Has(steps[step], place) || steps[step].Count != size) throw FeatureParser.Bad(place, $"it holds {steps[step].Count} values, and the shape {spec.Shape} needs {size}");
                column.Add(steps[step]);
            }
            column.Fill(filler, (longest - steps.Count) * size);
        }
        var shape = Shape.Of([longest]).Concat(spec.Shape);
        return (column.ToTensor(isBatch ? Shape.Of([rows.Count]).Concat(shape) : shape), [.. rows.Select(row => (long)Steps(row, name).Count)]);
    }

    static SparseTensor VarLen(IReadOnlyList<SequenceExample> rows, bool isBatch, string name, VarLenFeature spec)
    {
        var column = FeatureColumn.For(spec.ElementType);
        var (indices, most, longest) = (new List<long>(), 0, 0);
        for (var row = 0; row < rows.Count; row++)
        {
            var steps = Steps(rows[row], name);
            most = Math.Max(most, steps.Count);
            for (var step = 0; step < steps.Count; step++)
            {
                if (!column.Has(steps[step], Place(name, row, step, isBatch))) continue;
                column.Add(steps[step]);
                longest = Math.Max(longest, steps[step].Count);
                for (var i = 0; i < steps[step].Count; i++) indices.AddRange(isBatch ? [row, step, i] : [step, i]);
            }
        }
        return FeatureParser.Sparse(indices, column, isBatch ? [rows.Count, most, longest] : [most, longest]);
    }

    static SparseTensor Sparse(IReadOnlyList<SequenceExample> rows, bool isBatch, string name, SparseFeature spec)
    {
        var column = FeatureColumn.For(spec.ElementType);
        var (indices, most) = (new List<long[]>(), 0);
        string[] keys = [.. spec.IndexKeys, spec.ValueKey];
        for (var row = 0; row < rows.Count; row++)
        {
            var lists = keys.Distinct().ToDictionary(key => key, key => Steps(rows[row], key), StringComparer.Ordinal);
            var counts = lists.Values.Select(list => list.Count).Distinct().ToList();
            if (counts.Count > 1) throw FeatureParser.Bad(FeatureParser.Place(name, row, isBatch), $"its lists have {string.Join(" and ", counts)} steps: all of them must have as many");
            most = Math.Max(most, counts[0]);
            for (var step = 0; step < counts[0]; step++)
            {
                var features = lists.ToDictionary(list => list.Key, list => list.Value[step], StringComparer.Ordinal);
                FeatureParser.Gather(features, isBatch ? [row, step] : [step], Place(name, row, step, isBatch), spec, column, indices);
            }
        }
        var shape = Shape.Of([most, .. spec.Size]);
        return FeatureParser.Sorted(indices, column, isBatch ? Shape.Of([rows.Count]).Concat(shape) : shape, spec.AlreadySorted);
    }

    static RaggedTensor Ragged(IReadOnlyList<SequenceExample> rows, bool isBatch, string name, RaggedFeature spec)
    {
        var column = FeatureColumn.For(spec.ElementType);
        var (outer, inner) = (new List<long> { 0 }, new List<long> { 0 });
        for (var row = 0; row < rows.Count; row++)
        {
            var steps = Steps(rows[row], spec.ValueKey ?? name);
            for (var step = 0; step < steps.Count; step++)
            {
                if (column.Has(steps[step], Place(name, row, step, isBatch))) column.Add(steps[step]);
                inner.Add(column.Count);
            }
            outer.Add(inner.Count - 1);
        }
        var (values, splits) = (column.ToTensor([column.Count]), FeatureParser.Splits(inner, spec));
        return isBatch ? new RaggedTensor(values, FeatureParser.Splits(outer, spec), splits) : new RaggedTensor(values, splits);
    }
}
