using Nabla.Kernels;
using Nabla.Lanes;

namespace Nabla.Operations;

/// <summary>The gradient of an elementwise formula in one pass: dx[i] = dy[i] · f′(x[i], y[i]).</summary>
/// <remarks>Inputs x, y = f(x) and dy of one shape and type. Its own gradient is the formula's slope applied to tensors.</remarks>
public abstract record UnarySlopeOp : SingleOp, IElementwise
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, x[0].Shape);

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor x = context[0], y = context[1], dy = context[2], dx = context.Output();
        switch (x.ElementType)
        {
            case ElementType.Float32:
                Fill(x.View<float>(), y.View<float>(), dy.View<float>(), dx.View<float>());
                break;
            case ElementType.Float64:
                Fill(x.View<double>(), y.View<double>(), dy.View<double>(), dx.View<double>());
                break;
            case ElementType.Float16:
                Fill(x.View<Half>(), y.View<Half>(), dy.View<Half>(), dx.View<Half>());
                break;
            case ElementType.BFloat16:
                Fill(x.View<BFloat16>(), y.View<BFloat16>(), dy.View<BFloat16>(), dx.View<BFloat16>());
                break;
            default:
                throw new NoGradientException($"{Name}: {x.ElementType.Name}: this formula's gradient is for real numbers. Take real and imaginary parts first.");
        }
    }

    /// <summary>Whether y alone tells the slope, so that x need not be kept.</summary>
    internal abstract bool IsFromValue { get; }

    /// <summary>The slope as operations on tensors.</summary>
    internal TensorLane SlopeOf(TensorLane x, TensorLane y) => Expand(x, y);

    /// <summary>Runs the kernel for one element type.</summary>
    protected abstract void Fill<T>(View<T> x, View<T> y, View<T> dy, View<T> dx)
        where T : unmanaged;

    /// <summary>The slope as operations on tensors.</summary>
    protected abstract TensorLane Expand(TensorLane x, TensorLane y);

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
    {
        // y here is dx of the first order; dy is the gradient of it.
        var dx = Engine.Current.RunOne(this, x[0], x[1], dy);
        return [.. ReverseWalk.Through([x[0], x[1]], dy * x[2], () => Expand(new(x[0]), new(x[1]))), dx];
    }
}

/// <summary>The gradient of a formula of real numbers.</summary>
/// <param name="Formula">The formula with its constants.</param>
public sealed record UnarySlope<F>(F Formula) : UnarySlopeOp
    where F : struct, IUnary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name + "Slope";

    /// <inheritdoc/>
    internal override FusedPart? Fused => new(FusedFormula.Slope(Formula), 2, 0, 1);

    /// <inheritdoc/>
    internal override bool IsFromValue => Formula is ISlopeFromValue;

    /// <inheritdoc/>
    protected override void Fill<T>(View<T> x, View<T> y, View<T> dy, View<T> dx) => Map.Slope(Formula, dy, x, y, dx);

    /// <inheritdoc/>
    protected override TensorLane Expand(TensorLane x, TensorLane y) => Formula.Slope(x, y);
}

/// <summary>The gradient of a formula of numbers.</summary>
/// <param name="Formula">The formula with its constants.</param>
public sealed record NumberUnarySlope<F>(F Formula) : UnarySlopeOp
    where F : struct, INumberUnary
{
    /// <inheritdoc/>
    public override string Name => typeof(F).Name + "Slope";

    /// <inheritdoc/>
    internal override FusedPart? Fused => new(FusedFormula.NumberSlope(Formula), 2, 0, 1);

    /// <inheritdoc/>
    internal override bool IsFromValue => Formula is ISlopeFromValue;

    /// <inheritdoc/>
    protected override void Fill<T>(View<T> x, View<T> y, View<T> dy, View<T> dx) => Map.NumberSlope(Formula, dy, x, y, dx);

    /// <inheritdoc/>
    protected override TensorLane Expand(TensorLane x, TensorLane y) => Formula.Slope(x, y);
}

/// <summary>How elementwise formulas answer when their gradient is asked.</summary>
internal static class UnaryGradient
{
    internal static Tensor?[] Of(UnaryOp op, UnarySlopeOp slope, object formula, Tensor x, Tensor y, Tensor dy) => formula switch
    {
        IFlat => [null],
        INotDifferentiable => throw new NoGradientException($"{op.Name} has no gradient. Stop the gradient before it (StopGradient), or use an operation that has one."),
        IComplexUnarySlope complex when x.ElementType.IsComplex => [complex.Gradient(x, y, dy)],
        _ when x.ElementType.IsComplex => throw new NoGradientException($"{op.Name} has no gradient for {x.ElementType.Name} tensors. Take real and imaginary parts first."),
        _ => [Engine.Current.RunOne(slope, x, y, dy)],
    };
}

/// <summary>A formula that has a gradient for complex tensors: dx = dy · conj(f′(x)).</summary>
internal interface IComplexUnarySlope
{
    Tensor Gradient(Tensor x, Tensor y, Tensor dy);
}
