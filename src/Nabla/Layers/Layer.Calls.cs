using Nabla.Regularizers;

namespace Nabla.Layers;

/// <content>Calls: what a layer computes, of what, and into what shapes.</content>
public abstract partial class Layer
{
    /// <summary>Whether the mask of the input holds for the output too; else it ends here.</summary>
    public virtual bool SupportsMasking => false;

    /// <summary>The output of the layer's only call with symbolic tensors: for models that end at it or give it beside others.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called so, or several times, or gives several outputs.</exception>
    public Tensor Output => OnlyCall(nameof(Output)).Outputs is [var only] ? only : throw new InvalidOperationException($"{Name}: Output: the layer gives several outputs. Take them from the call.");

    /// <summary>The input of the layer's only call with symbolic tensors.</summary>
    /// <exception cref="InvalidOperationException">The layer was not called so, or several times, or takes several inputs.</exception>
    public Tensor InputTensor => OnlyCall(nameof(InputTensor)).Call.Tensors is [{ } only] ? only : throw new InvalidOperationException($"{Name}: InputTensor: the layer takes several inputs. Keep them where the model is drawn.");

    /// <summary>The calls with symbolic tensors, in their order.</summary>
    internal List<LayerNode> Calls { get; } = [];

    /// <summary>Draws the layer as part of the model it stands in, where that is not done by calling it.</summary>
    internal Action? Draw { get; set; }

    /// <summary>Whether the present call is one of training: then dropout drops, and noise is added.</summary>
    protected static bool Training => CallScope.Current?.Training ?? false;

    /// <summary>Which entries of each input of the present call count: as given, else as the inputs carry it; null where all do.</summary>
    protected static IReadOnlyList<Tensor?> InputMasks => CallScope.Current?.Arguments?.Masks ?? [];

    /// <summary>Which entries of the first input of the present call count; null where all do.</summary>
    protected static Tensor? InputMask => InputMasks is [var first, ..] ? first : null;

    /// <summary>A penalty on the output, added to the loss as a mean over the samples; none by default.</summary>
    protected virtual Regularizer? ActivityRegularizer => null;

    /// <summary>Whether floating inputs are cast to the type of the maths; a container leaves that to the layers inside.</summary>
    private protected virtual bool Casts => true;

    /// <summary>Whether the outputs get the masks that the layer makes of its inputs'; a container leaves that to the layers inside.</summary>
    private protected virtual bool SetsMasks => Casts;

    /// <summary>y = layer(x); makes the weights at the first call.</summary>
    /// <param name="x">The input; usually a batch, with the samples along axis 0.</param>
    /// <param name="training">Whether this call trains; by default as in the call around it, false outside.</param>
    /// <param name="mask">Which entries of x count; by default the mask that x carries.</param>
    /// <exception cref="ShapeException">The shape does not fit the layer, or not its weights.</exception>
    public Tensor Call(Tensor x, bool? training = null, Tensor? mask = null) => One(Invoke(new() { Tensors = [x], Masks = mask is null ? [] : [mask], Training = training }));

    /// <summary>y = layer(inputs) for a layer of several inputs.</summary>
    /// <param name="inputs">The inputs, in the layer's order.</param>
    /// <param name="training">Whether this call trains; by default as in the call around it, false outside.</param>
    /// <param name="masks">Which entries of each input count; by default the masks that they carry.</param>
    /// <exception cref="ShapeException">A shape does not fit the layer.</exception>
    public Tensor Call(IReadOnlyList<Tensor> inputs, bool? training = null, IReadOnlyList<Tensor?>? masks = null) => One(CallMany(inputs, training, masks));

    /// <summary>The outputs of a layer that gives several.</summary>
    /// <inheritdoc cref="Call(IReadOnlyList{Tensor}, bool?, IReadOnlyList{Tensor?})"/>
    public Tensors CallMany(IReadOnlyList<Tensor> inputs, bool? training = null, IReadOnlyList<Tensor?>? masks = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (masks is not null && masks.Count != inputs.Count)
        {
            throw new ArgumentException($"{Name}: {masks.Count} masks for {inputs.Count} inputs: one for each is expected, null where all entries count.");
        }

        return Invoke(new() { Tensors = [.. Ordered(inputs)], Masks = masks ?? [], Training = training });
    }

    /// <summary>Makes the weights for inputs of this shape, without a call.</summary>
    /// <param name="inputShape">The shape with the batch axis, which may be null: <c>[null, 784]</c>.</param>
    public void BuildFor(Shape inputShape) => BuildFor([inputShape]);

