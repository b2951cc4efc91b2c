namespace Nabla.Operations;

/// <summary>Softmax along one axis, y = eˣ ÷ Σ eˣ: positive, with sum 1; stable over the whole range.</summary>
/// <remarks>Shape: any → same. A row of −∞ gives NaN.</remarks>
/// <param name="Axis">The axis that sums to 1; negative ones count from the last.</param>
public sealed record Softmax(int Axis) : AxisOp(Axis)
{
    /// <inheritdoc/>
    private protected override void Run<T>(Tensor x, int axis, Tensor y) => Kernels.Softmax.Run(x.View<T>(), axis, y.Elements<T>());

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new SoftmaxGradient(Axis), y, dy)];
}

/// <summary>Logarithm of softmax along one axis, y = x − ln Σ eˣ; stable over the whole range.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <param name="Axis">The axis that is normalised; negative ones count from the last.</param>
public sealed record LogSoftmax(int Axis) : AxisOp(Axis)
{
    /// <inheritdoc/>
    private protected override void Run<T>(Tensor x, int axis, Tensor y) => Kernels.Softmax.Log(x.View<T>(), axis, y.Elements<T>());

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new LogSoftmaxGradient(Axis), y, dy)];
}

/// <summary>The gradient of <see cref="Softmax"/>, from its result: dx = y · (dy − Σ dy·y).</summary>
/// <param name="Axis">The axis of the softmax.</param>
public sealed record SoftmaxGradient(int Axis) : AxisOp(Axis)
{
    /// <inheritdoc/>
    private protected override void Run<T>(Tensor y, Tensor dy, int axis, Tensor dx) => Kernels.Softmax.Gradient(y.View<T>(), dy.View<T>(), axis, dx.Elements<T>());

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
    {
        // z = y·(g − Σ g·y): by y it is u·(g − Σ g·y) − g·Σ u·y, by g it is the softmax gradient again.
        var (s, g) = (x[0], x[1]);
        var byY = (dy * (g - (g * s).Sum(Axis, keepDims: true))) - (g * (dy * s).Sum(Axis, keepDims: true));
        return [byY, Engine.Current.RunOne(this, s, dy)];
    }
}

/// <summary>The gradient of <see cref="LogSoftmax"/>, from its result: dx = dy − eʸ · Σ dy.</summary>
/// <param name="Axis">The axis of the softmax.</param>
public sealed record LogSoftmaxGradient(int Axis) : AxisOp(Axis)
{
    /// <inheritdoc/>
    private protected override void Run<T>(Tensor y, Tensor dy, int axis, Tensor dx) => Kernels.Softmax.LogGradient(y.View<T>(), dy.View<T>(), axis, dx.Elements<T>());

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
    {
        var p = x[0].Exp();
        return [-(dy * p * x[1].Sum(Axis, keepDims: true)), dy - (dy * p).Sum(Axis, keepDims: true)];
    }
}
