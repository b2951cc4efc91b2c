using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>What each window sees, side by side: y[n, o, (t, c)] = x[n, o·stride + t·dilation − padding, c], zero outside.</summary>
/// <remarks>Shapes: x [batch, …space, channels] → [batch, …space′, window · channels], taps before channels.</remarks>
/// <param name="Window">Elements of a window along each spatial axis.</param>
/// <param name="Steps">Strides, dilations and padding.</param>
public sealed record Patches(Extent Window, ConvolutionSteps Steps) : SingleOp
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(x[0].ElementType, ShapeOf(x[0].Shape));

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var x = context[0].Contiguous();
        var job = new Job { X = x, Y = context.Output(0, ShapeOf(x.Shape)), Shape = Steps.Lengths(Name, x.Shape, Kernel(x.Shape), ShapeOf(x.Shape)) };
        ElementDispatch.Run(x.ElementType, ref job);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new PatchSum(Window, Steps), dy, x[0])];

    Shape Kernel(Shape x) => Shape.Of([.. Window.ToLongs(), x.Lengths[^1], 1]);

    Shape ShapeOf(Shape x)
    {
        var windows = Steps.Output(Name, x, Shape.Of([.. Window.ToLongs(), Shape.Unknown, 1]));
        return windows[..^1].Concat([x.IsAxisKnown(x.Rank - 1) ? x[^1] * Window.Aggregate(1L, (product, side) => product * side) : null]);
    }

    struct Job : IForElements
    {
        public ConvolutionShape Shape;
        public Tensor X, Y;

        public readonly void Run<T>()
            where T : unmanaged => PatchSums.Write<T>(Shape, X.Elements<T>(), Y.Elements<T>());
    }
}

/// <summary>Patches added up where they overlap: x[n, i, c] = Σ y[n, o, (t, c)] over all o, t with i = o·stride + t·dilation − padding.</summary>
/// <remarks>Inputs: y [batch, …space′, window · channels] and, where no space is given, a tensor of the result's shape → [batch, …space, channels].</remarks>
/// <param name="Window">Elements of a window along each spatial axis.</param>
/// <param name="Steps">Strides, dilations and padding.</param>
/// <param name="Space">Lengths of the spatial axes of the result; null where a second input tells them.</param>
public sealed record PatchSum(Extent Window, ConvolutionSteps Steps, Extent? Space = null) : SingleOp
{
    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        var shape = ShapeOf(x[0].Shape, Space is null ? x[1].Shape : null);
        var expected = new Patches(Window, Steps).InferOne([new(x[0].ElementType, shape)]).Shape;
        return expected.IsCompatibleWith(x[0].Shape) ? new(NumberDispatch.Require(Name, x[0].ElementType), shape)
            : throw new ShapeException($"{Name}: patches of shape {x[0].Shape} for a result of {shape}: {expected} was expected.");
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor y = WideElements.Of(context[0]), output = context.Output(0, ShapeOf(y.Shape, Space is null ? context[1].Shape : null)), x = WideElements.For(output);
        var job = new Job { X = x, Y = y, Shape = Steps.Lengths(Name, x.Shape, Shape.Of([.. Window.ToLongs(), x.Shape[^1], 1]), y.Shape) };
        NumberDispatch.Run(Name, y.ElementType, ref job);
        WideElements.Finish(x, output);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => x.Length == 1 ? [Engine.Current.RunOne(new Patches(Window, Steps), dy)] : [Engine.Current.RunOne(new Patches(Window, Steps), dy), null];

    Shape ShapeOf(Shape patches, Shape? like)
    {
        if (like is not null)
        {
            return like;
        }

        long size = Window.Aggregate(1L, (product, side) => product * side), columns = patches.Lengths[^1];
        return columns == Shape.Unknown || columns % size == 0
            ? patches[..1].Concat(Shape.Of(Space!.ToLongs())).Concat([columns == Shape.Unknown ? null : columns / size])
            : throw new ShapeException($"{Name}: patches of shape {patches} from windows {Window}: {size} does not divide {columns}.");
    }

    struct Job : IForNumbers
    {
        public ConvolutionShape Shape;
        public Tensor X, Y;

        public readonly void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => PatchSums.Add<T>(Shape, Y.Elements<T>(), X.Elements<T>());
    }
}
