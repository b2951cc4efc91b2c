using Nabla.Layers;

namespace Nabla;

/// <content>The rows of the summary.</content>
public partial class Functional
{
    // Layers follow each other where each is called once, on what the one before it gives.
    private protected override bool HasConnections =>
        Operations.Count != Nodes.Count || !Nodes.Select((node, i) => i == 0 ? !node.Inputs.Any(x => x is SymbolicTensor) || inputs.Length == 1 : Sources(node) is [var only] && only.Node == Nodes[i - 1]).All(follows => follows);

    internal override IEnumerable<SummaryRow> SummaryRows()
    {
        var calls = Nodes.ToLookup(LayerOrder.LayerOf);
        return Operations.Select(layer => new SummaryRow(
            layer,
            [.. calls[layer].OrderBy(Place).Last().Outputs.Select(y => y.Shape)],
            Sources: [.. calls[layer].OrderBy(Place).SelectMany(Sources).Select(x => $"{LayerOrder.LayerOf(x.Node).Name}[{Place(x.Node)}][{x.Index}]")]));
    }

    /// <summary>What a call takes from other calls; nothing where it stands for an input of the model.</summary>
    List<SymbolicTensor> Sources(SymbolicNode node) => inputs.Any(x => x.Node == node) ? [] : [.. node.Inputs.OfType<SymbolicTensor>()];

    /// <summary>Which call of its layer a node is.</summary>
    static int Place(SymbolicNode node) => node is LayerNode call ? Math.Max(0, call.Layer.Calls.IndexOf(call)) : 0;
}
