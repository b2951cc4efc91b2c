using Nabla.Kernels;

namespace Nabla.Compilation.Passes;

/// <summary>Joins elementwise ops of one shape into one pass over memory.</summary>
/// <param name="leastElements">Smaller tensors are not worth an emitted loop.</param>
/// <remarks>A group runs where its last op stood; so nobody outside may use a value of it before, and no variable may change in between.</remarks>
internal sealed class FuseElementwise(long leastElements) : IPass
{
    const int MostOperands = 16, MostSteps = 40;

    /// <inheritdoc/>
    public void Apply(Draft draft)
    {
        var groups = new Dictionary<DraftNode, Group>();
        var makers = new Dictionary<DraftValue, DraftNode>();
        for (int i = 0; i < draft.Nodes.Count; i++)
        {
            draft.Nodes[i].Order = i;
        }

        foreach (var node in draft.Nodes)
        {
            Visit(node, groups, makers);
            foreach (var y in node.Outputs)
            {
                makers.Add(y, node);
            }
        }

        var uses = draft.Uses();
        var results = new HashSet<DraftValue>(draft.Results);
        var nodes = new List<DraftNode>();
        foreach (var node in draft.Nodes)
        {
            if (!groups.TryGetValue(node, out var group) || group.Nodes.Count < 2)
            {
                nodes.Add(node);
            }
            else if (group.Nodes[^1] == node)
            {
                nodes.Add(Fused(group, uses, results));
                draft.Log.Add($"fused: {string.Join(", ", group.Nodes.Select(n => n.Op.Name))}, {group.Shape}");
            }
        }

        draft.Nodes = nodes;
    }

    void Visit(DraftNode node, Dictionary<DraftNode, Group> groups, Dictionary<DraftValue, DraftNode> makers)
    {
        var lane = Lane(node);
        var sources = new HashSet<Group>();
        foreach (var x in node.Inputs)
        {
            if (makers.TryGetValue(x, out var maker) && groups.TryGetValue(maker, out var group))
            {
                sources.Add(group);
            }
        }

        if (node.Op.Effect is Effect.WritesState or Effect.OutsideWorld)
        {
            foreach (var group in groups.Values)
            {
                group.IsClosed = true;
            }
        }

        if (lane is not { } type)
        {
            foreach (var group in sources)
            {
                group.IsClosed = true;
            }

            return;
        }

        var joined = new Group(node.Outputs[0].Shape, type);
        foreach (var group in sources)
        {
            if (!group.IsClosed && group.Shape == joined.Shape && group.Lane == type && group.Nodes.Count + joined.Nodes.Count < MostSteps && Operands([.. group.Nodes, .. joined.Nodes, node]) <= MostOperands)
            {
                joined.Nodes.AddRange(group.Nodes);
            }
            else
            {
                group.IsClosed = true;
            }
        }

        joined.Nodes.Add(node);
        foreach (var member in joined.Nodes)
        {
            groups[member] = joined;
        }
    }

    static int Operands(List<DraftNode> nodes)
    {
        var made = nodes.SelectMany(n => n.Outputs).ToHashSet();
        return nodes.SelectMany(n => n.Inputs).Distinct().Count(x => !made.Contains(x)) + made.Count;
    }

    /// <summary>The element type in which the op can be part of a loop; null where it cannot.</summary>
    ElementType? Lane(DraftNode node)
    {
        if (node.IsKept || node.Outputs is not [{ IsFixed: true } y] || y.Shape.Size < leastElements || node.Op.Fused is null)
        {
            return null;
        }

        ElementType? lane = null;
        foreach (var value in (DraftValue[])[.. node.Inputs, y])
        {
            if (!value.IsFixed || (lane is { } known && value.ElementType != known && value.ElementType != ElementType.Bool))
            {
                return null;
            }

            lane = value.ElementType == ElementType.Bool ? lane : value.ElementType;
        }

        return lane is { IsComplex: false } and not (ElementType.Float16 or ElementType.BFloat16) ? lane : null;
    }

    static DraftNode Fused(Group group, Dictionary<DraftValue, List<DraftNode>> uses, HashSet<DraftValue> results)
    {
        group.Nodes.Sort((a, b) => a.Order.CompareTo(b.Order));
        var members = group.Nodes.ToHashSet();
        var made = group.Nodes.Select(n => n.Outputs[0]).ToHashSet();
        var inputs = group.Nodes.SelectMany(n => n.Inputs).Distinct().Where(x => !made.Contains(x) && !IsConstant(x)).ToList();
        var steps = new List<FusedStep>();
        var numbers = inputs.Select((x, i) => (x, i)).ToDictionary(p => p.x, p => p.i);
        foreach (var x in group.Nodes.SelectMany(n => n.Inputs).Distinct().Where(x => !made.Contains(x) && IsConstant(x)))
        {
            numbers.Add(x, inputs.Count + steps.Count);
            steps.Add(FusedStep.Constant(Number(x)));
        }

        foreach (var node in group.Nodes)
        {
            var part = node.Op.Fused!.Value;
            numbers.Add(node.Outputs[0], inputs.Count + steps.Count);
            int Argument(int place) => place < part.Formula.Arguments ? numbers[node.Inputs[part.Input(place)]] : -1;
            steps.Add(new(part.Formula, Argument(0), Argument(1), Argument(2)));
        }

        var outputs = made.Where(y => results.Contains(y) || uses.GetValueOrDefault(y, []).Exists(user => !members.Contains(user))).OrderBy(y => numbers[y]).ToArray();
        var program = new FusedProgram(inputs.Count, [.. steps], [.. outputs.Select(y => numbers[y])]);
        var op = new FusedElements(program, group.Lane, string.Join(", ", group.Nodes.Select(n => n.Op.Name)), Array.ConvertAll(outputs, y => new TensorSpec(y.ElementType, y.Shape)));
        return new(op, [.. inputs], outputs);
    }

    /// <summary>Whether a value is one number that a double holds exactly.</summary>
    static bool IsConstant(DraftValue value) => value is { IsScalar: true, Known: not null, ElementType: ElementType.Float32 or ElementType.Float64 or ElementType.Int32 or ElementType.Int16 or ElementType.Int8 or ElementType.UInt8 }
        && !double.IsNaN(Number(value));

    static double Number(DraftValue value) => value.Known!.Cast(ElementType.Float64).Reshape([]).ToScalar<double>();

    sealed class Group(Shape shape, ElementType lane)
    {
        internal Shape Shape => shape;

        internal ElementType Lane => lane;

        internal List<DraftNode> Nodes { get; } = [];

        internal bool IsClosed { get; set; }
    }
}
