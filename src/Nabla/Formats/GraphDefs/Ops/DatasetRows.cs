namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>A data set as a value: it can be gone through any number of times.</summary>
sealed record DatasetValue(Func<IEnumerable<Tensor[]>> Elements);

/// <summary>Where a session stands in a data set.</summary>
sealed class IteratorState(string name)
{
    IEnumerator<Tensor[]>? at;

    public string Name => name;

    public void Start(DatasetValue dataset) => at = dataset.Elements().GetEnumerator();

    public Tensor[] Next() => at is null ? throw new InvalidOperationException($"Iterator '{name}': it has not been started. Run its initializer first.")
        : at.MoveNext() ? at.Current : throw new InvalidOperationException($"Iterator '{name}': end of the data set.");
}

/// <summary>Data sets and iterators inside a graph.</summary>
static class DatasetRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("TensorSliceDataset", "Toutput_types[] -> variant", n => Set(Slices(n)), Effect.ReadsState);
        table.Add("TensorDataset", "Toutput_types[] -> variant", n => n.All is var all ? Set(() => [all]) : n[0], Effect.ReadsState);
        table.Add("RangeDataset", "int64, int64, int64 -> variant", n => Set(Range(n)), Effect.ReadsState);
        table.Add("MapDataset", "variant, Targuments[] -> variant", Map);
        table.Add("FilterDataset", "variant, Targuments[] -> variant", Filter);
        table.Add("BatchDatasetV2", "variant, int64, bool -> variant", n => Batch(n, n.Int(1), n[2].ToScalar<bool>()));
        table.Add("BatchDataset", "variant, int64 -> variant", n => Batch(n, n.Int(1), false));
        table.Add("RepeatDataset", "variant, int64 -> variant", n => (Source(n), n.Long(1)) is var (source, count) ? Set(() => Repeated(source, count)) : n[0]);
        table.Add("TakeDataset", "variant, int64 -> variant", n => (Source(n), n.Long(1)) is var (source, count) ? Set(() => count < 0 ? source.Elements() : source.Elements().Take((int)Math.Min(count, int.MaxValue))) : n[0]);
        table.Add("SkipDataset", "variant, int64 -> variant", n => (Source(n), n.Long(1)) is var (source, count) ? Set(() => count < 0 ? [] : source.Elements().Skip((int)Math.Min(count, int.MaxValue))) : n[0]);
        table.Add("PrefetchDataset", "variant, int64 -> variant", n => n[0]);
        table.Add("IteratorV2", "-> resource", n => new HandleTensor(ElementType.Resource, VariableRows.State.Resource(Resources.Key(n, "iterator"), () => new IteratorState(n.Node.Name))), Effect.WritesState);
        table.Add("MakeIterator", "variant, resource ->", n => n.Handle<IteratorState>(1).Start(Source(n)), Effect.WritesState);
        table.Add("IteratorGetNext", "resource -> output_types[]", n => [.. n.Handle<IteratorState>(0).Next()], Effect.WritesState);
        table.Add("IteratorToStringHandle", "resource -> string", n => Tensor.Constant(n.Handle<IteratorState>(0).Name), Effect.ReadsState);
    }

    static DatasetValue Source(ImportedCall n) => n.Handle<DatasetValue>(0);

    static HandleTensor Set(Func<IEnumerable<Tensor[]>> elements) => new(ElementType.Variant, new DatasetValue(elements));

    static Func<IEnumerable<Tensor[]>> Slices(ImportedCall n)
    {
        var parts = n.All;
        if (parts.Length == 0 || Array.Exists(parts, part => part.Rank == 0 || part.Shape[0] != parts[0].Shape[0])) throw n.Bad($"{string.Join(", ", parts.Select(part => part.Shape))}: tensors with as many rows each are expected");
        return () => Enumerable.Range(0, (int)parts[0].Shape[0]).Select(i => Array.ConvertAll(parts, part => part[i]));
    }

    static Func<IEnumerable<Tensor[]>> Range(ImportedCall n)
    {
        var (start, stop, step) = (n.Long(0), n.Long(1), n.Long(2));
        if (step == 0) throw n.Bad("a step of 0: another is expected");
        IEnumerable<Tensor[]> All()
        {
            for (var i = start; step > 0 ? i < stop : i > stop; i += step) yield return [Tensor.Constant(i)];
        }
        return All;
    }

    static Tensor Map(ImportedCall n)
    {
        var (source, function, captured) = (Source(n), n.Function("f"), n[1..]);
        return Set(() => source.Elements().Select(element => function.Run([.. element, .. captured])));
    }

    static Tensor Filter(ImportedCall n)
    {
        var (source, function, captured) = (Source(n), n.Function("predicate"), n[1..]);
        return Set(() => source.Elements().Where(element => function.Run([.. element, .. captured])[0].ToScalar<bool>()));
    }

    static Tensor Batch(ImportedCall n, int size, bool dropsRemainder)
    {
        if (size < 1) throw n.Bad($"batches of {size}: 1 or more is expected");
        var source = Source(n);
        return Set(() => source.Elements().Chunk(size).Where(batch => batch.Length == size || !dropsRemainder).Select(batch => batch[0].Select((_, i) => Tensor.Stack([.. batch.Select(element => element[i])])).ToArray()));
    }

    static IEnumerable<Tensor[]> Repeated(DatasetValue source, long count)
    {
        for (var i = 0L; count < 0 || i < count; i++)
        {
            var any = false;
            foreach (var element in source.Elements())
            {
                any = true;
                yield return element;
            }
            if (!any) yield break;
        }
    }
}
