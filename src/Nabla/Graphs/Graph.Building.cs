using Nabla.Initializers;
using Nabla.Operations;

namespace Nabla;

/// <content>What a program builds a graph from. All of it needs an open graph.</content>
public sealed partial class Graph
{
    /// <summary>A tensor that is fed when the graph is run.</summary>
    /// <param name="elementType">Its element type.</param>
    /// <param name="shape">Its shape, unknown lengths null; nothing known of it by default.</param>
    /// <param name="name">The name of its node.</param>
    /// <exception cref="InvalidOperationException">No graph is open.</exception>
    public static Tensor Placeholder(ElementType elementType = ElementType.Float32, Shape? shape = null, string name = "Placeholder")
    {
        var graph = Required("Placeholder");
        graph.recording.NextName = graph.UniqueName(graph.Scope + name);
        return graph.recording.AddParameter(elementType, shape ?? Shape.AnyRank);
    }

    /// <summary>A tensor that may be fed when the graph is run, and has a value where it is not.</summary>
    /// <param name="defaultValue">The value where none is fed.</param>
    /// <param name="shape">Its shape, unknown lengths null; that of the default value by default.</param>
    /// <param name="name">The name of its node.</param>
    public static Tensor PlaceholderWithDefault(Tensor defaultValue, Shape? shape = null, string name = "PlaceholderWithDefault")
    {
        ArgumentNullException.ThrowIfNull(defaultValue);
        _ = Required("PlaceholderWithDefault");
        return Engine.Current.RunOne(new DefaultValue(shape ?? defaultValue.Shape), defaultValue).Named(name);
    }

    /// <summary>A tensor of the graph with a value that never changes.</summary>
    public static Tensor Constant(Tensor value, string name = "Const")
    {
        ArgumentNullException.ThrowIfNull(value);
        var graph = Required("Constant");
        graph.recording.NextName = graph.UniqueName(graph.Scope + name);
        return value is GraphTensor ? value.Identity() : graph.recording.Add(new Operations.Constant(value), []).Outputs[0];
    }

    /// <summary>A variable of the open <see cref="VariableScope"/>: made, or found where the scope shares.</summary>
    /// <param name="name">Its name, after that of the scope.</param>
    /// <param name="shape">Its shape; a scalar by default.</param>
    /// <param name="initializer">What it starts with; the scope's, or else Glorot uniform.</param>
    /// <param name="elementType">Its element type.</param>
    /// <param name="trainable">Whether optimizers change it.</param>
    /// <exception cref="ArgumentException">It is there already and the scope does not share, or it is not there and the scope only shares, or it has another shape or type.</exception>
    public static Variable GetVariable(string name, Shape? shape = null, Initializer? initializer = null, ElementType elementType = ElementType.Float32, bool trainable = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var graph = Required("GetVariable");
        if (Shared(graph, name, shape, elementType) is { } there)
        {
            return there;
        }

        initializer ??= graph.OpenVariableScope?.Initializer ?? "glorot_uniform";
        return Make(graph, name, trainable, () => initializer.Call(shape ?? [], elementType));
    }

    /// <summary>A variable of the open <see cref="VariableScope"/> that starts with a value, which also decides shape and type.</summary>
    /// <inheritdoc cref="GetVariable(string, Shape?, Initializer?, ElementType, bool)"/>
    public static Variable GetVariable(string name, Tensor initialValue, bool trainable = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(initialValue);
        var graph = Required("GetVariable");
        return Shared(graph, name, initialValue.Shape, initialValue.ElementType) ?? Make(graph, name, trainable, () => initialValue);
    }

    /// <summary>Nodes made inside run after the given tensors and nodes.</summary>
    /// <param name="first">Tensors, variables and nodes.</param>
    public static IDisposable ControlDependencies(params IReadOnlyList<Fetch> first)
    {
        ArgumentNullException.ThrowIfNull(first);
        var graph = Required("ControlDependencies");
        return new DependencyScope(graph, [.. graph.Dependencies, .. first.Select(f => f.NodeIn(graph)).OfType<GraphNode>()]);
    }

