using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Heads of the query in groups that share one head of key and value (Ainslie and others, 2023).</summary>
/// <remarks>Shapes: query [batch, targets, width], value and key [batch, sources, any width] → [batch, targets, width]. With as many heads on both sides it is
/// <see cref="MultiHeadAttention"/>. Where no weight is dropped or asked for, the matrix of scores is never in memory.</remarks>
/// <param name="headDim">Depth of a head.</param>
/// <param name="numQueryHeads">Number of heads of the query.</param>
/// <param name="numKeyValueHeads">Number of heads of key and value; divides that of the query.</param>
/// <param name="dropout">Share of the weights of sources that are dropped while training.</param>
/// <param name="useBias">Whether the projections have biases.</param>
/// <param name="kernelInitializer">First value of the kernels; Glorot uniform by default.</param>
/// <param name="biasInitializer">First value of the biases; zeros by default.</param>
/// <param name="kernelRegularizer">Penalty on the kernels.</param>
/// <param name="biasRegularizer">Penalty on the biases.</param>
/// <param name="activityRegularizer">Penalty on what each projection gives.</param>
/// <param name="kernelConstraint">What is done to the kernels after each step.</param>
/// <param name="biasConstraint">What is done to the biases after each step.</param>
/// <param name="seed">Decides what is dropped.</param>
/// <param name="name">Name in summaries and paths.</param>
/// <param name="useGate">Multiplies what heads give by the sigmoid of another projection of the query.</param>
/// <param name="slidingWindow">A target sees only sources less than so many places away; null for any.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
/// <exception cref="ArgumentException">The heads do not divide.</exception>
public sealed class GroupQueryAttention(
    int headDim,
    int numQueryHeads,
    int numKeyValueHeads,
    double dropout = 0,
    bool useBias = true,
    Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? kernelRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? kernelConstraint = null,
    Constraint? biasConstraint = null,
    int? seed = null,
    string? name = null,
    bool useGate = false,
    int? slidingWindow = null)
    : ProjectedAttention(
        new(dropout, useBias, useGate, slidingWindow, kernelInitializer ?? new GlorotUniform(), biasInitializer ?? new Zeros(), kernelRegularizer, biasRegularizer, activityRegularizer, kernelConstraint, biasConstraint, seed),
        name)
{
    /// <summary>Depth of a head.</summary>
    public int HeadDim { get; } = WindowArguments.Count(nameof(GroupQueryAttention), nameof(headDim), headDim);

    /// <summary>Number of heads of the query.</summary>
    public int NumQueryHeads { get; } = WindowArguments.Count(nameof(GroupQueryAttention), nameof(numQueryHeads), numQueryHeads);

    /// <summary>Number of heads of key and value.</summary>
    public int NumKeyValueHeads { get; } = numKeyValueHeads > 0 && numQueryHeads % numKeyValueHeads == 0 ? numKeyValueHeads
        : throw new ArgumentException($"GroupQueryAttention: {numQueryHeads} heads of the query and {numKeyValueHeads} of key and value: these must divide those.", nameof(numKeyValueHeads));

    private protected override bool TakesQueryMask => true;

    private protected override string PathPrefix => "_";

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes) => [Inputs<Shape>([.. inputShapes]).Query];

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        var (query, value, key) = Inputs<Shape>([.. inputShapes]);
        if (query.Rank != 3 || value.Rank != 3 || key.Rank != 3)
        {
            throw new ShapeException($"{Name}: query {query}, value {value} and key {key}: [batch, places, width] is expected of each.");
        }

        Project(
            new("bqm,muh->bquh", "uh", query, 1, [NumQueryHeads, HeadDim]),
            new("bkm,mvh->bkvh", "vh", key, 1, [NumKeyValueHeads, HeadDim]),
            new("bkm,mvh->bkvh", "vh", value, 1, [NumKeyValueHeads, HeadDim]),
            new("bquh,uhm->bqm", "m", query[..^1].Concat(new([NumQueryHeads, HeadDim])), 1, [query.Lengths[2]]));
    }

    private protected override (Tensor Y, Tensor Scores) Attend(Tensor query, Tensor key, Tensor value, Tensor? seen)
    {
        int shared = NumQueryHeads / NumKeyValueHeads;
        var scores = Tensor.Einsum("bquh,bkuh->buqk", query * (1 / Math.Sqrt(HeadDim)), key.Repeat(shared, 2));
        var (all, kept) = Weigh(scores, seen, -1);
        return (Tensor.Einsum("buqk,bkuh->bquh", kept, value.Repeat(shared, 2)), all);
    }
}
