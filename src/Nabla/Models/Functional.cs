using Nabla.Layers;

namespace Nabla;

/// <summary>A model drawn by calling layers with symbolic tensors: branches, shared layers, several inputs and outputs, models inside models.</summary>
/// <remarks>
/// <code>
/// Tensor image = new Input([28, 28, 1]);
/// var x = new Conv2D(32, 3, activation: "relu").Call(image);
/// var model = new Functional(image, new Dense(10).Call(new Flatten().Call(x)));
/// </code>
/// A layer that is called twice shares its weights. Operations on symbolic tensors (<c>a + b</c>) become steps too.
/// </remarks>
public partial class Functional : Model
{
    readonly SymbolicTensor[] inputs, outputs;
    readonly (SymbolicNode Node, int[] Inputs, int[] Outputs)[] steps;
    readonly int slots;
    readonly string[] inputNames, outputNames;
    readonly int[] inputSlots, outputSlots;

    /// <summary>The model between symbolic tensors.</summary>
    /// <param name="inputs">What it is given: from <see cref="Input"/> layers, or outputs of layers on the way. Names of a dictionary become those of the inputs; else they are those of the Input layers.</param>
    /// <param name="outputs">What it gives. Names of a dictionary become those of the outputs; else they are those of the layers that make them.</param>
    /// <param name="name">Its name in summaries and paths.</param>
    /// <exception cref="ArgumentException">A tensor is not symbolic, is given twice, or an output needs an input that is not given.</exception>
    public Functional(Tensors inputs, Tensors outputs, string? name = null)
        : base(name)
    {
        (this.inputs, this.outputs) = (Symbols(inputs, "input"), Symbols(outputs, "output"));
        if (this.inputs.Distinct().Count() != this.inputs.Length)
        {
            throw new ArgumentException($"{Name}: an input is given twice: each stands for something else. Leave one out.");
        }

        (HasNamedInputs, HasNamedOutputs) = (inputs.Names is not null, outputs.Names is not null);
        // Keras takes what is given by name in the order of the names.
        var order = new LayerOrder(this.inputs, outputs.Names is { } names ? [.. this.outputs.Zip(names).OrderBy(pair => pair.Second, StringComparer.Ordinal).Select(pair => pair.First)] : this.outputs);
        Operations = order.Layers;
        foreach (var layer in Layers)
        {
            Track(layer);
        }

        var places = new Dictionary<Tensor, int>(ReferenceEqualityComparer.Instance);
        Nodes = order.Nodes;
        foreach (var y in Nodes.SelectMany(node => node.Outputs))
        {
            places.Add(y, slots++);
        }

        var given = new HashSet<SymbolicNode>(this.inputs.Select(x => x.Node), ReferenceEqualityComparer.Instance);
        steps = [.. Nodes.Where(node => !given.Contains(node)).Select(node => (node, node.Inputs.Select(x => x is SymbolicTensor ? places[x] : -1).ToArray(), node.Outputs.Select(y => places[y]).ToArray()))];
        (inputSlots, outputSlots) = (Array.ConvertAll(this.inputs, x => places[x]), Array.ConvertAll(this.outputs, y => places[y]));
        inputNames = Names(inputs, this.inputs);
        outputNames = Names(outputs, this.outputs);
        BuildFor([.. this.inputs.Select(x => x.Shape)]);
    }

    /// <summary>The symbolic inputs.</summary>
    public Tensors Inputs => Tensors.Create([.. inputs]).Named(inputNames);

    /// <summary>The symbolic outputs.</summary>
    public Tensors Outputs => Tensors.Create([.. outputs]).Named(outputNames);

    /// <summary>The layers, those of the inputs among them: the farthest from the outputs first.</summary>
    public override IReadOnlyList<Layer> Layers => [.. Operations.Where(layer => layer is not Operation)];

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames => inputNames;

    /// <inheritdoc/>
    public override IReadOnlyList<string> OutputNames => outputNames;

    /// <summary>Whether the inputs were given by name.</summary>
    internal bool HasNamedInputs { get; }

    /// <summary>Whether the outputs were given by name.</summary>
    internal bool HasNamedOutputs { get; }

    /// <summary>Layers and operations, in Keras's order.</summary>
    internal IReadOnlyList<Layer> Operations { get; }

    /// <summary>The calls of them, each after those that it needs.</summary>
    internal IReadOnlyList<SymbolicNode> Nodes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) =>
        inputShapes.SequenceEqual(inputs.Select(x => x.Shape)) ? [.. outputs.Select(y => y.Shape)] : base.ComputeOutputShapes(inputShapes);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> inputs)
    {
        if (inputs.Count != inputSlots.Length)
        {
            throw new ArgumentException($"{Name}: {inputs.Count} inputs: the model has {inputSlots.Length} ({string.Join(", ", inputNames)}). Give one tensor for each.");
        }

        var values = new Tensor?[slots];
        for (int i = 0; i < inputSlots.Length; i++)
        {
            values[inputSlots[i]] = this.inputs[i].Node is LayerNode { IsInput: true } node ? node.Layer.Call(inputs[i]) : inputs[i];
        }

        foreach (var (node, from, to) in steps)
        {
            var y = node.Run([.. from.Select((slot, i) => slot >= 0 ? values[slot] : node.Inputs[i])]);
            for (int i = 0; i < to.Length; i++)
            {
                values[to[i]] = y[i];
            }
        }

        return Array.ConvertAll(outputSlots, slot => values[slot]!);
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> Forward(CallArguments call) => base.Forward(call);

    private protected override IReadOnlyList<Tensor> Ordered(IReadOnlyList<Tensor> inputs) => inputs is Tensors { Names: not null } named ? named.Ordered(Name, "inputs", inputNames) : inputs;

    SymbolicTensor[] Symbols(Tensors tensors, string what)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        return tensors.Count == 0 ? throw new ArgumentException($"{Name}: no {what}: a model has at least one.")
            : [.. tensors.Select(SymbolicTensor (x) => x as SymbolicTensor ?? throw new ArgumentException($"{Name}: an {what} of shape {x.Shape} has values: the {what}s of a model are symbolic tensors. Begin with: Tensor x = new Input([…]), and call layers with it."))];
    }

    static string[] Names(Tensors given, SymbolicTensor[] tensors)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        return [.. given.Names ?? tensors.Select(x => Free(LayerOrder.LayerOf(x.Node).Name))];

        string Free(string name)
        {
            string free = name;
            for (int i = 1; !used.Add(free); i++)
            {
                free = $"{name}_{i}";
            }

            return free;
        }
    }
}
