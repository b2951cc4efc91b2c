namespace Nabla.Layers;

/// <summary>What attention over sequences has in common: y = softmax(scores of query and key) · value.</summary>
/// <remarks>Inputs: query [batch, targets, depth], value [batch, sources, value depth] and key [batch, sources, depth], the value where it is left out;
/// output [batch, targets, value depth]. The mask of the value hides sources; that of the query sets outputs to 0 and is passed on.</remarks>
public abstract class SequenceAttention : Layer
{
    readonly Dropout? dropping;

    private protected SequenceAttention(bool useScale, double dropout, int? seed, string? name)
        : base(name)
    {
        (UseScale, Dropout, Seed) = (useScale, dropout is >= 0 and <= 1 ? dropout : throw new ArgumentOutOfRangeException(nameof(dropout), $"{Name}: dropout {dropout}: it is the share of weights that are dropped, 0 … 1."), seed);
        dropping = dropout > 0 ? Track(new Dropout(dropout, seed: seed, name: "dropout")) : null;
    }

    /// <summary>Whether scores are scaled by a learned weight.</summary>
    public bool UseScale { get; }

    /// <summary>Share of the weights of sources that are dropped while training.</summary>
    public double Dropout { get; }

    /// <summary>Decides what is dropped.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>y = softmax(scores of query and key) · value.</summary>
    /// <param name="query">[batch, targets, depth].</param>
    /// <param name="value">[batch, sources, value depth].</param>
    /// <param name="key">[batch, sources, depth]; the value by default.</param>
    /// <param name="queryMask">[batch, targets]: false where the output is 0; where no mask is given, what the query carries.</param>
    /// <param name="valueMask">[batch, sources]: false where a source is hidden; where no mask is given, what the value carries.</param>
    /// <param name="useCausalMask">Whether a target sees only sources up to its own place.</param>
    /// <param name="training">Whether this call trains; by default as in the call around it.</param>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public Tensor Call(Tensor query, Tensor value, Tensor? key = null, Tensor? queryMask = null, Tensor? valueMask = null, bool useCausalMask = false, bool? training = null) =>
        Invoke(Pack(query, value, key, queryMask, valueMask, new(useCausalMask), training))[0];

    /// <summary>The same with the weights of the sources, [batch, targets, sources].</summary>
    /// <inheritdoc cref="Call(Tensor, Tensor, Tensor?, Tensor?, Tensor?, bool, bool?)"/>
    public (Tensor Output, Tensor Scores) CallWithScores(Tensor query, Tensor value, Tensor? key = null, Tensor? queryMask = null, Tensor? valueMask = null, bool useCausalMask = false, bool? training = null) =>
        Invoke(Pack(query, value, key, queryMask, valueMask, new(useCausalMask, true), training)) is [var y, var scores] ? (y, scores) : default;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> ComputeOutputShapes(IReadOnlyList<Shape> inputShapes)
    {
        Check(inputShapes.Count);
        return [inputShapes[0][..^1].Concat(inputShapes[1][^1..])];
    }

    /// <summary>The scores of each target with each source.</summary>
    private protected abstract Tensor Score(Tensor query, Tensor key);

    /// <summary>The output without a matrix of scores; null where there is no such way.</summary>
    private protected virtual Tensor? Directly(Tensor query, Tensor key, Tensor value, Tensor? bias, bool isCausal) => null;

    /// <inheritdoc/>
    protected sealed override void Build(Shape inputShape) => Build([inputShape]);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputShapes) => Check(inputShapes.Count);

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> Forward(CallArguments call)
    {
        Check(call.Tensors.Count);
        var options = call.Options as AttentionCall ?? new();
        Tensor query = call.Tensors[0]!, value = call.Tensors[1]!, key = call.Tensors.Count > 2 ? call.Tensors[2]! : value;
        Tensor? queryMask = call.MaskOf(0), seen = call.MaskOf(1)?.ExpandDims(-2);
        bool isDropping = dropping is not null && Training;
        bool isCausalAlone = options.UseCausalMask && seen is null && !isDropping && !options.ReturnAttentionScores;
        if (!isDropping && !options.ReturnAttentionScores)
        {
            var all = options.UseCausalMask && !isCausalAlone ? AttentionMasks.And(seen, AttentionMasks.Causal(query, value, -2)) : seen;
            if (Directly(query, key, value, Hiding(all, query.ElementType), isCausalAlone) is { } direct)
            {
                return [Shown(direct, queryMask)];
            }
        }

        var scores = Score(query, key);
        seen = options.UseCausalMask ? AttentionMasks.And(seen, AttentionMasks.Causal(query, value, -2)) : seen;
        scores = Hiding(seen, scores.ElementType) is { } bias ? scores + bias : scores;
        var weights = scores.Softmax();
        weights = dropping is null ? weights : dropping.Call(weights);
        var y = Shown(weights.MatMul(value), queryMask);
        return options.ReturnAttentionScores ? [y, weights] : [y];
    }

    static Tensor Shown(Tensor y, Tensor? mask) => mask is null ? y : y * mask.ExpandDims(-1).Cast(y.ElementType);

    // What is added to scores; a finite number, so that a target that sees nothing is no NaN.
    static Tensor? Hiding(Tensor? seen, ElementType type) => seen is null ? null : (1 - seen.Cast(type)) * (type == ElementType.Float16 ? -65504.0 : -1e9);

    static CallArguments Pack(Tensor query, Tensor value, Tensor? key, Tensor? queryMask, Tensor? valueMask, AttentionCall options, bool? training) => new()
    {
        Tensors = key is null ? [query, value] : [query, value, key],
        Masks = queryMask is null && valueMask is null ? [] : [queryMask, valueMask, null],
        Options = options,
        Training = training,
    };

    void Check(int count)
    {
        if (count is not (2 or 3))
        {
            throw new ArgumentException($"{Name}: {count} inputs: query and value are expected, and perhaps key. Call(query, value), or Call([query, value, key]).");
        }
    }
}
