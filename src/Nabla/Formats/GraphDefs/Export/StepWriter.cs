using Nabla.Kernels;
using Nabla.Optimizers;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes an optimizer's step as the operations of its formula, and assignments that come after all of them.</summary>
static class StepWriter
{
    static readonly Dictionary<string, string> types = new(StringComparer.Ordinal)
    {
        ["Add"] = "AddV2",
        ["Subtract"] = "Sub",
        ["Multiply"] = "Mul",
        ["Divide"] = "RealDiv",
        ["Maximum"] = "Maximum",
        ["Minimum"] = "Minimum",
        ["Power"] = "Pow",
        ["Absolute"] = "Abs",
        ["Sign"] = "Sign",
        ["Sqrt"] = "Sqrt",
        ["Exp"] = "Exp",
    };

    public static bool Write(NodeWriter w, OptimizerStep step)
    {
        Variable[] state = [step.Target.Variable, .. step.Target.Slots];
        var type = ("T", AttrValues.Of(state[0].ElementType));
        List<string> values = [.. state.Select(variable => w.Part("read", "Identity", [w.Graph.NodeOf(variable)], ("T", AttrValues.Of(variable.ElementType)))), .. w.Inputs];
        foreach (var part in step.Program.Steps)
        {
            if (part.Formula is not { } formula) values.Add(w.Constant("Const", Scalars.Of(state[0].ElementType, part.Value)));
            else if (formula == FusedFormula.LessEqual) values.Add(w.Part("LessEqual", "LessEqual", [values[part.A], values[part.B]], type));
            else if (formula == FusedFormula.Select) values.Add(w.Part("SelectV2", "SelectV2", [values[part.A], values[part.B], values[part.C]], type));
            else if (formula.BodyType is { IsGenericType: true } body && types.TryGetValue(body.GenericTypeArguments[0].Name, out var op)) values.Add(w.Part(op, op, Enumerable.Range(0, formula.Arguments).Select(k => values[part.Argument(k)]), type));
            else return false;
        }
        string[] after = [.. step.Program.Outputs.Select(output => "^" + values[output]).Distinct()];
        var assigned = state.Select((variable, i) => w.Part("Assign", "Assign", [w.Graph.NodeOf(variable), values[step.Program.Outputs[i]], .. after], ("T", AttrValues.Of(variable.ElementType)), ("validate_shape", AttrValues.Of(true)), ("use_locking", AttrValues.Of(true)))).ToList();
        return w.Give("NoOp", assigned.Select(name => "^" + name));
    }
}
