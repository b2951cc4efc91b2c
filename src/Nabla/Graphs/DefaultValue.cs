namespace Nabla.Operations;

/// <summary>The input, unless another value is fed in its place.</summary>
/// <param name="Shape">What is known of the shape of either.</param>
public sealed record DefaultValue(Shape Shape) : SingleOp, IView
{
    /// <inheritdoc/>
    public override string Name => "PlaceholderWithDefault";

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => x[0].Shape.IsCompatibleWith(Shape) ? new(x[0].ElementType, Shape)
        : throw new ShapeException($"{Name}: a value of shape {x[0].Shape} for a placeholder of shape {Shape}: they must fit.");

    /// <inheritdoc/>
    public override void Run(RunContext context) => context.Pass(0, 0);

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy];
}