    /// <summary>Makes the weights for several inputs of these shapes, without a call.</summary>
    /// <param name="inputShapes">The shapes with the batch axis, which may be null, one an input.</param>
    public void BuildFor(IReadOnlyList<Shape> inputShapes)
    {
        if (!Built)
        {
            using var scope = CallScope.Open(Name, null);
            Make(inputShapes);
        }
    }

    /// <summary>The shape of the output for inputs of a shape; found by taking note of <see cref="Forward(Tensor)"/> unless overridden.</summary>
    /// <exception cref="ShapeException">The layer does not take such inputs.</exception>
    public virtual Shape ComputeOutputShape(Shape inputShape) => Noted([inputShape]) is [var only] ? only
        : throw new InvalidOperationException($"{Name}: ComputeOutputShape: the layer gives several outputs. Ask ComputeOutputShapes.");

    /// <summary>The shapes of the outputs for inputs of shapes.</summary>
    /// <exception cref="ShapeException">The layer does not take such inputs.</exception>
    public virtual IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) =>
        inputShapes is [var only] && ((Func<Shape, Shape>)ComputeOutputShape).Method.DeclaringType != typeof(Layer) ? [ComputeOutputShape(only)] : Noted(inputShapes);

    /// <summary>Which entries of the output count.</summary>
    /// <param name="x">The input.</param>
    /// <param name="mask">Which of its entries count; null where all do.</param>
    public virtual Tensor? ComputeMask(Tensor x, Tensor? mask) => SupportsMasking ? mask : null;

    /// <summary>Calls the layer with all that a call can be given.</summary>
    /// <returns>Its outputs; symbolic where an input is.</returns>
    protected Tensors Invoke(CallArguments call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.All.Any(x => x is SymbolicTensor) ? LayerNode.Apply(this, call) : Tensors.Create([.. InvokeMany(call)]);
    }

    /// <summary>The maths of a layer of one input and one output, nothing else.</summary>
    protected virtual Tensor Forward(Tensor x) => throw new InvalidOperationException($"{Name}: {GetType().Name} does not say what it computes of one input: {(HasLists ? "it takes a list of inputs: Call([a, b])" : "override Forward")}.");

    /// <summary>The maths of a layer of several inputs or outputs, nothing else.</summary>
    protected virtual IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> inputs) => inputs is [var x] ? [Forward(x)]
        : throw new ArgumentException($"{Name}: {inputs.Count} inputs: {GetType().Name} takes one. Join them first, for example with a Concatenate layer.");

    /// <summary>The maths of a layer with optional inputs or switches, nothing else.</summary>
    /// <param name="call">What it was given: tensors in the type of the maths, a mask or null for each.</param>
    protected virtual IReadOnlyList<Tensor> Forward(CallArguments call) => Forward([.. call.Tensors.Select(x => x ?? throw new ArgumentNullException(nameof(call), $"{Name}: an input is null."))]);

    /// <summary>Makes the weights; called once, before the first Forward.</summary>
    protected virtual void Build(Shape inputShape)
    {
    }

    /// <summary>Makes the weights of a layer of several inputs; called once, before the first Forward.</summary>
    protected virtual void Build(IReadOnlyList<Shape> inputShapes)
    {
        if (inputShapes is [var first, ..])
        {
            Build(first);
        }
    }

    /// <summary>Which entries of each output count, for a call with masks.</summary>
    private protected virtual IReadOnlyList<Tensor?> OutputMasks(CallArguments call, IReadOnlyList<Tensor> outputs) =>
        call.Tensors is [{ } x, ..] ? [ComputeMask(x, call.MaskOf(0)), .. Enumerable.Repeat<Tensor?>(null, outputs.Count - 1)] : [.. outputs.Select(_ => (Tensor?)null)];

    /// <summary>What Keras's files call a layer inside that is kept by name, not in a list; null for those in a list.</summary>
    private protected virtual string? PathOf(Layer inner) => null;

    /// <summary>Where Keras's files keep a layer inside: a path below this layer's own; null for in its list of layers.</summary>
    internal string? SavedPath(Layer inner) => PathOf(inner);

    /// <summary>The inputs in the layer's order, where they have names.</summary>
    private protected virtual IReadOnlyList<Tensor> Ordered(IReadOnlyList<Tensor> inputs) => inputs;

    /// <summary>Adds a scalar to the loss of the present training step.</summary>
    protected static void AddLoss(Tensor loss) => CallScope.Current?.Add(loss);

    /// <summary>A call with symbolic tensors.</summary>
    internal Tensors Draws(CallArguments call) => LayerNode.Apply(this, call);

    /// <summary>Makes the weights for a call.</summary>
    internal void MakeFor(CallArguments call)
    {
        if (!Built)
        {
            using var scope = CallScope.Open(Name, call.Training);
            Make(Shapes(call));
        }
    }

    /// <summary>A call with values, or with promises of a recording.</summary>
    internal IReadOnlyList<Tensor> InvokeMany(CallArguments call)
    {
        foreach (var x in call.Tensors.Take(1))
        {
            ArgumentNullException.ThrowIfNull(x);
        }

        using var scope = CallScope.Open(Name, call.Training);
        if (!Built)
        {
            Make(Shapes(call));
        }

        var cast = call.Converted(x => Casts && x.ElementType.IsFloating && x.ElementType != policy.ComputeType ? x.Cast(policy.ComputeType) : x);
        scope.Arguments = Casts || call.Masks.Count == 0 ? cast : cast = Carrying(cast);
        var outputs = Forward(cast);
        if (ActivityRegularizer is { } regularizer)
        {
            foreach (var y in outputs)
            {
                var penalty = regularizer.Call(y);
                AddLoss(penalty.DivideNoNan(y.LengthOf(0).Cast(penalty.ElementType)));
            }
        }

        return SetsMasks ? Masked(call, cast, outputs) : outputs;
    }

    /// <summary>The outputs with their masks; one that is an input itself becomes a tensor of its own where the masks differ.</summary>
    IReadOnlyList<Tensor> Masked(CallArguments call, CallArguments cast, IReadOnlyList<Tensor> outputs)
    {
        var masks = OutputMasks(cast, outputs);
        Tensor[]? marked = null;
        for (int i = 0; i < outputs.Count; i++)
        {
            // Layers inside may have set a mask already, which stays.
            bool isInput = call.Tensors.Contains(outputs[i]) || outputs[i] is Variable;
            if (ReferenceEquals(outputs[i].Mask, masks[i]) || (masks[i] is null && !isInput))
            {
                continue;
            }

            marked ??= [.. outputs];
            if (isInput)
            {
                marked[i] = outputs[i].Identity();
            }

            marked[i].Mask = masks[i];
        }

        return marked ?? outputs;
    }

    /// <summary>The inputs of a container with the masks given for them, for the layers inside.</summary>
    static CallArguments Carrying(CallArguments call) => new()
    {
        Tensors = [.. call.Tensors.Select((x, i) => x is null || call.MaskOf(i) is not { } mask ? x : Marked(x.Identity(), mask))],
        Masks = call.Masks,
        Options = call.Options,
        Training = call.Training,
    };

    static Tensor Marked(Tensor x, Tensor mask)
    {
        x.Mask = mask;
        return x;
    }

    void Make(IReadOnlyList<Shape> inputShapes)
    {
        using var lasting = Engine.Current.Lasting();
        Build(inputShapes);
        InputShapes = inputShapes;
        Built = true;
    }

    IReadOnlyList<Shape> Noted(IReadOnlyList<Shape> inputShapes)
    {
        BuildFor(inputShapes);
        var inputs = inputShapes.Select(Tensor? (shape) => LayerNode.Of(shape, policy.ComputeType)).ToList();
        return [.. DrawingRecording.Outputs(this, new() { Tensors = inputs }).Select(spec => spec.Shape)];
    }

    LayerNode OnlyCall(string asked)
    {
        if (Calls.Count == 0)
        {
            Draw?.Invoke();
        }

        return Calls.Count == 1 ? Calls[0]
            : throw new InvalidOperationException($"{Name}: {asked}: the layer {(Calls.Count == 0 ? "was not called with a symbolic tensor yet. Call it with an Input" : "was called several times. Keep the tensor that each call gives")}.");
    }

    Tensor One(Tensors outputs) => outputs is [var only] ? only
        : throw new InvalidOperationException($"{Name}: Call: {GetType().Name} gives {outputs.Count} outputs. Call CallMany and take those that you need.");

    bool HasLists => ((Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>>)Forward).Method.DeclaringType != typeof(Layer);

    static IReadOnlyList<Shape> Shapes(CallArguments call) => [.. call.Tensors.Select(x => x?.Shape).OfType<Shape>()];
}
