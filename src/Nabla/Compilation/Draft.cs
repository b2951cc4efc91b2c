using Nabla.Operations;

namespace Nabla.Compilation;

/// <summary>A recorded function on its way to a plan: passes change it until nothing superfluous is left.</summary>
internal sealed class Draft
{
    Draft(List<DraftNode> nodes, DraftValue[] parameters, DraftValue[] results) => (Nodes, Parameters, Results) = (nodes, parameters, results);

    /// <summary>What is computed, each node after those that it needs; nodes with effects in the order of the program.</summary>
    internal List<DraftNode> Nodes { get; set; }

    /// <summary>What is given.</summary>
    internal DraftValue[] Parameters { get; }

    /// <summary>What is asked for.</summary>
    internal DraftValue[] Results { get; }

    /// <summary>What each pass did, in words, for people.</summary>
    internal List<string> Log { get; } = [];

    /// <summary>Number of nodes as they were recorded.</summary>
    internal int Recorded { get; private init; }

    /// <summary>The draft of a recording.</summary>
    internal static Draft Of(StepRecording recording, IReadOnlyList<GraphTensor> results)
    {
        var values = new DraftValue[recording.Slots];
        var nodes = new List<DraftNode>();
        foreach (var node in recording.Nodes)
        {
            foreach (var y in node.Promises)
            {
                values[y.Slot] = new(y.ElementType, y.Shape) { Known = (node.Op as Constant)?.Value };
            }

            if (node.Op is not (Placeholder or Constant))
            {
                var (source, isKept) = recording.Noted(node);
                nodes.Add(new(node.Op, Array.ConvertAll(node.Inputs, x => values[((GraphTensor)x).Slot]), Array.ConvertAll(node.Promises, y => values[y.Slot])) { Source = source, IsKept = isKept });
            }
        }

        return new(nodes, [.. recording.Parameters.Select(p => values[p.Slot])], [.. results.Select(r => values[r.Slot])]) { Recorded = recording.Nodes.Count };
    }

    /// <summary>Puts other values in the place of some, wherever they are used.</summary>
    internal void Replace(Dictionary<DraftValue, DraftValue> by)
    {
        if (by.Count == 0)
        {
            return;
        }

        foreach (var node in Nodes)
        {
            Replace(node.Inputs, by);
        }

        Replace(Results, by);
    }

    /// <summary>Which nodes use each value; a value that is asked for has an entry too.</summary>
    internal Dictionary<DraftValue, List<DraftNode>> Uses()
    {
        var uses = new Dictionary<DraftValue, List<DraftNode>>();
        foreach (var node in Nodes)
        {
            foreach (var x in node.Inputs)
            {
                if (!uses.TryGetValue(x, out var users))
                {
                    uses.Add(x, users = []);
                }

                users.Add(node);
            }
        }

        return uses;
    }

    static void Replace(DraftValue[] values, Dictionary<DraftValue, DraftValue> by)
    {
        for (int i = 0; i < values.Length; i++)
        {
            while (by.TryGetValue(values[i], out var other))
            {
                values[i] = other;
            }
        }
    }
}

/// <summary>One value of a draft: a parameter, a constant, or an output of a node.</summary>
internal sealed class DraftValue(ElementType elementType, Shape shape)
{
    internal ElementType ElementType => elementType;

    internal Shape Shape => shape;

    /// <summary>The value itself, where it is the same in every step.</summary>
    internal Tensor? Known { get; set; }

    /// <summary>Whether its place can be planned: numbers of a known shape.</summary>
    internal bool IsFixed => shape.IsKnown && (elementType == ElementType.Bool || elementType.IsInteger || elementType.IsDifferentiable);

    /// <summary>Whether it is one number.</summary>
    internal bool IsScalar => shape.IsKnown && shape.Size == 1;
}

/// <summary>One op of a draft with what it is applied to and what comes out.</summary>
internal sealed class DraftNode(Op op, DraftValue[] inputs, DraftValue[] outputs)
{
    internal Op Op { get; set; } = op;

    internal DraftValue[] Inputs { get; set; } = inputs;

    internal DraftValue[] Outputs { get; set; } = outputs;

    /// <summary>The node of a session's graph that it stands for.</summary>
    internal GraphNode? Source { get; init; }

    /// <summary>Whether it runs even where nobody uses its outputs.</summary>
    internal bool IsKept { get; init; }

    /// <summary>Its place when the nodes were last numbered.</summary>
    internal int Order { get; set; }

    /// <summary>Whether it does nothing but compute its outputs from its inputs.</summary>
    internal bool IsPure => Op.Effect == Effect.None && !IsKept;

    /// <summary>Whether nothing is lost when nobody uses its outputs.</summary>
    internal bool IsIdle => (Op.Effect is Effect.None or Effect.ReadsState) && !IsKept;
}
