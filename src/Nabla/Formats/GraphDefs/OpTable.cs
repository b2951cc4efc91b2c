using Nabla.Formats.GraphDefs.Ops;

namespace Nabla.Formats.GraphDefs;

/// <summary>The closed table of op types that are read from files.</summary>
sealed class OpTable
{
    static readonly OpTable all = Fill();

    readonly Dictionary<string, OpRow> rows = new(StringComparer.Ordinal);

    OpTable()
    {
    }

    /// <summary>All op types that a file may hold, but for those of control flow.</summary>
    public static IEnumerable<OpRow> All => all.rows.Values;

    /// <summary>The row of an op type; null where there is none.</summary>
    public static OpRow? Find(string type) => all.rows.GetValueOrDefault(type);

    /// <summary>A type with one output.</summary>
    public void Add(string type, string signature, Func<ImportedCall, Tensor> compute, Effect effect = Effect.None) => Add(type, signature, n => new[] { compute(n) }, effect);

    /// <summary>A type with any number of outputs.</summary>
    public void Add(string type, string signature, Func<ImportedCall, Tensor[]> compute, Effect effect = Effect.None) =>
        rows.Add(type, new OpRow(type, OpSignature.Parse(signature), effect, compute));

    /// <summary>A type that only has effects.</summary>
    public void Add(string type, string signature, Action<ImportedCall> run, Effect effect) => Add(
        type,
        signature,
        n =>
        {
            run(n);
            return Array.Empty<Tensor>();
        },
        effect);

    static OpTable Fill()
    {
        var table = new OpTable();
        SourceRows.AddTo(table);
        UnaryRows.AddTo(table);
        SlopeRows.AddTo(table);
        BinaryRows.AddTo(table);
        ComparisonRows.AddTo(table);
        ReductionRows.AddTo(table);
        ShapeRows.AddTo(table);
        SliceRows.AddTo(table);
        GatherRows.AddTo(table);
        SparseRows.AddTo(table);
        VariableRows.AddTo(table);
        ApplyRows.AddTo(table);
        WindowRows.AddTo(table);
        NeuralRows.AddTo(table);
        ProductRows.AddTo(table);
        FunctionRows.AddTo(table);
        TensorArrayRows.AddTo(table);
        TensorListRows.AddTo(table);
        QueueRows.AddTo(table);
        DatasetRows.AddTo(table);
        CheckpointRows.AddTo(table);
        RandomRows.AddTo(table);
        RecurrentRows.AddTo(table);
        QuantizeRows.AddTo(table);
        FactorRows.AddTo(table);
        FourierRows.AddTo(table);
        SparsePartRows.AddTo(table);
        RaggedRows.AddTo(table);
        TableRows.AddTo(table);
        TextRows.AddTo(table);
        TextPartRows.AddTo(table);
        PictureRows.AddTo(table);
        ExampleRows.AddTo(table);
        MediaRows.AddTo(table);
        return table;
    }
}
