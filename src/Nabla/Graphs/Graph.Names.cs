namespace Nabla;

/// <content>Names, scopes, collections and the variables of a graph.</content>
public sealed partial class Graph
{
    readonly Dictionary<string, GraphNode> named = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> used = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, Variable> variablesByName = new(StringComparer.Ordinal);
    readonly Dictionary<Variable, GraphNode> assigned = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<Variable> hidden = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<string, List<object>> collections = new(StringComparer.Ordinal);
    int drawn;
    bool hiding;
    string? nextVariable;

    /// <summary>The names of the collections that hold something.</summary>
    public IReadOnlyCollection<string> CollectionNames => collections.Keys;

    /// <summary>The name scope that is open, with a slash at its end; empty outside all.</summary>
    internal string Scope { get; set; } = "";

    /// <summary>What the scopes of control dependencies that are open demand.</summary>
    internal List<GraphNode> Dependencies { get; set; } = [];

    /// <summary>The variable scope that is open; null outside all.</summary>
    internal VariableScope? OpenVariableScope { get; set; }

    /// <summary>Variables by their whole names.</summary>
    internal IReadOnlyDictionary<string, Variable> VariablesByName => variablesByName;

    /// <summary>Puts something into a collection; <see cref="CollectionKeys"/> lists those that the library uses.</summary>
    public void AddToCollection(string name, object item)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(item);
        if (!collections.TryGetValue(name, out var items))
        {
            collections.Add(name, items = []);
        }

        items.Add(item);
    }

    /// <summary>What lies in a collection, in the order in which it came; empty where there is none of the name.</summary>
    public IReadOnlyList<object> GetCollection(string name) => collections.TryGetValue(name, out var items) ? items : [];

    /// <summary>Those things in a collection that are of a type.</summary>
    public IReadOnlyList<T> GetCollection<T>(string name) => [.. GetCollection(name).OfType<T>()];

    /// <summary>A name that no node has yet: the given one, or that with _1, _2 … after it.</summary>
    public string UniqueName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!used.TryGetValue(name, out int count))
        {
            used.Add(name, 1);
            return name;
        }

        string candidate;
        do
        {
            candidate = $"{name}_{count++}";
        }
        while (used.ContainsKey(candidate));
        used[name] = count;
        used.Add(candidate, 1);
        return candidate;
    }

    /// <summary>Whether there is a node of this name.</summary>
    internal bool Has(string name) => named.ContainsKey(name);

    /// <summary>Whether a variable came with the nodes of a file.</summary>
    internal bool IsOfFile(Variable variable) => hidden.Contains(variable) && variable.SelfStarting is null;

    internal bool Owns(Variable variable) => assigned.ContainsKey(variable) || hidden.Contains(variable);

    /// <summary>The node that gives a variable its first value.</summary>
    internal GraphNode InitializerOf(Variable variable) => assigned[variable];

    internal int NextSeed()
    {
        if (Seed is { } seed)
        {
            return unchecked((seed * 1000003) + drawn++) & int.MaxValue;
        }

        using (Engine.Use(null))
        {
            return SeedGenerator.Global.NextSeed();
        }
    }

    /// <summary>State of a node that no user meets: it starts by itself in each session.</summary>
    internal Variable HiddenVariable(Tensor start)
    {
        hiding = true;
        try
        {
            var variable = new Variable(start, start.Shape, trainable: false, "state") { SelfStarting = start };
            hidden.Add(variable);
            return variable;
        }
        finally
        {
            hiding = false;
        }
    }

    /// <summary>Takes note of a variable that nodes of a file refer to.</summary>
    internal void Declare(Variable variable)
    {
        RequireOpen();
        hidden.Add(variable);
        variablesByName.TryAdd(variable.Name, variable);
    }

    /// <summary>Says which node gives a variable its first value.</summary>
    internal void SetInitializer(Variable variable, GraphNode node) => assigned[variable] = node;

    /// <summary>Takes note of a node that runs inside a loop, so that its name tells where it is.</summary>
    internal void RegisterInside(string name, GraphNode node)
    {
        used.TryAdd(name, 1);
        named.TryAdd(name, node);
    }

    /// <summary>Whether a node runs inside a loop of this graph.</summary>
    internal bool IsInside(GraphNode node) => node.Recording != recording && named.TryGetValue(node.Name, out var there) && ReferenceEquals(there, node);

    internal void Declare(Variable variable, Tensor initialValue)
    {
        if (hiding)
        {
            return;
        }

        RequireOpen();
        variable.Name = nextVariable ?? UniqueName(Scope + variable.Name);
        nextVariable = null;
        variablesByName.Add(variable.Name, variable);
        assigned.Add(variable, null!);

        // A variable's start depends on no scope of control dependencies.
        var dependencies = Dependencies;
        Dependencies = [];
        if (initialValue is not GraphTensor)
        {
            recording.NextName = UniqueName($"{variable.Name}/initial_value");
        }

        assigned[variable] = recording.Add(new Operations.AssignVariable(variable), [recording.Adopt(initialValue)]);
        Dependencies = dependencies;
        AddToCollection(CollectionKeys.GlobalVariables, variable);
        if (variable.Trainable)
        {
            AddToCollection(CollectionKeys.TrainableVariables, variable);
        }
    }

    /// <summary>The whole name of the next variable, instead of one made unique from its own.</summary>
    internal string NextVariableName
    {
        set => nextVariable = value;
    }

    internal void Register(GraphNode node)
    {
        used.TryAdd(node.Name, 1);
        named.Add(node.Name, node);
        foreach (var dependency in Dependencies)
        {
            node.Controls.Add(dependency);
        }
    }

    /// <summary>Gives a node another name, that of its scope and the given one.</summary>
    internal void Rename(GraphNode node, string name)
    {
        named.Remove(node.Name);
        used.Remove(node.Name);
        node.Name = UniqueName(Scope + name);
        named.Add(node.Name, node);
    }
}
