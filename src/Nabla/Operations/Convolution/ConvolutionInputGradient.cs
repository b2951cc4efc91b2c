using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The gradient of a convolution's input: dx[n, i, c] = Σ dy[n, o, f]·w[t, c, f] over all o, t with i = o·stride + t·dilation − padding.</summary>
    /// <remarks>Inputs: what tells the shape of the result, w […taps, channels ÷ groups, filters], dy [batch, …space′, filters] → [batch, …space, channels].</remarks>
    /// <param name="Steps">Strides, dilations and padding of the convolution.</param>
    /// <param name="BySizes">The first input is a vector of lengths; else a tensor of the result's shape.</param>
    public sealed record ConvolutionInputGradient(ConvolutionSteps Steps, bool BySizes = false) : SingleOp, IRowMajorInputs
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var type = ConvolutionSteps.Type(Name, x[1], x[2]);
            var shape = BySizes ? SizeVector.Shape(Name, x[0], Steps.Axes + 2) : x[0].Shape;
            Steps.RequireOutput(Name, shape, x[1].Shape, x[2].Shape);
            return new(type, shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor w = WideElements.Of(context[1]), dy = WideElements.Of(context[2]);
            var like = context[0];
            var lengths = BySizes ? Lengths(SizeVector.Shape(Name, new(like.ElementType, like.Shape, like), Steps.Axes + 2), context)
                : context.Keep(static c => ((ConvolutionInputGradient)c.Op).Lengths(c[0].Shape, c));
            Compute(lengths, w, dy, context.Output(0, lengths.Result));
        }

        ConvolutionLengths Lengths(Shape x, RunContext context) => ConvolutionLengths.OfGradient(Steps, Name, x, x, context[1].Shape, context[2].Shape);

        /// <summary>The gradient of the input where everything is known.</summary>
        internal static void Compute(ConvolutionLengths lengths, Tensor w, Tensor dy, Tensor output)
        {
            var dx = WideElements.For(output);
            if (dx.ElementType == ElementType.Float32)
            {
                Convolve.InputGradient<float>(lengths.Shape, dy.Elements<float>(), w.Elements<float>(), dx.Elements<float>());
            }
            else
            {
                Convolve.InputGradient<double>(lengths.Shape, dy.Elements<double>(), w.Elements<double>(), dx.Elements<double>());
            }

            WideElements.Finish(dx, output);
            GC.KeepAlive(w);
            GC.KeepAlive(dy);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
        [
            null,
            Engine.Current.RunOne(new ConvolutionKernelGradient(Steps), dy, x[1], x[2]),
            Engine.Current.RunOne(new Convolution(Steps), dy, x[1]),
        ];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for gradients of a convolution's input.</summary>
    public static class ConvolutionInputGradientOperation
    {
        extension(Tensor)
        {
            /// <inheritdoc cref="Operations.ConvolutionInputGradient"/>
            /// <param name="sizes">The lengths of the result, a vector of whole numbers in the order of the data format.</param>
            /// <param name="kernel">[…taps, channels ÷ groups, filters].</param>
            /// <param name="outputGradient">The gradient of the convolution's output.</param>
            /// <param name="strides">Strides of the convolution.</param>
            /// <param name="padding">Padding of the convolution.</param>
            /// <param name="dataFormat">Where the channels of the output gradient and of the result lie.</param>
            /// <param name="dilationRate">Dilations of the convolution.</param>
            /// <exception cref="ShapeException">A convolution of those sizes has another output.</exception>
            public static Tensor ConvInputGradient(Tensor sizes, Tensor kernel, Tensor outputGradient, Extent? strides = null, Padding? padding = null,
                DataFormat dataFormat = DataFormat.ChannelsLast, Extent? dilationRate = null)
            {
                var steps = ConvolutionSteps.Of("ConvolutionInputGradient", outputGradient.Rank, strides, padding, dilationRate);
                var last = SizeVector.Last(sizes, dataFormat, outputGradient.Rank);
                return Engine.Current.RunOne(new ConvolutionInputGradient(steps, BySizes: true), last, kernel, outputGradient.Last(dataFormat)).In(dataFormat);
            }
        }
    }
}
