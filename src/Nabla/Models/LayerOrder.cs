using Nabla.Layers;

namespace Nabla;

/// <summary>The steps between the inputs and the outputs of a drawn model, in the order in which Keras lists and takes them: by depth, the distance to the outputs, then as they are met from the outputs.</summary>
internal sealed class LayerOrder
{
    readonly Dictionary<Layer, int> met = new(ReferenceEqualityComparer.Instance);
    readonly List<SymbolicNode> found = [];

    internal LayerOrder(IReadOnlyList<SymbolicTensor> inputs, IReadOnlyList<SymbolicTensor> outputs)
    {
        var given = new HashSet<Tensor>(inputs, ReferenceEqualityComparer.Instance);
        var finished = new HashSet<SymbolicNode>(ReferenceEqualityComparer.Instance);
        foreach (var output in outputs)
        {
            Walk(output, given, finished);
        }

        var depths = new Dictionary<SymbolicNode, int>(ReferenceEqualityComparer.Instance);
        var layers = new Dictionary<Layer, int>(ReferenceEqualityComparer.Instance);
        for (int i = found.Count - 1; i >= 0; i--)
        {
            var node = found[i];
            int depth = depths[node] = layers[LayerOf(node)] = Math.Max(depths.GetValueOrDefault(node), layers.GetValueOrDefault(LayerOf(node)));
            foreach (var x in Sources(node, given))
            {
                depths[x.Node] = Math.Max(depth + 1, depths.GetValueOrDefault(x.Node));
            }
        }

        foreach (var input in inputs)
        {
            // An input that no output needs is still an input.
            if (layers.TryAdd(LayerOf(input.Node), 0))
            {
                met[LayerOf(input.Node)] = -1;
                depths[input.Node] = 0;
                found.Add(input.Node);
            }
        }

        Layers = [.. layers.Keys.OrderByDescending(layer => layers[layer]).ThenBy(layer => met[layer])];
        Nodes = [.. found.OrderByDescending(node => depths[node])];
    }

    /// <summary>Layers and operations.</summary>
    internal IReadOnlyList<Layer> Layers { get; }

    /// <summary>Calls, each after those that it needs.</summary>
    internal IReadOnlyList<SymbolicNode> Nodes { get; }

    /// <summary>The layer that a node calls, or the operation that it is.</summary>
    internal static Layer LayerOf(SymbolicNode node) => node is LayerNode call ? call.Layer : NodeOperation.Of((OperationNode)node);

    /// <summary>The nodes that an output needs, each after its own needs. Without recursion: files may hold very deep models.</summary>
    void Walk(SymbolicTensor output, HashSet<Tensor> given, HashSet<SymbolicNode> finished)
    {
        var open = new Stack<(SymbolicNode Node, IEnumerator<SymbolicTensor> Left)>();
        Open(output, open, given, finished);
        while (open.TryPeek(out var top))
        {
            if (top.Left.MoveNext())
            {
                Open(top.Left.Current, open, given, finished);
                continue;
            }

            open.Pop();
            if (finished.Add(top.Node))
            {
                found.Add(top.Node);
            }
        }
    }

    void Open(SymbolicTensor x, Stack<(SymbolicNode Node, IEnumerator<SymbolicTensor> Left)> open, HashSet<Tensor> given, HashSet<SymbolicNode> finished)
    {
        if (finished.Contains(x.Node))
        {
            return;
        }

        met.TryAdd(LayerOf(x.Node), met.Count);
        if (x.Node is LayerNode { IsInput: true } && !given.Contains(x))
        {
            throw new ArgumentException($"Functional: the outputs depend on {LayerOf(x.Node).Name}, which is not among the inputs. Give it as an input too.");
        }

        open.Push((x.Node, (given.Contains(x) ? [] : Sources(x.Node, given)).GetEnumerator()));
    }

    static IEnumerable<SymbolicTensor> Sources(SymbolicNode node, HashSet<Tensor> given) => node.Outputs.Any(given.Contains) ? [] : node.Inputs.OfType<SymbolicTensor>();
}
