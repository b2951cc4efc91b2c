namespace Nabla.Layers;

/// <summary>Applies a function of one's own: y = function(x).</summary>
/// <remarks>The function's effect on shapes is found by running it. A model with it cannot be saved, since code is not data.</remarks>
/// <param name="function">Made of tensor operations, so that gradients flow.</param>
/// <param name="name">Name in summaries.</param>
/// <param name="mask">From the input and its mask to the mask of the output; by default the output has none.</param>
public sealed class Lambda(Func<Tensor, Tensor> function, string? name = null, Func<Tensor, Tensor?, Tensor?>? mask = null) : Layer(name)
{
    internal override bool TreatsSamplesAlone => false;

    /// <inheritdoc/>
    public override bool SupportsMasking => Masking is not null;

    /// <inheritdoc/>
    public override Tensor? ComputeMask(Tensor x, Tensor? mask) => Masking?.Invoke(x, mask);

    Func<Tensor, Tensor?, Tensor?>? Masking { get; } = mask;

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape)
    {
        // Lengths of the result that follow an unknown length of the input differ between the two trials.
        Shape one = Trial(inputShape, 1), two = inputShape.IsKnown ? one : Trial(inputShape, 2);
        return one.Rank != two.Rank ? throw new ShapeException($"{Name}: for input {inputShape} the function's result has {one.Rank} or {two.Rank} axes: their number must not depend on lengths.")
            : Shape.Create([.. one.Select((length, k) => length == two[k] ? length : null)]);
    }

    Shape Trial(Shape shape, long unknown) => function(Tensor.Zeros(Shape.Create([.. shape.Select(length => length ?? unknown)]), DTypePolicy.ComputeType)).Shape;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) => function(x);
}
