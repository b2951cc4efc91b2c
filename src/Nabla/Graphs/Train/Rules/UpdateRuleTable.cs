namespace Nabla.Graphs;

/// <summary>The rules by the names of TensorFlow's ops.</summary>
internal static class UpdateRuleTable
{
    static readonly Dictionary<string, Func<Func<string, bool>, UpdateRule>> Table = new(StringComparer.Ordinal)
    {
        ["ApplyAdaMax"] = _ => new AdaMaxRule(),
        ["ApplyAdadelta"] = _ => new AdadeltaRule(),
        ["ApplyAdagrad"] = flag => new AdagradRule(flag("update_slots")),
        ["ApplyAdagradDA"] = _ => new AdagradDARule(),
        ["ApplyAdagradV2"] = flag => new AdagradV2Rule(flag("update_slots")),
        ["ApplyAdam"] = flag => new AdamRule(flag("use_nesterov")),
        ["ApplyAdamWithAmsgrad"] = _ => new AdamRule(Amsgrad: true),
        ["ApplyAddSign"] = _ => new AddSignRule(),
        ["ApplyCenteredRMSProp"] = _ => new CenteredRMSPropRule(),
        ["ApplyFtrl"] = flag => new FtrlRule(Shrinks: false, flag("multiply_linear_by_lr")),
        ["ApplyFtrlV2"] = flag => new FtrlRule(Shrinks: true, flag("multiply_linear_by_lr")),
        ["ApplyGradientDescent"] = _ => new GradientDescentRule(),
        ["ApplyKerasMomentum"] = flag => new KerasMomentumRule(flag("use_nesterov")),
        ["ApplyMomentum"] = flag => new MomentumRule(flag("use_nesterov")),
        ["ApplyPowerSign"] = _ => new PowerSignRule(),
        ["ApplyProximalAdagrad"] = _ => new ProximalAdagradRule(),
        ["ApplyProximalGradientDescent"] = _ => new ProximalGradientDescentRule(),
        ["ApplyRMSProp"] = _ => new RMSPropRule(),
    };

    /// <summary>The names for dense gradients of reference variables.</summary>
    internal static IEnumerable<string> Names => Table.Keys;

    /// <summary>The rule of an op: <c>ResourceSparseApplyFtrlV2</c>, <c>ApplyAdam</c>; null where the name is none of theirs.</summary>
    /// <param name="opType">The type of the op.</param>
    /// <param name="flag">The truth value of an attribute of the node, by its name.</param>
    internal static (UpdateRule Rule, bool IsSparse)? Find(string opType, Func<string, bool> flag)
    {
        string name = opType.StartsWith("Resource", StringComparison.Ordinal) ? opType["Resource".Length..] : opType;
        bool isSparse = name.StartsWith("Sparse", StringComparison.Ordinal);
        return Table.TryGetValue(isSparse ? name["Sparse".Length..] : name, out var make) ? (make(flag), isSparse) : null;
    }
}
