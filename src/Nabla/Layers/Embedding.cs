using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>A row of learned numbers for each whole number: y = Embeddings[x].</summary>
/// <remarks>Shapes: x any, of numbers 0 … inputDim − 1; Embeddings [inputDim, outputDim]; y x's shape with outputDim behind. The gradient touches the rows that were read alone.</remarks>
/// <param name="inputDim">How many numbers there are: the largest and 1.</param>
/// <param name="outputDim">Length of a row.</param>
/// <param name="embeddingsInitializer">First value of Embeddings; evenly within ±0.05 by default.</param>
/// <param name="embeddingsRegularizer">Penalty on Embeddings.</param>
/// <param name="embeddingsConstraint">What is done to Embeddings after each step.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <param name="activityRegularizer">Penalty on y.</param>
/// <param name="loraRank">Trains, instead of Embeddings, two factors of this rank whose product is added to them.</param>
/// <param name="loraAlpha">Their product is scaled by loraAlpha ÷ loraRank; loraRank by default.</param>
/// <param name="maskZero">Whether 0 stands for no entry: the output carries a mask, false there.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
public class Embedding(
    int inputDim,
    int outputDim,
    Initializer? embeddingsInitializer = null,
    Regularizer? embeddingsRegularizer = null,
    Constraint? embeddingsConstraint = null,
    string? name = null,
    Regularizer? activityRegularizer = null,
    int? loraRank = null,
    double? loraAlpha = null,
    bool maskZero = false) : Layer(name), ILowRank
{
    readonly int? rank = loraRank is null ? null : WindowArguments.Count(nameof(Embedding), nameof(loraRank), loraRank.Value);
    Variable? embeddings;
    Variable? loraA;
    Variable? loraB;

    /// <summary>How many numbers there are.</summary>
    public int InputDim { get; } = WindowArguments.Count(nameof(Embedding), nameof(inputDim), inputDim);

    /// <summary>Length of a row.</summary>
    public int OutputDim { get; } = WindowArguments.Count(nameof(Embedding), nameof(outputDim), outputDim);

    /// <summary>The rows, [inputDim, outputDim].</summary>
    public Variable Embeddings => Made(embeddings);

    /// <summary>First value of Embeddings.</summary>
    public Initializer EmbeddingsInitializer { get; } = embeddingsInitializer ?? new RandomUniform();

    /// <summary>Penalty on Embeddings.</summary>
    public Regularizer? EmbeddingsRegularizer => embeddingsRegularizer;

    /// <summary>What is done to Embeddings after each step.</summary>
    public Constraint? EmbeddingsConstraint => embeddingsConstraint;

    /// <summary>The rank of the trained factors; null where Embeddings itself is trained.</summary>
    public int? LoraRank => rank;

    /// <summary>Their product is scaled by this, divided by the rank.</summary>
    public double? LoraAlpha => loraAlpha ?? rank;

    /// <summary>Whether 0 stands for no entry.</summary>
    public bool MaskZero => maskZero;

    /// <inheritdoc/>
    public override bool SupportsMasking => maskZero;

    (Variable Weight, Variable A, Variable B, double Scale)? ILowRank.LowRank => loraA is null ? null : (Embeddings, loraA, loraB!, LoraAlpha!.Value / rank!.Value);

    internal Regularizer? OutputRegularizer => activityRegularizer;

    /// <inheritdoc/>
    protected override Regularizer? ActivityRegularizer => activityRegularizer;

    // Numbers of rows are exact in their own type alone.
    private protected override bool Casts => false;

    private protected override bool SetsMasks => true;

    /// <inheritdoc/>
    public override Tensor? ComputeMask(Tensor x, Tensor? mask) => maskZero ? x.NotEqual(0) : null;

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => inputShape.Concat([OutputDim]);

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        embeddings = AddWeight("embeddings", [InputDim, OutputDim], EmbeddingsInitializer, embeddingsRegularizer, embeddingsConstraint);
        if (rank is not null)
        {
            loraA = AddWeight("lora_embeddings_a", [InputDim, rank], new HeUniform(), embeddingsRegularizer);
            loraB = AddWeight("lora_embeddings_b", [rank, OutputDim], new Zeros(), embeddingsRegularizer);
            Freeze(embeddings);
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        x = x.ElementType is ElementType.Int32 or ElementType.Int64 ? x : x.Cast(ElementType.Int32);
        var y = Embeddings.Gather(x);
        y = loraA is null ? y : y + (loraA.Gather(x).MatMul(loraB!) * (LoraAlpha!.Value / rank!.Value));
        return y.Cast(DTypePolicy.ComputeType);
    }
}
