using System.Text.Json;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Ops;

/// <summary>Tables of result types: type → result, type → type or Python scalar → result, function → type → result, and pairs of a Python value and its type.</summary>
static class DtypeTable
{
    public static void Check(GoldenCase golden, string op)
    {
        var table = golden.Json("table");
        var wrong = new List<string>();
        if (table.ValueKind == JsonValueKind.Array)
        {
            Need(op);
            foreach (var pair in table.EnumerateArray()) Entry(wrong, op, [golden.Value(pair[0])], pair[1].GetString()!, $"{pair[0]}", mayRefuse: false);
        }
        else if (op == "keras.ops")
        {
            foreach (var function in table.EnumerateObject())
            {
                Need(function.Name);
                foreach (var row in function.Value.EnumerateObject()) Entry(wrong, function.Name, Operands(function.Name, Ones(row.Name)), row.Value.GetString()!, row.Name, mayRefuse: false);
            }
        }
        else
        {
            Need(op);
            foreach (var row in table.EnumerateObject()) Row(wrong, op, golden, row);
        }
        if (wrong.Count > 0) throw new MismatchException(string.Join("; ", wrong.Take(12)) + (wrong.Count > 12 ? $"; and {wrong.Count - 12} more" : ""));
    }

    static void Row(List<string> wrong, string op, GoldenCase golden, JsonProperty row)
    {
        var note = golden.Text("note") ?? "";
        if (row.Value.ValueKind == JsonValueKind.String)
        {
            var one = Ones(row.Name);
            object?[] operands = note.Contains("both", StringComparison.Ordinal) ? [one, Ones(row.Name)] : [one];
            Entry(wrong, op, operands, row.Value.GetString()!, row.Name, mayRefuse: false);
            return;
        }
        foreach (var cell in row.Value.EnumerateObject())
        {
            var scalar = Scalar(cell.Name);
            var isReversed = note.Contains("(Python scalar, tensor", StringComparison.Ordinal);
            object? other = scalar ?? Ones(cell.Name);
            // Keras promotes differently typed operands; a refusal that says so is the rule here. Plain operators follow TensorFlow.
            var mayRefuse = !op.Contains('.') && (scalar is null ? cell.Name != row.Name : cell.Value.GetString() != row.Name);
            var x = Ones(row.Name);
            object?[] operands = isReversed ? [other, x] : [x, other];
            Entry(wrong, op, op == "where" ? [Tensor.Constant(true), .. operands] : op == "concatenate" ? [new List<object?>(operands)] : op == "einsum" ? ["ij,jk->ik", .. operands] : operands, cell.Value.GetString()!, $"{row.Name}, {cell.Name}", mayRefuse);
        }
    }

    static void Entry(List<string> wrong, string op, object?[] operands, string expected, string what, bool mayRefuse)
    {
        string found;
        try
        {
            var (call, run) = OpTable.Shared.Bind(op, operands, new Dictionary<string, object?>(StringComparer.Ordinal));
            found = Comparer.Flatten(run(call))[0] switch
            {
                Tensor x => x.ElementType.Name,
                bool => "bool",
                var other => other?.GetType().Name ?? "null",
            };
        }
        catch (BindingException error) when (error.Message.Contains("is missing", StringComparison.Ordinal))
        {
            // The table calls each function with one tensor; where it needs more, Python refuses as the compiler does here.
            found = "error";
        }
        catch (Exception error) when (error is not (BindingException or NullReferenceException or IndexOutOfRangeException or InvalidCastException or NotSupportedNameException))
        {
            found = "error";
        }
        if (found != expected && !(mayRefuse && found == "error") && !IsDecided(what, expected, found)) wrong.Add($"{op}({what}): expected {expected}, got {found}");
    }

    // Keras turns uint64 to uint32 wherever it promotes, and loses numbers; here it stays. bfloat16 has every function.
    static bool IsDecided(string what, string expected, string found) =>
        (what.Contains("uint64", StringComparison.Ordinal) && expected == "uint32" && found == "uint64") || (what == "bfloat16" && expected == "error" && found == "bfloat16");

    static void Need(string op)
    {
        if (!OpTable.Shared.Has(op)) throw new NotSupportedNameException(op);
    }

    static object?[] Operands(string function, Tensor x) => function switch
    {
        "vdot" => [x, x],
        _ => [x],
    };

    static Tensor Ones(string type)
    {
        Array ones = type switch
        {
            "bool" => new[] { true, true, true, true },
            "uint8" => new byte[] { 1, 1, 1, 1 },
            "int8" => new sbyte[] { 1, 1, 1, 1 },
            "uint16" => new ushort[] { 1, 1, 1, 1 },
            "int16" => new short[] { 1, 1, 1, 1 },
            "uint32" => new uint[] { 1, 1, 1, 1 },
            "int32" => new[] { 1, 1, 1, 1 },
            "uint64" => new ulong[] { 1, 1, 1, 1 },
            "int64" => new long[] { 1, 1, 1, 1 },
            "float16" => new[] { (Half)1, (Half)1, (Half)1, (Half)1 },
            "bfloat16" => new[] { (BFloat16)1f, (BFloat16)1f, (BFloat16)1f, (BFloat16)1f },
            "float32" => new float[] { 1, 1, 1, 1 },
            "float64" => new double[] { 1, 1, 1, 1 },
            "complex64" => new Complex64[] { new(1, 0), new(1, 0), new(1, 0), new(1, 0) },
            "complex128" => new System.Numerics.Complex[] { 1, 1, 1, 1 },
            _ => throw new BindingException($"the runner makes no tensor of type {type}"),
        };
        return Tensor.Constant(ones, [2, 2]);
    }

    static object? Scalar(string text) => text switch
    {
        "1" => 1L,
        "-1" => -1L,
        "1.5" => 1.5,
        "true" => true,
        "300" => 300L,
        "2**40" => 1L << 40,
        "1j" => new System.Numerics.Complex(0, 1),
        _ => null,
    };
}
