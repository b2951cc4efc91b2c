using System.Numerics;
using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The largest element of each window: y[n, o, c] = max x[n, i, c] over the places i of the window of o; NaN where one is NaN.</summary>
    /// <remarks>Shapes: x [batch, …space, channels] → [batch, …space′, channels]. Padding never wins. The gradient goes to the first of equal maxima.</remarks>
    /// <param name="Steps">Windows, strides and padding.</param>
    public sealed record MaxPool(PoolSteps Steps) : SingleOp, IRowMajorInputs
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(NumberDispatch.Require(Name, x[0].ElementType), Steps.Output(Name, x[0].Shape));

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = WideElements.Of(context[0]);
            var lengths = context.Keep(static c => ((MaxPool)c.Op).Steps.OfOutput(c.Op.Name, c[0].Shape));
            var output = context.Output(0, lengths.Result);
            var y = WideElements.For(output);
            var job = new Job { Shape = lengths.Shape, X = x, Y = y };
            NumberDispatch.Run(Name, x.ElementType, ref job);
            WideElements.Finish(y, output);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new MaxPoolGradient(Steps), x[0], dy)];

        struct Job : IForNumbers
        {
            public PoolShape Shape;
            public Tensor X, Y;

            public readonly void Run<T>()
                where T : unmanaged, INumber<T>, IMinMaxValue<T> => MaxPools.Value<T>(Shape, X.Elements<T>(), Y.Elements<T>());
        }
    }

    /// <summary>The gradient of maximum pooling: dx[n, i, c] = Σ dy[n, o, c] over the windows whose first maximum is i.</summary>
    /// <remarks>Inputs: x [batch, …space, channels], dy [batch, …space′, channels] → [batch, …space, channels].</remarks>
    /// <param name="Steps">Windows, strides and padding.</param>
    public sealed record MaxPoolGradient(PoolSteps Steps) : SingleOp, IRowMajorInputs
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            Steps.RequireOutput(Name, x[0].Shape, x[1].Shape);
            return new(NumberDispatch.Require(Name, BinaryOp.SameType(Name, x)), x[0].Shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Compute(context, context.Keep(static c => ((MaxPoolGradient)c.Op).Steps.OfInput(c.Op.Name, c[0].Shape)), positive: false);
        }

        /// <summary>The gradient; for maxima above zero only, where x comes from relu and the gradient of what that was given is asked for.</summary>
        internal static void Compute(RunContext context, PoolLengths lengths, bool positive)
        {
            Tensor x = WideElements.Of(context[0]), dy = WideElements.Of(context[1]), output = context.Output(0, lengths.Result), dx = WideElements.For(output);
            var job = new Job { Shape = lengths.Shape, X = x, Dy = dy, Dx = dx, Positive = positive };
            NumberDispatch.Run(context.Op.Name, x.ElementType, ref job);
            WideElements.Finish(dx, output);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, Engine.Current.RunOne(new MaxPoolRead(Steps), x[0], dy)];

        struct Job : IForNumbers
        {
            public PoolShape Shape;
            public Tensor X, Dy, Dx;
            public bool Positive;

            public readonly void Run<T>()
                where T : unmanaged, INumber<T>, IMinMaxValue<T> => MaxPools.Spread<T>(Shape, X.Elements<T>(), Dy.Elements<T>(), Dx.Elements<T>(), Positive);
        }
    }

    /// <summary>One tensor read where another has its maxima: y[n, o, c] = z[n, i, c] for the first maximum i of x in the window of o.</summary>
    /// <remarks>Inputs: x and z, both [batch, …space, channels] → [batch, …space′, channels]. The gradient of <see cref="MaxPoolGradient"/> by its output gradient.</remarks>
    /// <param name="Steps">Windows, strides and padding.</param>
    public sealed record MaxPoolRead(PoolSteps Steps) : SingleOp, IRowMajorInputs
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => x[0].Shape.IsCompatibleWith(x[1].Shape)
            ? new(NumberDispatch.Require(Name, BinaryOp.SameType(Name, x)), Steps.Output(Name, x[0].Shape))
            : throw new ShapeException($"{Name}: {x[0].Shape} and {x[1].Shape}: both tensors must have one shape.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = WideElements.Of(context[0]), z = WideElements.Of(context[1]);
            var lengths = context.Keep(static c => ((MaxPoolRead)c.Op).Steps.OfOutput(c.Op.Name, c[0].Shape));
            Tensor output = context.Output(0, lengths.Result), y = WideElements.For(output);
            var job = new Job { Shape = lengths.Shape, X = x, Z = z, Y = y };
            NumberDispatch.Run(Name, x.ElementType, ref job);
            WideElements.Finish(y, output);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, Engine.Current.RunOne(new MaxPoolGradient(Steps), x[0], dy)];

        struct Job : IForNumbers
        {
            public PoolShape Shape;
            public Tensor X, Z, Y;

            public readonly void Run<T>()
                where T : unmanaged, INumber<T>, IMinMaxValue<T> => MaxPools.Read<T>(Shape, X.Elements<T>(), Z.Elements<T>(), Y.Elements<T>());
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for maximum pooling.</summary>
    public static class MaxPoolOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.MaxPool"/>
            /// <param name="poolSize">Elements of a window along each spatial axis.</param>
            /// <param name="strides">From a window to the next; as long as the window by default.</param>
            /// <param name="padding">Nothing beyond the ends by default.</param>
            /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
            /// <exception cref="ShapeException">No window fits, or there are not 1 to 3 spatial axes.</exception>
            public Tensor MaxPool(Extent poolSize, Extent? strides = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast) =>
                Engine.Current.RunOne(new MaxPool(PoolSteps.Of("MaxPool", x.Rank, poolSize, strides, padding)), x.Last(dataFormat)).In(dataFormat);

            /// <inheritdoc cref="Operations.MaxPoolGradient"/>
            /// <param name="outputGradient">The gradient of the pooling's output.</param>
            /// <param name="poolSize">Elements of a window along each spatial axis.</param>
            /// <param name="strides">From a window to the next; as long as the window by default.</param>
            /// <param name="padding">Nothing beyond the ends by default.</param>
            /// <param name="dataFormat">Where the channels of x, of the gradient and of the result lie.</param>
            /// <exception cref="ShapeException">The pooling has another output.</exception>
            public Tensor MaxPoolGradient(Tensor outputGradient, Extent poolSize, Extent? strides = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast) =>
                Engine.Current.RunOne(new MaxPoolGradient(PoolSteps.Of("MaxPoolGradient", x.Rank, poolSize, strides, padding)), x.Last(dataFormat), outputGradient.Last(dataFormat)).In(dataFormat);

            /// <inheritdoc cref="Operations.MaxPoolRead"/>
            /// <param name="values">What is read, of x's shape.</param>
            /// <param name="poolSize">Elements of a window along each spatial axis.</param>
            /// <param name="strides">From a window to the next; as long as the window by default.</param>
            /// <param name="padding">Nothing beyond the ends by default.</param>
            /// <param name="dataFormat">Where the channels of x, of the values and of the result lie.</param>
            /// <exception cref="ShapeException">The shapes differ, or no window fits.</exception>
            public Tensor MaxPoolRead(Tensor values, Extent poolSize, Extent? strides = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast) =>
                Engine.Current.RunOne(new MaxPoolRead(PoolSteps.Of("MaxPoolRead", x.Rank, poolSize, strides, padding)), x.Last(dataFormat), values.Last(dataFormat)).In(dataFormat);
        }
    }
}
