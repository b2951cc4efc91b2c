namespace Nabla;

/// <summary>Nodes made inside get names that begin with the scope's: <c>using (new NameScope("layer")) …</c> gives <c>layer/add</c>.</summary>
/// <remarks>A scope opened a second time under the same name gets a new one: <c>layer_1</c>.</remarks>
public sealed class NameScope : IDisposable
{
    readonly Graph graph;
    readonly string before;

    /// <summary>Opens a scope in the open graph.</summary>
    /// <param name="name">Its name; null to stand outside all scopes.</param>
    /// <exception cref="InvalidOperationException">No graph is open.</exception>
    public NameScope(string? name)
    {
        graph = Graph.Required("NameScope");
        before = graph.Scope;
        if (name is not null && (name.Length == 0 || name.Any(c => !(char.IsAsciiLetterOrDigit(c) || "_.\\-/".Contains(c, StringComparison.Ordinal)))))
        {
            throw new ArgumentException($"NameScope: '{name}': a name has letters, digits and any of _ . - / only.", nameof(name));
        }

        graph.Scope = name is null ? "" : graph.UniqueName(before + name) + "/";
    }

    /// <summary>Goes on in a scope whose whole name is known.</summary>
    internal NameScope(Graph graph, string whole)
    {
        this.graph = graph;
        before = graph.Scope;
        graph.Scope = whole;
    }

    /// <summary>The whole name, with a slash at its end.</summary>
    public string Name => graph.Scope;

    /// <summary>Closes the scope.</summary>
    public void Dispose() => graph.Scope = before;
}
