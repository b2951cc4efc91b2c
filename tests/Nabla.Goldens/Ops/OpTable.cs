using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Ops;

/// <summary>
/// Which call of Nabla answers which name. To add an op, add a row to the file of its family (or make a file with a method like the others and name it in <see cref="Families"/>):
/// <code>table["clip(x, x_min, x_max)"] = call => call.Tensor("x").Clip(call.Operand("x_min"), call.Operand("x_max"));</code>
/// The key is the signature in Python: names, order, defaults. The row calls what users call, and returns a tensor, a C# value, or a tuple or list of them.
/// Each argument that differs from its default must be read by the row; a case that gives one the row ignores fails.
/// </summary>
sealed class OpTable
{
    static readonly Action<OpTable>[] Families =
    [
        ElementwiseRows.Add,
        BinaryRows.Add,
        ReductionRows.Add,
        ShapeRows.Add,
        CreationRows.Add,
        IndexRows.Add,
        SortRows.Add,
        LinearAlgebraRows.Add,
        ActivationRows.Add,
        NeuralRows.Add,
        ConvolutionRows.Add,
        PoolingRows.Add,
        PatchRows.Add,
        CtcRows.Add,
        MathRows.Add,
        ControlRows.Add,
        TypeRows.Add,
        TensorFlowRows.Add,
    ];

    readonly Dictionary<string, (Signature Signature, Func<Call, object?> Run)> rows = new(StringComparer.Ordinal);

    OpTable()
    {
        foreach (var add in Families) add(this);
    }

    public static OpTable Shared { get; } = new();

    /// <summary>The row of a signature.</summary>
    public Func<Call, object?> this[string signature]
    {
        set
        {
            var parsed = new Signature(signature);
            if (!rows.TryAdd(parsed.Name, (parsed, value))) throw new InvalidOperationException($"'{parsed.Name}' has two rows.");
        }
    }

    /// <summary>One row under several names that take the same arguments: <c>table["abs absolute", "x"]</c>.</summary>
    public Func<Call, object?> this[string names, string parameters]
    {
        set
        {
            foreach (var name in names.Split(' ')) this[$"{name}({parameters})"] = value;
        }
    }

    public bool Has(string op) => rows.ContainsKey(op);

    /// <summary>Calls an op with positional arguments; its first output.</summary>
    public static Tensor Invoke(string op, params IReadOnlyList<object?> arguments) => Invoke(op, arguments, new Dictionary<string, object?>(StringComparer.Ordinal));

    /// <summary>Calls an op with positional arguments and keywords; its first output.</summary>
    public static Tensor Invoke(string op, IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> keywords)
    {
        var (call, run) = Shared.Bind(op, arguments, keywords);
        return (Tensor)Comparing.Comparer.Flatten(run(call))[0]!;
    }

    /// <summary>Puts arguments to the names of an op's signature.</summary>
    public (Call Call, Func<Call, object?> Run) Bind(string op, IReadOnlyList<object?> arguments, IReadOnlyDictionary<string, object?> keywords)
    {
        if (!rows.TryGetValue(op, out var row)) throw new NotSupportedNameException(op);
        return (row.Signature.Bind(arguments, keywords), row.Run);
    }
}
