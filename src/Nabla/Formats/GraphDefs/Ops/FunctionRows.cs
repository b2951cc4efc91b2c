using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Branches, loops and calls of the file's functions.</summary>
static class FunctionRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("If", "Tcond, Tin[] -> Tout[]", If, Effect.WritesState);
        table.Add("StatelessIf", "Tcond, Tin[] -> Tout[]", If);
        table.Add("Case", "int32, Tin[] -> Tout[]", Case, Effect.WritesState);
        table.Add("StatelessCase", "int32, Tin[] -> Tout[]", Case);
        table.Add("While", "T[] -> T[]", While, Effect.WritesState);
        table.Add("StatelessWhile", "T[] -> T[]", While);
        table.Add("For", "int32, int32, int32, T[] -> T[]", For, Effect.WritesState);
        table.Add("PartitionedCall", "Tin[] -> Tout[]", n => n.Function("f").Run(n.All));
        table.Add("StatefulPartitionedCall", "Tin[] -> Tout[]", n => n.Function("f").Run(n.All), Effect.WritesState);
        table.Add("Assert", "bool, T[] ->", Assert, Effect.OutsideWorld);
    }

    static Tensor[] If(ImportedCall n) => n.Function(IsTrue(n[0]) ? "then_branch" : "else_branch").Run(n[1..]);

    /// <summary>A number outside the branches takes the last.</summary>
    static Tensor[] Case(ImportedCall n)
    {
        var branches = n.Attributes.Functions("branches");
        if (branches.Count == 0) throw n.Bad("no branches: at least one is expected");
        var index = n.Int(0);
        return n.Node.File.Functions.Get(branches[index < 0 || index >= branches.Count ? branches.Count - 1 : index], n.Attributes).Run(n[1..]);
    }

    static Tensor[] While(ImportedCall n)
    {
        var (condition, body) = (n.Function("cond"), n.Function("body"));
        var values = n.All;
        while (IsTrue(condition.Run(values)[0])) values = body.Run(values);
        return values;
    }

    static Tensor[] For(ImportedCall n)
    {
        var (start, limit, step) = (n.Int(0), n.Int(1), n.Int(2));
        if (step == 0 || (step > 0 ? start > limit : start < limit)) throw n.Bad($"from {start} to {limit} in steps of {step}: the step must lead there");
        var body = n.Function("body");
        var values = n[3..];
        for (var i = start; step > 0 ? i < limit : i > limit; i += step) values = body.Run([Tensor.Constant(i), .. values]);
        return values;
    }

    /// <summary>A truth value; a number that is not 0, a text that is not empty, and a tensor with elements count as true.</summary>
    static bool IsTrue(Tensor x) => x switch
    {
        { Rank: > 0 } => x.Size > 0,
        { ElementType: ElementType.Bool } => x.ToScalar<bool>(),
        { ElementType: ElementType.String } => x.ToScalar<string>().Length > 0,
        _ => x.NotEqual(x.ZerosLike()).ToScalar<bool>(),
    };

    static void Assert(ImportedCall n)
    {
        if (n[0].ToScalar<bool>()) return;
        var data = n[1..].Select(x => string.Join(" ", x.Reshape([x.Size]).ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        throw new InvalidOperationException($"Assert: the condition of '{n.Node.Name}' is false: {string.Join(" ", data)}");
    }
}
