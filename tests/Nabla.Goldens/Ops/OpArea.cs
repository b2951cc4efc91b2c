using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Ops;

/// <summary>Cases of <c>ops/</c>: an op by name with its arguments, its outputs, and its gradients of first and second order.</summary>
sealed class OpArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var op = golden.Text("op")!;
        if (golden.Has("table"))
        {
            DtypeTable.Check(golden, op);
            return;
        }
        if (!OpTable.Shared.Has(op)) throw new NotSupportedNameException(op);
        if (golden.Promotes)
        {
            CheckRefusal(golden, op);
            return;
        }
        var (call, run) = OpTable.Shared.Bind(op, golden.List("args"), golden.Map("kwargs"));
        if (golden.MustFail)
        {
            run(call);
            return;
        }
        var comparer = Comparer.Of(golden);
        if (golden.Has("expected"))
        {
            UlpComparer.Check((Tensor)golden.Value("expected")!, (Tensor)Run(call, run)[0]!, golden.Number("ulp", 0), golden.AbsoluteTolerance);
            return;
        }
        if (golden.Has("output_gradients"))
        {
            OpGradients.Check(golden, call, () => Run(call, run), comparer);
            return;
        }
        CheckOutputs(golden, call, Run(call, run), comparer);
    }

    public static void CheckOutputs(GoldenCase golden, Call call, List<object?> outputs, Comparer comparer)
    {
        var expected = Comparer.Flatten(golden.List("outputs"));
        if (golden.IsInformational) return;
        switch (golden.Text("compare"))
        {
            case "shape":
                CheckShapes(expected, outputs);
                break;
            case "set":
                CheckSet(expected, outputs, comparer);
                break;
            case "partition":
                Partition.Check(call, (Tensor)outputs[0]!);
                break;
            case "reconstruct":
                Reconstruction.Check(golden.Text("op")!, call, expected, outputs, comparer);
                break;
            default:
                if (outputs.Count != expected.Count) throw new MismatchException($"expected {expected.Count} outputs, got {outputs.Count}");
                for (var i = 0; i < expected.Count; i++) comparer.Check($"output {i}", expected[i], outputs[i]);
                break;
        }
    }

    static List<object?> Run(Call call, Func<Call, object?> run)
    {
        var outputs = Comparer.Flatten(run(call));
        var ignored = call.Ignored.ToList();
        return ignored.Count == 0 ? outputs : throw new BindingException($"the row does not pass on {string.Join(", ", ignored)}");
    }

    // Keras promoted the operands; here they are refused, with an error that names both types.
    static void CheckRefusal(GoldenCase golden, string op)
    {
        try
        {
            var (call, run) = OpTable.Shared.Bind(op, golden.List("args"), golden.Map("kwargs"));
            run(call);
        }
        catch (Exception error) when (error is ElementTypeException)
        {
            var types = Arguments.ArraysOf(golden.List("args")).Concat(Arguments.ArraysOf(golden.Map("kwargs"))).Select(x => x.ElementType.Name).Distinct(StringComparer.Ordinal).ToList();
            if (types.Count > 1 && types.Count(name => error.Message.Contains(name, StringComparison.OrdinalIgnoreCase)) < 2)
                throw new MismatchException($"the refusal must name the types {string.Join(" and ", types)}, and says: {error.Message}");
            return;
        }
        throw new MismatchException("operands of different types must be refused, and were not");
    }

    static void CheckShapes(List<object?> expected, List<object?> outputs)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            var (e, a) = ((Tensor)expected[i]!, (Tensor)outputs[i]!);
            if (e.Shape != a.Shape || e.ElementType != a.ElementType) throw new MismatchException($"output {i}: expected {e.ElementType.Name} {e.Shape}, got {a.ElementType.Name} {a.Shape}");
        }
    }

    static void CheckSet(List<object?> expected, List<object?> outputs, Comparer comparer)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            var (e, a) = ((Tensor)expected[i]!, (Tensor)outputs[i]!);
            comparer.Check($"output {i}, in order", Sorted(e), Sorted(a));
        }
    }

    // Sorted along the last axis, as float64: only the order is free.
    static Tensor Sorted(Tensor x)
    {
        var values = Elements.Real(x);
        var length = x.Rank == 0 ? 1 : (int)x.Shape[^1];
        for (var at = 0; at < values.Length; at += length) Array.Sort(values, at, length);
        return Tensor.Constant((Array)values, x.Shape);
    }
}
