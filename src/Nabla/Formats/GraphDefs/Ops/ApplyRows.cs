using Nabla.Graphs;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Steps of TensorFlow's optimizers, for dense gradients and for rows.</summary>
static class ApplyRows
{
    public static void AddTo(OpTable table)
    {
        foreach (var name in UpdateRuleTable.Names)
        {
            foreach (var isResource in (bool[])[false, true])
            {
                if (!isResource && name is "ApplyKerasMomentum" or "ApplyAdamWithAmsgrad") continue;
                Add(table, (isResource ? "Resource" : "") + name, isResource);
                if (HasRows(name)) Add(table, (isResource ? "ResourceSparse" : "Sparse") + name, isResource);
            }
        }
    }

    static bool HasRows(string name) => name is not ("ApplyGradientDescent" or "ApplyAdam" or "ApplyAdaMax" or "ApplyAddSign" or "ApplyPowerSign" or "ApplyAdamWithAmsgrad");

    static void Add(OpTable table, string type, bool isResource)
    {
        var (rule, isSparse) = UpdateRuleTable.Find(type, _ => false)!.Value;
        List<string> numbers = [.. Enumerable.Repeat("T", rule.Numbers)];
        if (type.Contains("AdagradDA", StringComparison.Ordinal)) numbers[^1] = "int64";
        numbers.Insert(rule.GradientAt, isSparse ? "T, Tindices" : "T");
        var state = string.Join(", ", Enumerable.Repeat(isResource ? "resource" : "&T", rule.Slots + 1));
        var signature = $"{state}, {string.Join(", ", numbers)} -> {(isResource ? "" : "&T")}";
        if (isResource) table.Add(type, signature, Run, Effect.WritesState);
        else table.Add(type, signature, Passed, Effect.WritesState);
    }

    static Tensor Passed(ImportedCall n)
    {
        Run(n);
        return n.Raw(0);
    }

    static void Run(ImportedCall n)
    {
        var (rule, isSparse) = UpdateRuleTable.Find(n.Node.Type, name => n.Flag(name, name == "update_slots"))!.Value;
        Variable[] state = [.. Enumerable.Range(0, rule.Slots + 1).Select(n.Variable)];
        rule.Apply(state, n[state.Length..], isSparse);
    }
}
