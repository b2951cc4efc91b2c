using Nabla.Operations;

namespace Nabla;

/// <summary>Operations that are recorded, to be run later by a <see cref="Session"/>: TensorFlow 1's way of writing programs.</summary>
/// <remarks>
/// <para><c>using var graph = new Graph();</c> opens a recording on this thread until it is disposed: what is computed meanwhile becomes nodes.
/// A disposed graph is only closed for recording; sessions go on running it.</para>
/// <para>Names are unique as TensorFlow makes them: <c>add</c>, <c>add_1</c>, <c>linear_regression/mul</c>; a tensor is <c>add:0</c>.</para>
/// </remarks>
public sealed partial class Graph : IDisposable
{
    [ThreadStatic]
    static Graph? current;

    readonly Graphs.GraphRecording recording;
    readonly Graph? before;
    readonly Engine.Scope engine;
    bool disposed;

    /// <summary>Makes an empty graph and opens it on this thread.</summary>
    public Graph()
        : this(open: true)
    {
    }

    Graph(bool open)
    {
        recording = new(this);
        before = current;
        if (open)
        {
            engine = Engine.Use(recording);
            current = this;
        }
        else
        {
            disposed = true;
        }
    }

    /// <summary>The graph that is open on this thread; null where there is none.</summary>
    public static Graph? Current => current;

    /// <summary>All nodes, in the order in which they were made.</summary>
    public IReadOnlyList<GraphNode> Nodes => recording.Nodes;

    /// <summary>Whether nothing may be added any more.</summary>
    public bool IsFinalized { get; private set; }

    /// <summary>The seed from which ops without a seed of their own draw theirs; drawn from the global generator by default.</summary>
    public int? Seed { get; set; }

    internal Graphs.GraphRecording Recording => recording;

    /// <summary>From here on, adding a node is an error: a guard for loops that build by mistake.</summary>
    public void FinalizeGraph() => IsFinalized = true;

    /// <summary>Opens the graph on this thread again, to go on building, until the returned scope is disposed.</summary>
    public IDisposable AsDefault() => new Opened(this);

    /// <summary>The node of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names similar ones.</exception>
    public GraphNode GetOperationByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return named.TryGetValue(name, out var node) ? node
            : throw new KeyNotFoundException(
                name.Contains(':', StringComparison.Ordinal)
                    ? $"Graph: '{name}' is the name of a tensor: a node's name has no colon. Use GetTensorByName, or leave out the ':0'."
                    : $"Graph: there is no node '{name}'. {NearNames.Describe(name, named.Keys)}");
    }

    /// <summary>The tensor of this name, a node's name and the number of the output: <c>linear_regression/pred:0</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none; the message names similar ones.</exception>
    /// <exception cref="ArgumentException">The name has no colon.</exception>
    public Tensor GetTensorByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int colon = name.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(name.AsSpan(colon + 1), out int index))
        {
            throw new ArgumentException($"Graph: '{name}' is no name of a tensor: that is a node's name, a colon and the number of the output. Did you mean '{name}:0'?", nameof(name));
        }

        string node = name[..colon];
        if (variablesByName.TryGetValue(node, out var variable) && index == 0)
        {
            return variable;
        }

        var y = GetOperationByName(node).Outputs;
        return index >= 0 && index < y.Length ? y[index] : throw new KeyNotFoundException($"Graph: there is no tensor '{name}': the node '{node}' has {y.Length} outputs.");
    }

    /// <summary>Closes the recording on this thread.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            current = before;
            engine.Dispose();
        }
    }

    /// <summary>An empty graph that is not opened.</summary>
    internal static Graph Closed() => new(open: false);

    internal static Graph Required(string what) => current
        ?? throw new InvalidOperationException($"{what}: no graph is open{Where()}: it belongs to programs that build a graph and run it. Open one first: using var graph = new Graph();");

    internal void RequireOpen()
    {
        if (IsFinalized)
        {
            throw new InvalidOperationException("Graph: a node is added to a finalized graph: something builds inside a loop that should only run. Build everything before FinalizeGraph.");
        }
    }

    static string Where() => NodePlace.Here() is { } place ? $" in {place}" : "";

    sealed class Opened : IDisposable
    {
        readonly Graph? before;
        readonly Engine.Scope engine;

        internal Opened(Graph graph)
        {
            before = current;
            current = graph;
            engine = Engine.Use(graph.recording);
        }

        public void Dispose()
        {
            current = before;
            engine.Dispose();
        }
    }
}
