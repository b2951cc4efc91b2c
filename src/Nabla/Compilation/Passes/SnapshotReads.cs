using Nabla.Operations;

namespace Nabla.Compilation.Passes;

/// <summary>Copies the value of a variable where it is still used after the variable changed: elsewhere reading costs nothing, and changing is done in place.</summary>
internal sealed class SnapshotReads : IPass
{
    /// <inheritdoc/>
    public void Apply(Draft draft)
    {
        var lastUse = new Dictionary<DraftValue, int>();
        for (int i = draft.Nodes.Count - 1; i >= 0; i--)
        {
            var node = draft.Nodes[i];
            foreach (var x in node.Inputs)
            {
                // A view lives as long as what is seen through it.
                int last = node.Op is IView ? Math.Max(i, node.Outputs.Max(y => Last(y, i))) : i;
                lastUse[x] = Math.Max(Last(x, i), last);
            }
        }

        foreach (var result in draft.Results)
        {
            lastUse[result] = int.MaxValue;
        }

        // Once more, as results may be views of views.
        for (int i = draft.Nodes.Count - 1; i >= 0; i--)
        {
            var node = draft.Nodes[i];
            if (node.Op is IView)
            {
                foreach (var x in node.Inputs)
                {
                    lastUse[x] = Math.Max(Last(x, i), node.Outputs.Max(y => Last(y, i)));
                }
            }
        }

        var nodes = new List<DraftNode>();
        var replaced = new Dictionary<DraftValue, DraftValue>();
        for (int i = 0; i < draft.Nodes.Count; i++)
        {
            var node = draft.Nodes[i];
            nodes.Add(node);
            if (node.Op is ReadVariable { Target: var target } && ChangesUntil(draft, target, i, Last(node.Outputs[0], i)))
            {
                var copy = new DraftValue(node.Outputs[0].ElementType, node.Outputs[0].Shape);
                var read = new DraftValue(copy.ElementType, copy.Shape);
                replaced.Add(node.Outputs[0], copy);
                node.Outputs = [read];
                nodes.Add(new(new Duplicate(), [read], [copy]));
            }
        }

        draft.Nodes = nodes;
        draft.Replace(replaced);

        int Last(DraftValue value, int otherwise) => lastUse.GetValueOrDefault(value, otherwise);
    }

    static bool ChangesUntil(Draft draft, Variable variable, int from, int last)
    {
        for (int i = from + 1; i <= last && i < draft.Nodes.Count; i++)
        {
            var op = draft.Nodes[i].Op;
            if (op.Effect == Effect.WritesState && (op is not IChangesVariables { Changed: var changed } || changed.Contains(variable)))
            {
                return true;
            }
        }

        return false;
    }
}