    /// <summary>A node that runs others.</summary>
    /// <param name="nodes">What it runs; tensors stand for the nodes that make them.</param>
    /// <param name="name">Its name.</param>
    public static GraphNode Group(IReadOnlyList<Fetch> nodes, string name = "group_deps")
    {
        var graph = Required("Group");
        using (ControlDependencies(nodes))
        {
            graph.recording.NextName = graph.UniqueName(graph.Scope + name);
            return graph.recording.Add(new NoOp(), []);
        }
    }

    /// <summary>A node that ends the run with an error unless a condition holds; what is made under <see cref="ControlDependencies"/> of it is checked.</summary>
    /// <param name="condition">Truth values, all of which have to be true.</param>
    /// <param name="message">What the error says.</param>
    /// <param name="data">Tensors whose first elements the error shows.</param>
    public static GraphNode Assert(Tensor condition, string message, params IReadOnlyList<Tensor> data)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(data);
        var graph = Required("Assert");
        return graph.recording.Add(new Assertion(message), [.. data.Prepend(condition.ElementType == ElementType.Bool ? condition.All() : condition).Select(x => graph.recording.Adopt(graph.recording.Given(x)))]);
    }

    /// <summary>A node that gives all variables their first values; to be run once in each new session.</summary>
    public static GraphNode GlobalVariablesInitializer() => Initialize(CollectionKeys.GlobalVariables, "init");

    /// <summary>A node that gives the local variables their first values.</summary>
    public static GraphNode LocalVariablesInitializer() => Initialize(CollectionKeys.LocalVariables, "init");

    /// <summary>A node that gives some variables their first values.</summary>
    public static GraphNode VariablesInitializer(IReadOnlyList<Variable> variables, string name = "init")
    {
        var graph = Required("VariablesInitializer");
        return Group([.. variables.Select(v => (Fetch)graph.InitializerOf(v))], name);
    }

    static GraphNode Initialize(string collection, string name) => VariablesInitializer(Required(name).GetCollection<Variable>(collection), name);

    static string WholeName(Graph graph, string name) => graph.OpenVariableScope is { } scope ? $"{scope.Name}/{name}" : name;

    static Variable Make(Graph graph, string name, bool trainable, Func<Tensor> start)
    {
        string whole = WholeName(graph, name);
        using (new NameScope(graph, whole + "/Initializer/"))
        {
            var value = start();
            graph.UniqueName(whole);
            graph.NextVariableName = whole;
            return new Variable(value, trainable, whole);
        }
    }

    static Variable? Shared(Graph graph, string name, Shape? shape, ElementType type)
    {
        string whole = WholeName(graph, name);
        var reuse = graph.OpenVariableScope?.Reuse ?? Reuse.No;
        bool there = graph.variablesByName.TryGetValue(whole, out var variable);
        if (there ? reuse == Reuse.No : reuse == Reuse.Yes)
        {
            throw new ArgumentException(
                there
                    ? $"GetVariable: '{whole}' is there already: a second one of the name would hide it. Open the scope with Reuse.Yes or Reuse.Auto to share it, or choose another name."
                    : $"GetVariable: there is no '{whole}' to share. {NearNames.Describe(whole, graph.variablesByName.Keys)} Make it first, or open the scope with Reuse.Auto.",
                nameof(name));
        }

        if (there && (variable!.ElementType != type || (shape is not null && !variable.Shape.IsCompatibleWith(shape))))
        {
            throw new ArgumentException($"GetVariable: '{whole}' is {variable.ElementType.Name} {variable.Shape}, and {type.Name} {shape ?? Shape.Scalar} was asked: who shares a variable asks for its shape and type.", nameof(name));
        }

        return variable;
    }

    sealed class DependencyScope : IDisposable
    {
        readonly Graph graph;
        readonly List<GraphNode> before;

        internal DependencyScope(Graph graph, List<GraphNode> all)
        {
            (this.graph, before) = (graph, graph.Dependencies);
            graph.Dependencies = all;

            // What was read outside was read before what is waited for.
            graph.recording.ForgetReads();
        }

        public void Dispose()
        {
            graph.Dependencies = before;
            graph.recording.ForgetReads();
        }
    }
}
