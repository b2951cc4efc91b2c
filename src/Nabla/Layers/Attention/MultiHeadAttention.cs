using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Operations;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>Several heads attend side by side: each projects query, key and value, and a last projection joins what they found (Vaswani and others, 2017).</summary>
/// <remarks>
/// <para>Shapes: query [batch, targets, width], value and key [batch, sources, any width] → [batch, targets, outputShape], the query's width by default;
/// more axes where attentionAxes say along which ones targets see sources. Weights: query, key [width, heads, keyDim], value [width, heads, valueDim], attention_output.</para>
/// <para>Where no weight is dropped or asked for, the matrix of scores is never in memory.</para>
/// </remarks>
/// <param name="numHeads">Number of heads.</param>
/// <param name="keyDim">Depth of query and key in a head.</param>
/// <param name="valueDim">Depth of the value in a head; keyDim by default.</param>
/// <param name="dropout">Share of the weights of sources that are dropped while training.</param>
/// <param name="useBias">Whether the projections have biases.</param>
/// <param name="outputShape">Lengths of the last axes of the output; the query's width by default.</param>
/// <param name="attentionAxes">Axes along which targets see sources; all but the batch and the last by default.</param>
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
public sealed class MultiHeadAttention(
    int numHeads,
    int keyDim,
    int? valueDim = null,
    double dropout = 0,
    bool useBias = true,
    Shape? outputShape = null,
    Axes? attentionAxes = null,
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
    int[] axes = [];
    string meet = "", mix = "";

    /// <summary>Number of heads.</summary>
    public int NumHeads { get; } = WindowArguments.Count(nameof(MultiHeadAttention), nameof(numHeads), numHeads);

    /// <summary>Depth of query and key in a head.</summary>
    public int KeyDim { get; } = WindowArguments.Count(nameof(MultiHeadAttention), nameof(keyDim), keyDim);

    /// <summary>Depth of the value in a head.</summary>
    public int ValueDim { get; } = valueDim is { } given ? WindowArguments.Count(nameof(MultiHeadAttention), nameof(valueDim), given) : keyDim;

    /// <summary>Lengths of the last axes of the output; null for the query's width.</summary>
    public Shape? OutputShape => outputShape;

    /// <summary>Axes along which targets see sources; null for all but the batch and the last.</summary>
    public Axes? AttentionAxes => attentionAxes;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        var (query, value, key) = Inputs<Shape>([.. inputShapes]);
        Require(value, key);
        return [query[..^1].Concat(outputShape ?? query[^1..])];
    }

    private protected override bool TakesQueryMask => false;

    private protected override int[] Along => axes;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes)
    {
        var (query, value, key) = Inputs<Shape>([.. inputShapes]);
        Require(value, key);
        int rank = query.Rank;
        axes = attentionAxes is null ? [.. Enumerable.Range(1, Math.Max(0, rank - 2))] : Axes.Normalize(Name, attentionAxes, rank);
        var joined = (outputShape ?? query[^1..]).ToArray();
        string behind = string.Concat(Enumerable.Range(0, joined.Length).Select(i => (char)('q' + i))), free = Letters(rank - 1);
        Project(
            new(Equation(rank), "yz", query, rank - 2, [NumHeads, KeyDim]),
            new(Equation(key.Rank), "yz", key, key.Rank - 2, [NumHeads, KeyDim]),
            new(Equation(value.Rank), "yz", value, value.Rank - 2, [NumHeads, ValueDim]),
            new($"{free}yz,yz{behind}->{free}{behind}", behind, query[..^1].Concat(new([NumHeads, ValueDim])), rank - 2, joined));
        (meet, mix) = Scores(rank + 1);
    }

    private protected override (Tensor Y, Tensor Scores) Attend(Tensor query, Tensor key, Tensor value, Tensor? seen)
    {
        var scores = Tensor.Einsum(meet, key, query * (1 / Math.Sqrt(KeyDim)));
        var (all, kept) = Weigh(scores, seen, Axes.Create([.. Enumerable.Range(scores.Rank - axes.Length, axes.Length)]));
        return (Tensor.Einsum(mix, kept, value), all);
    }

    void Require(Shape value, Shape key)
    {
        if (value.Rank != key.Rank || !value[..^1].IsCompatibleWith(key[..^1]))
        {
            throw new ShapeException($"{Name}: value {value} and key {key}: all axes but the last must be equal.");
        }
    }

    static string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(i => (char)('a' + i)));

    // The last axis becomes heads and their depth.
    static string Equation(int rank) => $"{Letters(rank - 1)}x,xyz->{Letters(rank - 1)}yz";

    // Of projected tensors: scores have the axes that are the same on both sides, then those of targets, then those of sources.
    (string Meet, string Mix) Scores(int rank)
    {
        string target = Letters(rank), source = string.Concat(target.Select((letter, i) => Array.IndexOf(axes, i) >= 0 ? (char)(letter + 13) : letter));
        string same = string.Concat(target.Where((_, i) => Array.IndexOf(axes, i) < 0 && i < rank - 1));
        string product = same + string.Concat(axes.Select(i => target[i])) + string.Concat(axes.Select(i => source[i]));
        return ($"{source},{target}->{product}", $"{product},{source}->{target}");
    }
}
