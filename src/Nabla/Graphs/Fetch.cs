namespace Nabla;

/// <summary>What a session may be asked for: a tensor, a variable, a node to be run, or the name of one of these.</summary>
public readonly struct Fetch
{
    readonly object? target;

    Fetch(object target) => this.target = target;

    /// <summary>A tensor or a variable of the graph.</summary>
    public static implicit operator Fetch(Tensor x) => new(x ?? throw new ArgumentNullException(nameof(x)));

    /// <summary>A node, to be run.</summary>
    public static implicit operator Fetch(GraphNode node) => new(node ?? throw new ArgumentNullException(nameof(node)));

    /// <summary>The name of a tensor (<c>add:0</c>) or of a node (<c>train</c>).</summary>
    public static implicit operator Fetch(string name) => new(name ?? throw new ArgumentNullException(nameof(name)));

    /// <summary>The tensor, variable or node of a graph that is meant.</summary>
    internal object In(Graph graph) => target switch
    {
        string name => (name.Contains(':', StringComparison.Ordinal) ? (Fetch)graph.GetTensorByName(name) : graph.GetOperationByName(name)).In(graph),
        GraphTensor x when x.Node.Recording != graph.Recording && graph.IsInside(x.Node) => throw Inside(x.Node),
        GraphNode node when node.Recording != graph.Recording && graph.IsInside(node) => throw Inside(node),
        GraphTensor x when x.Node.Recording != graph.Recording => throw Elsewhere($"tensor '{x.Name}'"),
        GraphNode node when node.Recording != graph.Recording => throw Elsewhere($"node '{node.Name}'"),
        Variable variable when variable.LivesInSessions && !graph.Owns(variable) => throw Elsewhere($"variable '{variable.Name}'"),
        GraphTensor or GraphNode or Variable => target,
        Tensor => throw new ArgumentException("Session: a tensor that has its values already: only tensors, variables and nodes of the session's graph can be fetched."),
        _ => throw new ArgumentException("Session: nothing was given to fetch."),
    };

    /// <summary>The node that is meant or that makes what is meant; null for a variable, which is there already.</summary>
    internal GraphNode? NodeIn(Graph graph) => In(graph) switch
    {
        GraphNode node => node,
        GraphTensor x => x.Node,
        _ => null,
    };

    static ArgumentException Inside(GraphNode node) => new($"Session: '{node.Name}' lies inside a loop: it has another value in each turn, so that it can neither be fetched nor fed. Fetch what the loop gives.");

    static ArgumentException Elsewhere(string what) => new($"Session: the {what} belongs to another graph. Use the session of that graph.");
}
