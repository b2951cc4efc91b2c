using Nabla.Operations;

namespace Nabla;

/// <content>Gradients as nodes.</content>
public sealed partial class Graph
{
    /// <summary>dΣy/dx for each x, as tensors of the graph.</summary>
    /// <param name="ys">What is differentiated.</param>
    /// <param name="xs">With respect to what: variables or tensors of the graph.</param>
    /// <param name="gradYs">Weights of the targets' elements; null for ones.</param>
    /// <returns>One gradient for each x; reading one that does not exist, since no y depends on that x, is an error.</returns>
    /// <exception cref="InvalidOperationException">No graph is open.</exception>
    public static Gradients Gradients(IReadOnlyList<Tensor> ys, IReadOnlyList<Tensor> xs, IReadOnlyList<Tensor>? gradYs = null)
    {
        ArgumentNullException.ThrowIfNull(ys);
        ArgumentNullException.ThrowIfNull(xs);
        var graph = Required("Gradients");
        var y = ys.Select(t => t is Variable v ? Engine.Current.Read(v) : t).ToArray();
        foreach (var t in y)
        {
            _ = ((Fetch)t).In(graph);
        }

        using (new NameScope("gradients"))
        {
            return new(graph.GradientsOf(y, xs, gradYs), xs);
        }
    }

    /// <inheritdoc cref="Gradients(IReadOnlyList{Tensor}, IReadOnlyList{Tensor}, IReadOnlyList{Tensor}?)"/>
    public static Gradients Gradients(Tensor y, IReadOnlyList<Tensor> xs) => Gradients([y], xs);

    Tensor?[] GradientsOf(Tensor[] ys, IReadOnlyList<Tensor> xs, IReadOnlyList<Tensor>? gradYs)
    {
        var between = Between(ys, xs);
        bool decidedLater = between.Exists(node => node.Op is CompositeOp or FlowOp or TapedGradient);
        if (!decidedLater)
        {
            try
            {
                return ReverseWalk.Run(between, ys, gradYs, xs);
            }
            catch (UnknownShapeException)
            {
                // An op's gradient needs a rank that only the fed value has.
            }
        }

        return Taped(between, ys, xs, gradYs);
    }

    /// <summary>The nodes on paths from sources to targets, in order.</summary>
    List<GraphNode> Between(Tensor[] ys, IReadOnlyList<Tensor> xs)
    {
        var reached = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var x in xs)
        {
            reached.Add(x);
        }

        bool Reaches(Tensor x) => reached.Contains(x) || (x.Origin is { } v && reached.Contains(v));
        foreach (var node in recording.Nodes)
        {
            if (Array.Exists(node.Inputs, Reaches))
            {
                reached.UnionWith(node.Outputs);
            }
        }

        var needed = new HashSet<GraphNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<GraphNode>(ys.OfType<GraphTensor>().Select(y => y.Node));
        while (open.TryPop(out var node))
        {
            if (Array.Exists(node.Inputs, Reaches) && needed.Add(node))
            {
                foreach (var x in node.Inputs)
                {
                    open.Push(((GraphTensor)x).Node);
                }
            }
        }

        return [.. needed.OrderBy(node => node.Index)];
    }

    Tensor?[] Taped(List<GraphNode> between, Tensor[] ys, IReadOnlyList<Tensor> xs, IReadOnlyList<Tensor>? gradYs)
    {
        var connected = new HashSet<object>(between.SelectMany(node => node.Inputs).Select(object (x) => x.Origin ?? x).Concat(ys), ReferenceEqualityComparer.Instance);
        int[] present = [.. Enumerable.Range(0, xs.Count).Where(i => connected.Contains(xs[i]) && xs[i].ElementType.IsDifferentiable)];
        var sources = new GradientSources(
            [.. present.Select(i => xs[i] is Variable v ? v : null)],
            [.. present.Select(i => new TensorSpec(xs[i].ElementType, xs[i].Shape))]);
        Tensor[] inputs = [.. ys, .. gradYs ?? [], .. present.Select(i => xs[i]).Where(x => x is not Variable)];
        var dx = recording.Run(new TapedGradient(ys.Length, gradYs is not null, sources), inputs);
        var result = new Tensor?[xs.Count];
        for (int i = 0; i < present.Length; i++)
        {
            result[present[i]] = dx[i];
        }

        return result;
    }
}
