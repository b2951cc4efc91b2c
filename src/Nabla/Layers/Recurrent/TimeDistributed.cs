using Nabla.Operations;

namespace Nabla.Layers;

/// <summary>Applies a layer to each step of sequences: y[:, t] = layer(x[:, t]), with one set of weights.</summary>
/// <remarks>Shapes: x [batch, steps, …] → [batch, steps, …′]. Where a layer treats each row of a batch by itself, all steps go through it at once; others, such as
/// BatchNormalization in training and layers of one's own, see one step after another.</remarks>
/// <param name="layer">The layer that is applied to each step.</param>
/// <param name="name">Name in summaries and paths.</param>
public sealed class TimeDistributed(Layer layer, string? name = null) : Wrapper(layer, name)
{
    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    private protected override bool Casts => false;

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape)
    {
        var y = Layer.ComputeOutputShape(Step(inputShape));
        return inputShape[..2].Concat(y[1..]);
    }

    /// <inheritdoc/>
    protected override void Build(Shape inputShape) => Layer.BuildFor(Step(inputShape));

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        var step = Step(x.Shape);
        var mask = InputMask;
        var inner = mask is { Rank: > 2 } ? mask : null;
        bool isKnown = x.Shape.IsAxisKnown(0) || x.Shape.IsAxisKnown(1);
        var y = isKnown && step[1..].IsKnown && IsByRows(Layer) ? Folded(x, inner) : OneByOne(x, inner);
        if (mask is not null)
        {
            y.Mask = mask;
        }

        return y;
    }

    Tensor Folded(Tensor x, Tensor? mask)
    {
        var y = Layer.Call(x.Reshape(Shape.Of([-1L]).Concat(x.Shape[2..])), mask: mask?.Reshape(Shape.Of([-1L]).Concat(mask.Shape[2..])));
        long batch = x.Shape.Lengths[0], steps = x.Shape.Lengths[1];
        return y.Reshape((steps == Shape.Unknown ? Shape.Of([batch, -1L]) : Shape.Of([batch == Shape.Unknown ? -1L : batch, steps])).Concat(y.Shape[1..]));
    }

    Tensor OneByOne(Tensor x, Tensor? mask)
    {
        Tensor[] xs = mask is null ? [StepsFirst(x)] : [StepsFirst(x), StepsFirst(mask)];
        (Tensor[], Tensor[]) One(Tensor[] carry, Tensor[] at) => ([], [Layer.Call(at[0], mask: at.Length > 1 ? at[1] : null)]);
        var y = x.Shape.IsAxisKnown(1) && x.Shape[1] > 0 ? ScanOperation.Run(One, [], xs, x.Shape[1], false, []) : Tensor.Scan(One, [], xs).Ys;
        return StepsFirst(y[0]);
    }

    bool IsByRows(Layer inner) => inner.TreatsSamplesAlone
        && inner is not (RNN { Stateful: true } or Bidirectional { ForwardLayer.Stateful: true })
        && !(inner is BatchNormalization && Training)
        && inner.Tracked.All(IsByRows);

    static Tensor StepsFirst(Tensor x) => x.Transpose(Axes.Create([1, 0, .. Enumerable.Range(2, x.Rank - 2)]));

    Shape Step(Shape sequence) => sequence.Rank >= 3 ? sequence[..1].Concat(sequence[2..])
        : throw new ShapeException($"{Name}: input {sequence}: sequences are expected, [batch, steps, …].");
}
