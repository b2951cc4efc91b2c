using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Fully connected layer: y = activation(x · Kernel + Bias).</summary>
/// <param name="units">Length of the last axis of y.</param>
/// <param name="activation">Applied element by element; none by default.</param>
/// <param name="useBias">Whether Bias is added.</param>
/// <param name="kernelInitializer">First value of Kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">First value of Bias; zeros by default.</param>
/// <param name="kernelRegularizer">Penalty on Kernel.</param>
/// <param name="biasRegularizer">Penalty on Bias.</param>
/// <param name="activityRegularizer">Penalty on y.</param>
/// <param name="kernelConstraint">What is done to Kernel after each step.</param>
/// <param name="biasConstraint">What is done to Bias after each step.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <param name="loraRank">Trains, instead of Kernel, two factors of this rank that are added to it; see <see cref="EnableLora"/>.</param>
/// <param name="loraAlpha">Their product is scaled by loraAlpha ÷ loraRank; loraRank by default.</param>
/// <remarks>Shapes: x [batch, …, in], Kernel [in, units], Bias [units], y [batch, …, units].</remarks>
/// <exception cref="ArgumentOutOfRangeException">Units or rank below 1.</exception>
public sealed class Dense(
    int units,
    Activations.Activation? activation = null,
    bool useBias = true,
    Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? kernelRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? kernelConstraint = null,
    Constraint? biasConstraint = null,
    string? name = null,
    int? loraRank = null,
    double? loraAlpha = null) : Layer(name), ILowRank
{
    readonly int units = units > 0 ? units : throw new ArgumentOutOfRangeException(nameof(units), $"Dense: {units} units: there must be at least 1.");
    int? rank = loraRank is null or > 0 ? loraRank : throw new ArgumentOutOfRangeException(nameof(loraRank), $"Dense: LoRA rank {loraRank}: it must be at least 1.");
    double? alpha = loraAlpha ?? loraRank;
    Variable? kernel;
    Variable? bias;
    Variable? loraA;
    Variable? loraB;

    /// <summary>Length of the last axis of the output.</summary>
    public int Units => units;

    /// <summary>What is applied to the sums.</summary>
    public Activations.Activation? Activation => activation;

    /// <summary>The weights of the sums, [in, units].</summary>
    public Variable Kernel => Made(kernel);

    /// <summary>What is added to the sums, [units].</summary>
    public Variable Bias => Made(bias);

    /// <summary>Whether Bias is added.</summary>
    public bool UseBias => useBias;

    /// <summary>First value of Kernel.</summary>
    public Initializer KernelInitializer { get; } = kernelInitializer ?? new GlorotUniform();

    /// <summary>First value of Bias.</summary>
    public Initializer BiasInitializer { get; } = biasInitializer ?? new Zeros();

    /// <summary>Penalty on Kernel.</summary>
    public Regularizer? KernelRegularizer => kernelRegularizer;

    /// <summary>Penalty on Bias.</summary>
    public Regularizer? BiasRegularizer => biasRegularizer;

    /// <summary>What is done to Kernel after each step.</summary>
    public Constraint? KernelConstraint => kernelConstraint;

    /// <summary>What is done to Bias after each step.</summary>
    public Constraint? BiasConstraint => biasConstraint;

    /// <summary>The rank of the trained factors that are added to Kernel; null where Kernel itself is trained.</summary>
    public int? LoraRank => rank;

    /// <summary>Their product is scaled by this, divided by the rank.</summary>
    public double? LoraAlpha => alpha;

    internal Regularizer? OutputRegularizer => activityRegularizer;

    (Variable Weight, Variable A, Variable B, double Scale)? ILowRank.LowRank => loraA is null ? null : (Kernel, loraA, loraB!, alpha!.Value / rank!.Value);

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Regularizer? ActivityRegularizer => activityRegularizer;

    /// <summary>From here on trains A and B of Kernel + A · B · alpha ÷ rank in the place of Kernel (Hu and others, 2021: LoRA).</summary>
    /// <param name="rank">Columns of A and rows of B.</param>
    /// <param name="alpha">Scales the product; the rank by default.</param>
    /// <exception cref="InvalidOperationException">The weights are not made yet, or there are such factors already.</exception>
    public void EnableLora(int rank, double? alpha = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        if (loraA is not null || !Built)
        {
            throw new InvalidOperationException($"{Name}: EnableLora: {(Built ? "it is enabled already" : "the layer has no weights yet: call it or BuildFor a shape first")}.");
        }

        (this.rank, this.alpha) = (rank, alpha ?? rank);
        AddFactors(Kernel.Name[..Kernel.Name.LastIndexOf('/')]);
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => inputShape[..^1].Concat([units]);

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        if (inputShape.Rank < 2 || !inputShape.IsAxisKnown(inputShape.Rank - 1))
        {
            throw new ShapeException($"{Name}: input {inputShape}: Dense needs a batch of vectors, [batch, …, in], with a known last axis. {(inputShape.Rank == 1 ? "Add a batch axis: x.ExpandDims(0)." : "Give the Input its shape.")}");
        }

        kernel = AddWeight("kernel", [inputShape[^1], units], KernelInitializer, kernelRegularizer, kernelConstraint);
        bias = useBias ? AddWeight("bias", [units], BiasInitializer, biasRegularizer, biasConstraint) : null;
        if (rank is not null)
        {
            AddFactors(null);
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (x.Rank < 2 || x.Shape[^1] != Kernel.Shape[0])
        {
            throw new ShapeException($"{Name}: input {x.Shape}: the last axis must be {Kernel.Shape[0]}, as when the layer was built. {(x.Rank > 2 ? "Flatten the samples first, or add a Flatten layer." : "Reshape the input.")}");
        }

        x = x.ElementType.IsFloating ? x : x.Cast(DTypePolicy.ComputeType);
        var y = x.MatMul(loraA is null ? Computed(Kernel) : Computed(Kernel) + (Computed(loraA).MatMul(Computed(loraB!)) * (alpha!.Value / rank!.Value)));
        y = bias is null ? y : y + Computed(bias);
        return activation is null ? y : activation.Call(y);
    }

    void AddFactors(string? path)
    {
        loraA = AddWeight("lora_kernel_a", [Kernel.Shape[0], rank], new HeUniform(), kernelRegularizer);
        loraB = AddWeight("lora_kernel_b", [rank, units], new Zeros(), kernelRegularizer);
        if (path is not null)
        {
            (loraA.Name, loraB.Name) = ($"{path}/lora_kernel_a", $"{path}/lora_kernel_b");
        }

        Freeze(Kernel);
    }
}
