using Nabla.Constraints;
using Nabla.Initializers;
using Nabla.Regularizers;

namespace Nabla.Layers;

/// <summary>What attention with learned projections has in common: query, key and value go through layers of their own, heads attend, and a last layer joins them.</summary>
public abstract class ProjectedAttention : Layer
{
    Dropout? dropping;

    private protected ProjectedAttention(ProjectedAttentionOptions options, string? name)
        : base(name)
    {
        Options = options;
        if (options.Dropout is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"{Name}: dropout {options.Dropout}: it is the share of weights that are dropped, 0 … 1.");
        }

        if (options.SlidingWindow is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(options), $"{Name}: a sliding window of {options.SlidingWindow}: it must be at least 1, or null for none.");
        }
    }

    /// <summary>Share of the weights of sources that are dropped while training.</summary>
    public double Dropout => Options.Dropout;

    /// <summary>Whether the projections have biases.</summary>
    public bool UseBias => Options.UseBias;

    /// <summary>Whether what heads give is multiplied by the sigmoid of another projection of the query.</summary>
    public bool UseGate => Options.UseGate;

    /// <summary>How near a source must be to be seen; null for any distance.</summary>
    public int? SlidingWindow => Options.SlidingWindow;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    internal ProjectedAttentionOptions Options { get; }

    /// <summary>The projections by their names: query, key, gate, value, attention_output.</summary>
    private protected EinsumDense QueryDense { get; private set; } = null!;

    private protected EinsumDense KeyDense { get; private set; } = null!;

    private protected EinsumDense? GateDense { get; private set; }

    private protected EinsumDense ValueDense { get; private set; } = null!;

    private protected EinsumDense OutputDense { get; private set; } = null!;

    /// <summary>Attends: y = output(softmax(query · keyᵀ ÷ √depth) · value), each projected, for every head.</summary>
    /// <param name="query">[batch, targets, width].</param>
    /// <param name="value">[batch, sources, width].</param>
    /// <param name="key">[batch, sources, width]; the value by default.</param>
    /// <param name="queryMask">[batch, targets]: false where a target sees nothing; by default what the query carries. As in Keras, <see cref="MultiHeadAttention"/> heeds only a mask that the query carries.</param>
    /// <param name="valueMask">[batch, sources]: false where a source is hidden; by default what the value carries.</param>
    /// <param name="keyMask">[batch, sources]: likewise, by default what the key carries.</param>
    /// <param name="attentionMask">[batch, targets, sources], or with heads behind the batch: false or 0 where a target does not see a source.</param>
    /// <param name="useCausalMask">Whether a target sees only sources up to its own place.</param>
    /// <param name="training">Whether this call trains; by default as in the call around it.</param>
    /// <exception cref="ShapeException">The shapes do not fit together.</exception>
    public Tensor Call(Tensor query, Tensor value, Tensor? key = null, Tensor? queryMask = null, Tensor? valueMask = null, Tensor? keyMask = null, Tensor? attentionMask = null,
        bool useCausalMask = false, bool? training = null) =>
        Invoke(Pack(query, value, key, queryMask, valueMask, keyMask, attentionMask, new(useCausalMask), training))[0];

    /// <summary>The same with the weights of the sources, [batch, heads, targets, sources].</summary>
    /// <inheritdoc cref="Call(Tensor, Tensor, Tensor?, Tensor?, Tensor?, Tensor?, Tensor?, bool, bool?)"/>
    public (Tensor Output, Tensor Scores) CallWithScores(Tensor query, Tensor value, Tensor? key = null, Tensor? queryMask = null, Tensor? valueMask = null, Tensor? keyMask = null,
        Tensor? attentionMask = null, bool useCausalMask = false, bool? training = null) =>
        Invoke(Pack(query, value, key, queryMask, valueMask, keyMask, attentionMask, new(useCausalMask, true), training)) is [var y, var scores] ? (y, scores) : default;

    private protected override IReadOnlyList<Tensor?> OutputMasks(CallArguments call, IReadOnlyList<Tensor> outputs) => [call.Tensors[0]!.Mask, .. outputs.Skip(1).Select(_ => (Tensor?)null)];

    // In Keras these are attributes, some of them with an underscore before their names.
    private protected override string? PathOf(Layer inner) => inner switch
    {
        _ when inner == dropping => "_dropout_layer",
        _ when inner == OutputDense => $"{PathPrefix}output_dense",
        EinsumDense => $"{PathPrefix}{inner.Name}_dense",
        _ => null,
    };

    /// <summary>What the projections' names begin with in files of weights.</summary>
    private protected virtual string PathPrefix => "";

    /// <inheritdoc/>
    protected sealed override void Build(Shape inputShape) => Build([inputShape]);

    /// <summary>Makes the projections.</summary>
    private protected void Project(Projection query, Projection key, Projection value, Projection output)
    {
        QueryDense = Dense(query, "query");
        KeyDense = Dense(key, "key");
        GateDense = UseGate ? Dense(query with { Outputs = [.. query.Outputs[..^1], value.Outputs[^1]] }, "gate") : null;
        ValueDense = Dense(value, "value");
        OutputDense = Dense(output, "attention_output");
        dropping = Dropout > 0 ? Track(new Dropout(Dropout, seed: Options.Seed, name: "dropout")) : null;
    }

    /// <inheritdoc/>
    protected sealed override IReadOnlyList<Tensor> Forward(CallArguments call)
    {
        var (query, value, key) = Inputs(call.Tensors);
        var options = call.Options as AttentionCall ?? new();
        var masks = new[] { OfTargets(TakesQueryMask ? MaskOf(0) : query.Mask), OfSources(MaskOf(1)), call.Tensors.Count > 2 ? OfSources(MaskOf(2)) : null }.Select(m => m?.Cast(ElementType.Bool));
        var seen = masks.Aggregate((Tensor?)null, AttentionMasks.And);
        seen = SlidingWindow is { } window ? AttentionMasks.And(seen, AttentionMasks.Window(query, value, window, Along)) : seen;
        seen = call.Tensors.Count > 3 ? AttentionMasks.And(seen, call.Tensors[3]!.Cast(ElementType.Bool)) : seen;
        bool isDropping = dropping is not null && Training;
        Tensor q = QueryDense.Call(query), k = KeyDense.Call(key), v = ValueDense.Call(value);
        Tensor y, scores = null!;
        if (q.Rank == 4 && !isDropping && !options.ReturnAttentionScores)
        {
            y = q.DotProductAttention(k, v, mask: Spread(options.UseCausalMask && seen is not null ? AttentionMasks.And(seen, Causal()) : seen, 4), isCausal: options.UseCausalMask && seen is null);
        }
        else
        {
            (y, scores) = Attend(q, k, v, options.UseCausalMask ? AttentionMasks.And(seen, Causal()) : seen);
        }

        y = GateDense is null ? y : y * GateDense.Call(query).Sigmoid();
        y = OutputDense.Call(y);
        return options.ReturnAttentionScores ? [y, scores] : [y];

        // Each mask that is not given is the one that its tensor carries.
        Tensor? MaskOf(int index) => call.MaskOf(index) ?? call.Tensors[index]!.Mask;

        Tensor Causal() => AttentionMasks.Causal(query, value, Along);
    }

    /// <summary>Attention that tells its weights, with dropout.</summary>
    private protected abstract (Tensor Y, Tensor Scores) Attend(Tensor query, Tensor key, Tensor value, Tensor? seen);

    /// <summary>Whether a given mask of the query counts; else only one that the query carries, as in Keras.</summary>
    private protected abstract bool TakesQueryMask { get; }

    /// <summary>The axes along which targets see sources.</summary>
    private protected virtual int[] Along => [1];

    /// <summary>Weights of scores: softmax over the last axes, 0 where a source is hidden, some dropped while training.</summary>
    private protected (Tensor All, Tensor Kept) Weigh(Tensor scores, Tensor? seen, Axes axes)
    {
        seen = Spread(seen, scores.Rank);
        scores = seen is null ? scores : Tensor.Where(seen, scores, scores.ElementType == ElementType.Float16 ? -3e4 : -1e9);
        var weights = scores.Softmax(axes);
        weights = seen is null ? weights : weights * seen.Cast(weights.ElementType);
        return (weights, dropping is null ? weights : dropping.Call(weights));
    }

    /// <summary>Query, value and key of a call.</summary>
    private protected (T Query, T Value, T Key) Inputs<T>(IReadOnlyList<T?> inputs)
        where T : class => inputs.Count is >= 2 and <= 4 ? (inputs[0]!, inputs[1]!, inputs.Count > 2 ? inputs[2]! : inputs[1]!)
        : throw new ArgumentException($"{Name}: {inputs.Count} inputs: query and value are expected, and perhaps key. Call(query, value).");

    // Axes of one element are put in front of those of targets and sources, where the heads are.
    Tensor? Spread(Tensor? seen, int rank)
    {
        int masked = 2 * Along.Length;
        while (seen is not null && seen.Rank < rank)
        {
            seen = seen.Rank < masked ? seen.ExpandDims(0) : seen.ExpandDims(-masked - 1);
        }

        return seen;
    }

    Tensor? OfTargets(Tensor? mask) => mask is null ? null : AttentionMasks.Facing(mask, Along.Length);

    // Sources are the last axes: those of targets are put before them.
    Tensor? OfSources(Tensor? mask)
    {
        for (int i = 0; i < Along.Length; i++)
        {
            mask = mask?.ExpandDims(-Along.Length - 1);
        }

        return mask;
    }

    EinsumDense Dense(Projection projection, string name)
    {
        var o = Options;
        var layer = Track(new EinsumDense(projection.Equation, Shape.Create([.. Enumerable.Repeat<long?>(null, projection.Free), .. projection.Outputs.Select(n => (long?)n)]), null, UseBias ? projection.BiasAxes : null,
            o.KernelInitializer, o.BiasInitializer, o.KernelRegularizer, o.BiasRegularizer, o.ActivityRegularizer, o.KernelConstraint, o.BiasConstraint, name: name)
        { DTypePolicy = DTypePolicy });
        layer.Trainable = Trainable;
        layer.BuildFor(projection.Input);
        return layer;
    }

    internal static CallArguments Pack(Tensor query, Tensor value, Tensor? key, Tensor? queryMask, Tensor? valueMask, Tensor? keyMask, Tensor? attentionMask, AttentionCall options, bool? training) => new()
    {
        Tensors = attentionMask is not null ? [query, value, key ?? value, attentionMask] : key is null ? [query, value] : [query, value, key],
        Masks = queryMask is null && valueMask is null && keyMask is null ? [] : [queryMask, valueMask, keyMask, null],
        Options = options,
        Training = training,
    };

    /// <summary>What a projection turns into what.</summary>
    private protected sealed record Projection(string Equation, string BiasAxes, Shape Input, int Free, long[] Outputs);
}

/// <summary>What the projections have in common.</summary>
internal sealed record ProjectedAttentionOptions(
    double Dropout,
    bool UseBias,
    bool UseGate,
    int? SlidingWindow,
    Initializer KernelInitializer,
    Initializer BiasInitializer,
    Regularizer? KernelRegularizer,
    Regularizer? BiasRegularizer,
    Regularizer? ActivityRegularizer,
    Constraint? KernelConstraint,
    Constraint? BiasConstraint,
    int? Seed);
