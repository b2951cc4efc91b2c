namespace Nabla;

/// <summary>What tensors of a graph can tell.</summary>
public static class GraphMembers
{
    extension(Tensor x)
    {
        /// <summary>The name in its graph, of its node and the number of the output: <c>add:0</c>; a variable's is that of its value.</summary>
        /// <exception cref="InvalidOperationException">The tensor belongs to no graph.</exception>
        public string GraphName => x switch
        {
            GraphTensor promise => promise.Name,
            Variable variable => $"{variable.Name}:0",
            _ => throw new InvalidOperationException($"Tensor {x.Shape}: it has values and belongs to no graph, so it has no name. Make it with Graph.Constant."),
        };

        /// <summary>Names the node that makes this tensor, inside the open name scope: <c>(x * w).Named("mul")</c>.</summary>
        /// <returns>The tensor itself.</returns>
        /// <exception cref="InvalidOperationException">The tensor is not of the open graph.</exception>
        public Tensor Named(string name)
        {
            ArgumentException.ThrowIfNullOrEmpty(name);
            var graph = Graph.Required("Named");
            if (x is not GraphTensor promise || promise.Node.Recording != graph.Recording)
            {
                throw new InvalidOperationException($"Named: the tensor to be named '{name}' was not made in the open graph. Name what a node of it makes.");
            }

            graph.Rename(promise.Node, name);
            return x;
        }

        /// <summary>The node that makes this tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor belongs to no graph.</exception>
        public GraphNode Node => x is GraphTensor promise ? promise.Node
            : throw new InvalidOperationException($"Tensor {x.Shape}: no node of a graph makes it.");

        /// <summary>Runs what this tensor needs in the session that is open on this thread, and gives its value.</summary>
        /// <param name="feeds">Values for placeholders.</param>
        /// <exception cref="InvalidOperationException">No session is open.</exception>
        public Tensor Eval(Feeds? feeds = null) => Session.Required("Eval").Run(x, feeds);
    }
}
