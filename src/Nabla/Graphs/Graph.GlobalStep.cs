namespace Nabla;

/// <content>The counter of training steps.</content>
public sealed partial class Graph
{
    /// <summary>The counter of training steps of the open graph, an int64 scalar; null where none was made.</summary>
    /// <exception cref="InvalidOperationException">No graph is open, or it has several counters.</exception>
    public static Variable? GlobalStep
    {
        get
        {
            var steps = Required("GlobalStep").GetCollection<Variable>(CollectionKeys.GlobalStep);
            return steps.Count <= 1 ? steps.FirstOrDefault()
                : throw new InvalidOperationException($"GlobalStep: the graph has {steps.Count} of them: {string.Join(", ", steps.Select(step => $"'{step.Name}'"))}. Keep one in the collection '{CollectionKeys.GlobalStep}'.");
        }
    }

    /// <summary>The counter of training steps of the open graph, made where there is none: it starts with 0, and <see cref="Train.Optimizer.Minimize"/> is given it to count.</summary>
    /// <exception cref="InvalidOperationException">No graph is open.</exception>
    public static Variable GetOrCreateGlobalStep()
    {
        if (GlobalStep is { } there)
        {
            return there;
        }

        var graph = Required("GetOrCreateGlobalStep");
        var dependencies = graph.Dependencies;
        graph.Dependencies = [];
        try
        {
            graph.NextVariableName = graph.UniqueName("global_step");
            var step = new Variable(Tensor.Constant(0L), trainable: false, "global_step");
            graph.AddToCollection(CollectionKeys.GlobalStep, step);
            return step;
        }
        finally
        {
            graph.Dependencies = dependencies;
        }
    }
}
