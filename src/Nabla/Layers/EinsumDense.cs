using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Fully connected along the axes that an equation names: y = activation(einsum(x, Kernel) + Bias).</summary>
/// <remarks>Shapes: as the equation says: <c>"abc,cde->abde"</c> turns the last axis of x into two. An axis that x has not takes its length from the output shape.</remarks>
/// <param name="equation">Input, kernel and output, one letter an axis; <c>...</c> for axes without a letter, at the beginning or the end.</param>
/// <param name="outputShape">The lengths of the output without the batch; null where the input says them.</param>
/// <param name="activation">Applied element by element; none by default.</param>
/// <param name="biasAxes">Axes of the output along which Bias lies; null for no bias.</param>
/// <param name="kernelInitializer">First value of Kernel; Glorot uniform by default.</param>
/// <param name="biasInitializer">First value of Bias; zeros by default.</param>
/// <param name="kernelRegularizer">Penalty on Kernel.</param>
/// <param name="biasRegularizer">Penalty on Bias.</param>
/// <param name="activityRegularizer">Penalty on y.</param>
/// <param name="kernelConstraint">What is done to Kernel after each step.</param>
/// <param name="biasConstraint">What is done to Bias after each step.</param>
/// <param name="loraRank">Trains, instead of Kernel, two factors of this rank that are added to it; see <see cref="EnableLora"/>.</param>
/// <param name="loraAlpha">Their product is scaled by loraAlpha ÷ loraRank; loraRank by default.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <exception cref="ArgumentOutOfRangeException">A rank below 1.</exception>
public sealed class EinsumDense(
    string equation,
    Shape outputShape,
    Activations.Activation? activation = null,
    string? biasAxes = null,
    Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? kernelRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? kernelConstraint = null,
    Constraint? biasConstraint = null,
    int? loraRank = null,
    double? loraAlpha = null,
    string? name = null) : Layer(name), ILowRank
{
    int? rank = loraRank is null or > 0 ? loraRank : throw new ArgumentOutOfRangeException(nameof(loraRank), $"EinsumDense: LoRA rank {loraRank}: it must be at least 1.");
    double? alpha = loraAlpha ?? loraRank;
    Variable? kernel;
    Variable? bias;
    Variable? loraA;
    Variable? loraB;

    /// <summary>Input, kernel and output, one letter an axis.</summary>
    public string Equation => equation;

    /// <summary>The lengths of the output without the batch.</summary>
    public Shape OutputShape => outputShape;

    /// <summary>What is applied to the sums.</summary>
    public Activations.Activation? Activation => activation;

    /// <summary>Axes of the output along which Bias lies.</summary>
    public string? BiasAxes => biasAxes;

    /// <summary>The weights of the sums.</summary>
    public Variable Kernel => Made(kernel);

    /// <summary>What is added to the sums.</summary>
    public Variable Bias => Made(bias);

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
    protected override Regularizer? ActivityRegularizer => activityRegularizer;

    /// <summary>From here on trains A and B of Kernel + A · B · alpha ÷ rank in the place of Kernel (Hu and others, 2021: LoRA).</summary>
    /// <param name="rank">The last axis of A and the first of B.</param>
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
    public override Shape ComputeOutputShape(Shape inputShape) => Shapes(inputShape).Output;

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        var shapes = Shapes(inputShape);
        if (!shapes.Kernel.IsKnown || shapes.Bias is { IsKnown: false })
        {
            throw new ShapeException($"{Name}: input {inputShape} and equation '{equation}': a kernel of shape {shapes.Kernel}: all its lengths must be known to make the weights. Give the Input its shape, and the layer its outputShape.");
        }

        kernel = AddWeight("kernel", shapes.Kernel, KernelInitializer, kernelRegularizer, kernelConstraint);
        bias = shapes.Bias is null ? null : AddWeight("bias", shapes.Bias, BiasInitializer, biasRegularizer, biasConstraint);
        if (rank is not null)
        {
            AddFactors(null);
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        var shapes = Shapes(x.Shape);
        if (!shapes.Kernel.IsCompatibleWith(Kernel.Shape))
        {
            throw new ShapeException($"{Name}: input {x.Shape} needs a kernel of shape {shapes.Kernel}; the layer was built with {Kernel.Shape}.");
        }

        x = x.ElementType.IsFloating ? x : x.Cast(DTypePolicy.ComputeType);
        var w = loraA is null ? Computed(Kernel) : Computed(Kernel) + (Computed(loraA).MatMul(Computed(loraB!)) * (alpha!.Value / rank!.Value));
        var b = bias is null ? null : Computed(bias);
        var y = shapes.Summed is { } summed && x.Shape.Lengths[..^summed].Count(Shape.Unknown) <= 1 && x.Rank > summed ? Product(x, w, b, summed) : null;
        if (y is null)
        {
            y = Tensor.Einsum(equation, x, w);
            y = b is null ? y : y + b;
        }

        return activation is null ? y : activation.Call(y);
    }

    // One matrix product, and a bias along all its columns in the same visit.
    Tensor Product(Tensor x, Tensor w, Tensor? b, int summed)
    {
        long[] front = [.. x.Shape.Lengths[..^summed].ToArray().Select(n => n == Shape.Unknown ? -1 : n)], behind = [.. w.Shape.Lengths[summed..]];
        long k = w.Shape[..summed].Size, n = w.Shape[summed..].Size;
        // The bias is made ready first: a compiled product takes it along.
        var whole = b is null || b.Size != n ? null : b.Rank == 1 ? b : b.Reshape([n]);
        var y = (summed == 1 ? x : x.Reshape([.. front, k])).MatMul(w.Rank == 2 && summed == 1 ? w : w.Reshape([k, n]));
        y = whole is null ? y : y + whole;
        y = behind.Length == 1 ? y : y.Reshape([.. front, .. behind]);
        return b is null || whole is not null ? y : y + b;
    }

    EinsumShapes Shapes(Shape input) => EinsumShapes.Read(Name, equation, biasAxes, input, outputShape.Lengths.ToArray());

    void AddFactors(string? path)
    {
        loraA = AddWeight("lora_kernel_a", Kernel.Shape[..^1].Concat([rank]), new HeUniform(), kernelRegularizer);
        loraB = AddWeight("lora_kernel_b", [rank, Kernel.Shape[^1]], new Zeros(), kernelRegularizer);
        if (path is not null)
        {
            (loraA.Name, loraB.Name) = ($"{path}/lora_kernel_a", $"{path}/lora_kernel_b");
        }

        Freeze(Kernel);
    }
}
