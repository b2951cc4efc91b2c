using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>An <see cref="Embedding"/> that also goes back: from rows to a score for each number, y = x · Embeddingsᵀ.</summary>
/// <remarks>Shapes: as Embedding; in reverse x [.., outputDim] → [.., inputDim].</remarks>
/// <param name="inputDim">How many numbers there are: the largest and 1.</param>
/// <param name="outputDim">Length of a row.</param>
/// <param name="tieWeights">Whether both directions share Embeddings; else ReverseEmbeddings [outputDim, inputDim] are learned too.</param>
/// <param name="embeddingsInitializer">First value of Embeddings; evenly within ±0.05 by default.</param>
/// <param name="embeddingsRegularizer">Penalty on Embeddings.</param>
/// <param name="embeddingsConstraint">What is done to Embeddings after each step.</param>
/// <param name="maskZero">Whether 0 stands for no entry: the output carries a mask.</param>
/// <param name="reverseDType">The type in which scores are computed; that of the layer by default.</param>
/// <param name="logitSoftCap">Scores become cap · tanh(score ÷ cap); null for no cap.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <param name="activityRegularizer">Penalty on y.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is below 1, or the cap not positive.</exception>
public sealed class ReversibleEmbedding(
    int inputDim,
    int outputDim,
    bool tieWeights = true,
    Initializer? embeddingsInitializer = null,
    Regularizer? embeddingsRegularizer = null,
    Constraint? embeddingsConstraint = null,
    bool maskZero = false,
    ElementType? reverseDType = null,
    double? logitSoftCap = null,
    string? name = null,
    Regularizer? activityRegularizer = null)
    : Embedding(inputDim, outputDim, embeddingsInitializer, embeddingsRegularizer, embeddingsConstraint, name, activityRegularizer, maskZero: maskZero)
{
    Variable? reverse;

    /// <summary>Whether both directions share Embeddings.</summary>
    public bool TieWeights => tieWeights;

    /// <summary>The type in which scores are computed; null for that of the layer.</summary>
    public ElementType? ReverseDType => reverseDType;

    /// <summary>The largest score; null for any.</summary>
    public double? LogitSoftCap { get; } = logitSoftCap is null or > 0 ? logitSoftCap
        : throw new ArgumentOutOfRangeException(nameof(logitSoftCap), $"ReversibleEmbedding: a cap of {logitSoftCap}: it must be positive, or null for none.");

    /// <summary>The weights of the way back, [outputDim, inputDim]; where they are not Embeddings.</summary>
    public Variable ReverseEmbeddings => Made(reverse);

    /// <summary>Rows of numbers, or scores of rows.</summary>
    /// <param name="x">Numbers of rows; in reverse [.., outputDim].</param>
    /// <param name="reverse">Whether scores are asked for.</param>
    /// <param name="training">Whether this call trains; by default as in the call around it.</param>
    public Tensor CallReverse(Tensor x, bool reverse = true, bool? training = null) => Invoke(new() { Tensors = [x], Options = new ReverseCall(reverse), Training = training })[0];

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        base.Build(inputShape);
        reverse = tieWeights ? null : AddWeight("reverse_embeddings", [OutputDim, InputDim], EmbeddingsInitializer, EmbeddingsRegularizer, EmbeddingsConstraint);
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<Tensor> Forward(CallArguments call)
    {
        if (call.Options is not ReverseCall { Reverse: true })
        {
            return base.Forward(call);
        }

        var type = reverseDType ?? DTypePolicy.ComputeType;
        var x = call.Tensors[0]!.Cast(type);
        var y = reverse is null ? x.MatMul(Embeddings.Cast(type), transposeY: true) : x.MatMul(reverse.Cast(type));
        return [LogitSoftCap is { } cap ? (y / cap).Tanh() * cap : y];
    }

    private protected override IReadOnlyList<Tensor?> OutputMasks(CallArguments call, IReadOnlyList<Tensor> outputs) =>
        call.Options is ReverseCall { Reverse: true } ? [call.MaskOf(0)] : base.OutputMasks(call, outputs);
}

/// <summary>Which way a <see cref="ReversibleEmbedding"/> is called.</summary>
/// <param name="Reverse">Whether scores are asked for.</param>
public sealed record ReverseCall(bool Reverse);
