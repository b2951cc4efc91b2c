using System.Collections.Concurrent;
using Nabla.Graphs;

namespace Nabla;

/// <summary>Runs a graph: feeds placeholders, computes what is fetched, and keeps the values of the variables.</summary>
/// <remarks>
/// <para>Only what the fetches need is run. Several sessions on one graph have variables of their own. A session that only reads may be used from many threads at once.</para>
/// <para>Reads and writes of a variable that no control dependency orders happen in the order in which their nodes were made.</para>
/// </remarks>
public sealed class Session : IDisposable
{
    [ThreadStatic]
    static Session? current;

    readonly ConcurrentDictionary<PlanKey, SessionPlan> plans = new();
    readonly Session? before;
    bool disposed;

    /// <summary>Opens a session; <c>Eval</c> on this thread uses it until it is disposed.</summary>
    /// <param name="graph">What it runs; the open graph by default.</param>
    /// <exception cref="InvalidOperationException">No graph is given and none is open.</exception>
    public Session(Graph? graph = null)
    {
        Graph = graph ?? Graph.Required("Session");
        before = current;
        current = this;
    }

    /// <summary>The session that is open on this thread; null where there is none.</summary>
    public static Session? Current => current;

    /// <summary>What it runs.</summary>
    public Graph Graph { get; }

    internal RunState State { get; } = new();

    /// <summary>Computes one tensor.</summary>
    /// <param name="fetch">The tensor or variable, or its name.</param>
    /// <param name="feeds">Values for placeholders or other tensors.</param>
    /// <param name="cancellationToken">Stops between two nodes.</param>
    /// <exception cref="NodeException">A node failed; the message names it and where it was made.</exception>
    /// <exception cref="InvalidOperationException">A placeholder was not fed, or a variable has no value yet.</exception>
    public Tensor Run(Fetch fetch, Feeds? feeds = null, CancellationToken cancellationToken = default) => Run([fetch], feeds, cancellationToken)[0];

    /// <summary>Runs a node for what it does.</summary>
    /// <inheritdoc cref="Run(Fetch, Feeds?, CancellationToken)"/>
    public void Run(GraphNode target, Feeds? feeds = null, CancellationToken cancellationToken = default) => _ = Run([(Fetch)target], feeds, cancellationToken);

    /// <summary>Computes several tensors and runs several nodes in one go.</summary>
    /// <inheritdoc cref="Run(Fetch, Feeds?, CancellationToken)"/>
    public Results Run(IReadOnlyList<Fetch> fetches, Feeds? feeds = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fetches);
        ObjectDisposedException.ThrowIf(disposed, this);
        object[] targets = [.. fetches.Select(f => f.In(Graph))];
        var fed = Fed(feeds);
        var plan = plans.GetOrAdd(new PlanKey(targets, [.. fed.Select(f => f.Target)], Graph.Nodes.Count), key => new SessionPlan(Graph, key.Fetches, key.Feeds));
        return new(plan.Run(State, fed, cancellationToken), [.. targets.Select(Name)]);
    }

    /// <summary>Computes tensors that are named by the caller.</summary>
    /// <inheritdoc cref="Run(Fetch, Feeds?, CancellationToken)"/>
    public IReadOnlyDictionary<string, Tensor> Run(IReadOnlyDictionary<string, Fetch> fetches, Feeds? feeds = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fetches);
        var keys = fetches.Keys.ToArray();
        var values = Run([.. keys.Select(k => fetches[k])], feeds, cancellationToken);
        var named = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (int i = 0; i < keys.Length; i++)
        {
            if (values.HasValue(i))
            {
                named.Add(keys[i], values[i]);
            }
        }

        return named;
    }

    /// <summary>A function that feeds tensors in a fixed order and fetches the same each time.</summary>
    /// <param name="fetches">What it computes.</param>
    /// <param name="feeds">What its arguments are fed to.</param>
    public Func<IReadOnlyList<Tensor>, Results> MakeCallable(IReadOnlyList<Fetch> fetches, IReadOnlyList<Tensor> feeds)
    {
        ArgumentNullException.ThrowIfNull(fetches);
        ArgumentNullException.ThrowIfNull(feeds);
        return values =>
        {
            if (values.Count != feeds.Count)
            {
                throw new ArgumentException($"Session: {values.Count} values for the {feeds.Count} arguments of a callable: one for each was expected.", nameof(values));
            }

            var all = new Feeds();
            for (int i = 0; i < feeds.Count; i++)
            {
                all[feeds[i]] = values[i];
            }

            return Run(fetches, all);
        };
    }

    /// <summary>Whether a variable has a value in this session.</summary>
    public bool IsInitialized(Variable variable) => State.IsSet(variable);

    /// <summary>Sets a variable in this session.</summary>
    /// <exception cref="ShapeException">The shape differs.</exception>
    /// <exception cref="ElementTypeException">The element type differs.</exception>
    public void Load(Variable variable, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(value);
        _ = ((Fetch)variable).In(Graph);
        new Operations.AssignVariable(variable).Infer([new(value.ElementType, value.Shape)]);
        State.Set(variable, value.Resolve());
    }

    /// <summary>Closes the session; its variables' values are gone.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            if (current == this)
            {
                current = before;
            }
        }
    }

    internal static Session Required(string what) => current
        ?? throw new InvalidOperationException($"{what}: no session is open on this thread. Open one first: using var session = new Session(graph);");

    static string Name(object target) => target switch { GraphTensor x => x.Name, Variable v => v.Name, GraphNode node => node.Name, _ => "" };

    (object Target, Tensor Value)[] Fed(Feeds? feeds)
    {
        if (feeds is null)
        {
            return [];
        }

        using var eager = Engine.Use(null);
        var result = new (object, Tensor)[feeds.Count];
        int i = 0;
        foreach (var (key, value) in feeds)
        {
            object target = key is string name ? ((Fetch)name).In(Graph) : ((Fetch)(Tensor)key).In(Graph);
            var x = target as Tensor ?? throw new ArgumentException($"Session: a value was fed for the node '{target}': only tensors take values. Feed '{target}:0'.");
            result[i++] = (target, value.For(Name(target), x.ElementType, x.Shape));
        }

        return result;
    }
}
