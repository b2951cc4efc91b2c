using System.Numerics;
using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The mean of each window: y[n, o, c] = mean of x[n, i, c] over those places i of the window of o that lie inside.</summary>
    /// <remarks>Shapes: x [batch, …space, channels] → [batch, …space′, channels]. Padding is not counted.</remarks>
    /// <param name="Steps">Windows, strides and padding.</param>
    public sealed record AveragePool(PoolSteps Steps) : SingleOp, IRowMajorInputs
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(WideElements.Require(Name, x[0].ElementType), Steps.Output(Name, x[0].Shape));

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = WideElements.Of(context[0]);
            var lengths = context.Keep(static c => ((AveragePool)c.Op).Steps.OfOutput(c.Op.Name, c[0].Shape));
            Tensor output = context.Output(0, lengths.Result), y = WideElements.For(output);
            if (x.ElementType == ElementType.Float32)
            {
                AveragePools.Value<float>(lengths.Shape, x.Elements<float>(), y.Elements<float>());
            }
            else
            {
                AveragePools.Value<double>(lengths.Shape, x.Elements<double>(), y.Elements<double>());
            }

            WideElements.Finish(y, output);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(new AveragePoolGradient(Steps), x[0], dy)];
    }

    /// <summary>The gradient of average pooling: dx[n, i, c] = Σ dy[n, o, c] ÷ elements of the window of o, over the windows that hold i.</summary>
    /// <remarks>Inputs: what tells the shape of the result, dy [batch, …space′, channels] → [batch, …space, channels].</remarks>
    /// <param name="Steps">Windows, strides and padding.</param>
    /// <param name="BySizes">The first input is a vector of lengths; else a tensor of the result's shape.</param>
    public sealed record AveragePoolGradient(PoolSteps Steps, bool BySizes = false) : SingleOp, IRowMajorInputs
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var shape = BySizes ? SizeVector.Shape(Name, x[0], Steps.Window.Count + 2) : x[0].Shape;
            Steps.RequireOutput(Name, shape, x[1].Shape);
            return new(WideElements.Require(Name, x[1].ElementType), shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var like = context[0];
            var dy = WideElements.Of(context[1]);
            var lengths = BySizes ? Lengths(SizeVector.Shape(Name, new(like.ElementType, like.Shape, like), Steps.Window.Count + 2), dy.Shape)
                : context.Keep(static c => ((AveragePoolGradient)c.Op).Lengths(c[0].Shape, c[1].Shape));
            Tensor output = context.Output(0, lengths.Result), dx = WideElements.For(output);
            if (dx.ElementType == ElementType.Float32)
            {
                AveragePools.Spread<float>(lengths.Shape, dy.Elements<float>(), dx.Elements<float>());
            }
            else
            {
                AveragePools.Spread<double>(lengths.Shape, dy.Elements<double>(), dx.Elements<double>());
            }

            WideElements.Finish(dx, output);
        }

        PoolLengths Lengths(Shape x, Shape dy)
        {
            Steps.RequireOutput(Name, x, dy);
            return Steps.OfInput(Name, x);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, Engine.Current.RunOne(new AveragePool(Steps), dy)];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for average pooling.</summary>
    public static class AveragePoolOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.AveragePool"/>
            /// <param name="poolSize">Elements of a window along each spatial axis.</param>
            /// <param name="strides">From a window to the next; as long as the window by default.</param>
            /// <param name="padding">Nothing beyond the ends by default.</param>
            /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
            /// <exception cref="ShapeException">No window fits, or there are not 1 to 3 spatial axes.</exception>
            public Tensor AveragePool(Extent poolSize, Extent? strides = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast) =>
                Engine.Current.RunOne(new AveragePool(PoolSteps.Of("AveragePool", x.Rank, poolSize, strides, padding)), x.Last(dataFormat)).In(dataFormat);

            /// <inheritdoc cref="Operations.AveragePoolGradient"/>
            /// <param name="sizes">The lengths of the result, a vector of whole numbers in the order of the data format.</param>
            /// <param name="outputGradient">The gradient of the pooling's output.</param>
            /// <param name="poolSize">Elements of a window along each spatial axis.</param>
            /// <param name="strides">From a window to the next; as long as the window by default.</param>
            /// <param name="padding">Nothing beyond the ends by default.</param>
            /// <param name="dataFormat">Where the channels of the gradient and of the result lie.</param>
            /// <exception cref="ShapeException">The pooling has another output.</exception>
            public static Tensor AveragePoolGradient(Tensor sizes, Tensor outputGradient, Extent poolSize, Extent? strides = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast) =>
                Engine.Current.RunOne(
                    new AveragePoolGradient(PoolSteps.Of("AveragePoolGradient", outputGradient.Rank, poolSize, strides, padding), BySizes: true),
                    SizeVector.Last(sizes, dataFormat, outputGradient.Rank), outputGradient.Last(dataFormat)).In(dataFormat);
        }
    }
}
