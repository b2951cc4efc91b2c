namespace Nabla.Compilation.Passes;

/// <summary>Drops what nobody uses and what has no effect.</summary>
internal sealed class DeadCode : IPass
{
    /// <inheritdoc/>
    public void Apply(Draft draft)
    {
        var used = new HashSet<DraftValue>(draft.Results);
        var kept = new List<DraftNode>();
        for (int i = draft.Nodes.Count - 1; i >= 0; i--)
        {
            var node = draft.Nodes[i];
            if (!node.IsIdle || Array.Exists(node.Outputs, used.Contains))
            {
                used.UnionWith(node.Inputs);
                kept.Add(node);
            }
        }

        kept.Reverse();
        draft.Nodes = kept;
    }
}
