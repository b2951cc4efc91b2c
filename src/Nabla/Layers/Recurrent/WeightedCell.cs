using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>What cells with weights for inputs and for their former outputs have in common.</summary>
public abstract class WeightedCell : RecurrentCell
{
    readonly SeedGenerator? seeds;
    Variable? kernel, recurrentKernel, bias;

    private protected WeightedCell(string kind, int units, int gates, Activations.Activation? activation, bool useBias, Initializer? kernelInitializer, Initializer? recurrentInitializer,
        Initializer? biasInitializer, Regularizer? kernelRegularizer, Regularizer? recurrentRegularizer, Regularizer? biasRegularizer, Constraint? kernelConstraint,
        Constraint? recurrentConstraint, Constraint? biasConstraint, double dropout, double recurrentDropout, int? seed, string? name)
        : base(name)
    {
        Units = units > 0 ? units : throw new ArgumentOutOfRangeException(nameof(units), $"{kind}: {units} units: at least 1 is expected.");
        Gates = gates;
        Activation = activation ?? "tanh";
        UseBias = useBias;
        KernelInitializer = kernelInitializer ?? new GlorotUniform();
        RecurrentInitializer = recurrentInitializer ?? new Orthogonal();
        BiasInitializer = biasInitializer ?? new Zeros();
        (KernelRegularizer, RecurrentRegularizer, BiasRegularizer) = (kernelRegularizer, recurrentRegularizer, biasRegularizer);
        (KernelConstraint, RecurrentConstraint, BiasConstraint) = (kernelConstraint, recurrentConstraint, biasConstraint);
        Dropout = Rate(kind, nameof(dropout), dropout);
        RecurrentDropout = Rate(kind, nameof(recurrentDropout), recurrentDropout);
        Seed = seed;
        seeds = dropout > 0 || recurrentDropout > 0 ? new SeedGenerator(seed, Name) : null;
    }

    /// <summary>Length of the output, and of each state.</summary>
    public int Units { get; }

    /// <summary>What the candidate, or the output, goes through.</summary>
    public Activations.Activation Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>The weights of the inputs, [features, gates·units].</summary>
    public Variable Kernel => Made(kernel);

    /// <summary>The weights of the former output, [units, gates·units].</summary>
    public Variable RecurrentKernel => Made(recurrentKernel);

    /// <summary>What is added to the products.</summary>
    public Variable Bias => Made(bias);

    /// <summary>First value of Kernel.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>First value of RecurrentKernel.</summary>
    public Initializer RecurrentInitializer { get; }

    /// <summary>First value of Bias.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>Penalty on Kernel.</summary>
    public Regularizer? KernelRegularizer { get; }

    /// <summary>Penalty on RecurrentKernel.</summary>
    public Regularizer? RecurrentRegularizer { get; }

    /// <summary>Penalty on Bias.</summary>
    public Regularizer? BiasRegularizer { get; }

    /// <summary>What is done to Kernel after each step.</summary>
    public Constraint? KernelConstraint { get; }

    /// <summary>What is done to RecurrentKernel after each step.</summary>
    public Constraint? RecurrentConstraint { get; }

    /// <summary>What is done to Bias after each step.</summary>
    public Constraint? BiasConstraint { get; }

    /// <summary>Share of the inputs that are dropped while training, the same ones at every step of a sequence.</summary>
    public double Dropout { get; }

    /// <summary>Share of the former outputs that are dropped while training, the same ones at every step of a sequence.</summary>
    public double RecurrentDropout { get; }

    /// <summary>Decides what is dropped; null where the global generator does.</summary>
    public int? Seed { get; }

    /// <summary>The state of its random numbers; null where nothing is dropped.</summary>
    public SeedGenerator? SeedGenerator => seeds;

    /// <inheritdoc/>
    public override IReadOnlyList<int> StateSize => [Units];

    /// <summary>Columns of the weights, in units.</summary>
    private protected int Gates { get; }

    /// <summary>The bias where there is one.</summary>
    private protected Tensor? ComputedBias => bias is null ? null : Computed(bias);

    /// <summary>The shape of the bias.</summary>
    private protected virtual Shape BiasShape => [Gates * Units];

    /// <inheritdoc/>
    protected sealed override void Build(Shape inputShape)
    {
        var (first, second) = KernelShapes(inputShape);
        kernel = AddWeight("kernel", first, KernelInitializer, KernelRegularizer, KernelConstraint);
        recurrentKernel = AddWeight("recurrent_kernel", second, RecurrentInitializer, RecurrentRegularizer, RecurrentConstraint);
        bias = UseBias ? AddWeight("bias", BiasShape, FirstBias, BiasRegularizer, BiasConstraint) : null;
    }

    /// <summary>First value of the bias as a whole.</summary>
    private protected virtual Initializer FirstBias => BiasInitializer;

    /// <summary>The shapes of both kernels for inputs of a step.</summary>
    private protected virtual (Shape Kernel, Shape Recurrent) KernelShapes(Shape step) => step.Rank == 2 && step.IsAxisKnown(1) ? ([step[1], Gates * Units], [Units, Gates * Units])
        : throw new ShapeException($"{Name}: input {step} at each step: [batch, features] with known features is expected, so sequences are [batch, steps, features].");

    /// <inheritdoc/>
    internal sealed override Func<Tensor, IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> Steps(Tensor x, IReadOnlyList<Tensor> states)
    {
        Tensor? input = Training ? Pattern(x, Dropout) : null, own = Training ? Pattern(states[0], RecurrentDropout) : null;
        return (at, before) => Step(input is null ? at : at * input, own is null ? before : [before[0] * own, .. before.Skip(1)]);
    }

    /// <inheritdoc/>
    internal sealed override RecurrentResult? Sequence(Tensor x, IReadOnlyList<Tensor>? states, Tensor? mask, bool reverse)
    {
        if (!IsStandard || (Training && RecurrentDropout > 0))
        {
            return null;
        }

        x = Training && Dropout > 0 ? x * Pattern(x[.., 0], Dropout)!.ExpandDims(1) : x;
        return Whole(x, states, mask, reverse);
    }

    /// <summary>Whether the activations are those that whole sequences know.</summary>
    private protected virtual bool IsStandard => false;

    /// <summary>All steps in one operation.</summary>
    private protected virtual RecurrentResult? Whole(Tensor x, IReadOnlyList<Tensor>? states, Tensor? mask, bool reverse) => null;

    /// <summary>Whether an activation is the named one, not one's own of that name.</summary>
    private protected static bool Is(Activations.Activation activation, string name) => ActivationNames.Is(activation, name);

    /// <summary>Kept elements as 1 ÷ (1 − rate), dropped ones as 0.</summary>
    private protected Tensor? Pattern(Tensor like, double rate) => rate == 0 ? null
        : (Engine.Current.RunOne(new RandomDraw(RandomKind.Uniform, like.ElementType, null), seeds!.Next(), like) >= rate).Cast(like.ElementType) / (1 - rate);

    static double Rate(string kind, string what, double rate) => rate is >= 0 and < 1 ? rate
        : throw new ArgumentOutOfRangeException(what, $"{kind}: {what} {rate}: it is the share that is dropped, 0 to below 1.");
}
