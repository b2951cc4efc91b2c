namespace Nabla;

/// <summary>Whether <see cref="Graph.GetVariable(string, Shape?, Initializers.Initializer?, ElementType, bool)"/> makes variables or finds those that are there.</summary>
public enum Reuse
{
    /// <summary>It makes new ones; one that is there already is an error.</summary>
    No,

    /// <summary>It finds those that are there; one that is missing is an error.</summary>
    Yes,

    /// <summary>It finds one that is there, and makes one that is not.</summary>
    Auto,
}

/// <summary>Variables got inside have names that begin with the scope's, whatever name scopes there are: so that two parts of a program can share them.</summary>
/// <remarks>Example: <c>using (new VariableScope("linear_regression")) { var w = Graph.GetVariable("weight", []); }</c>. The scope is also a name scope for nodes.</remarks>
public sealed class VariableScope : IDisposable
{
    readonly Graph graph;
    readonly VariableScope? before;
    readonly NameScope names;

    /// <summary>Opens a scope in the open graph.</summary>
    /// <param name="name">Its name, after that of the scope around it.</param>
    /// <param name="reuse">Whether variables are made or found; <see cref="Reuse.Yes"/> holds for all scopes inside.</param>
    /// <param name="initializer">What variables without an initializer of their own start with.</param>
    /// <exception cref="InvalidOperationException">No graph is open.</exception>
    public VariableScope(string name, Reuse reuse = Reuse.No, Initializers.Initializer? initializer = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        graph = Graph.Required("VariableScope");
        before = graph.OpenVariableScope;
        Name = before is null || before.Name.Length == 0 ? name : $"{before.Name}/{name}";
        Reuse = before?.Reuse == Reuse.Yes && reuse == Reuse.No ? Reuse.Yes : reuse;
        Initializer = initializer ?? before?.Initializer;
        names = new NameScope(name);
        graph.OpenVariableScope = this;
    }

    /// <summary>The whole name, without a slash at its end.</summary>
    public string Name { get; }

    /// <summary>Whether variables are made or found.</summary>
    public Reuse Reuse { get; private set; }

    /// <summary>What variables without an initializer of their own start with; null for Glorot uniform.</summary>
    public Initializers.Initializer? Initializer { get; }

    /// <summary>From here on, variables are found, not made.</summary>
    public void ReuseVariables() => Reuse = Reuse.Yes;

    /// <summary>Closes the scope.</summary>
    public void Dispose()
    {
        graph.OpenVariableScope = before;
        names.Dispose();
    }
}
