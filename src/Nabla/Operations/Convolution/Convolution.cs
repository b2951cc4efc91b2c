using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Convolution along 1 to 3 axes: y[n, o, f] = Σ x[n, o·stride + t·dilation − padding, c]·w[t, c, f] over taps t and channels c.</summary>
    /// <remarks>Shapes: x [batch, …space, channels], w […taps, channels ÷ groups, filters] → [batch, …space′, filters]. The number of groups follows from the
    /// channels; group g of the filters sees group g of the channels. 16-bit floats are computed in float32 and rounded once.</remarks>
    /// <param name="Steps">Strides, dilations and padding.</param>
    public sealed record Convolution(ConvolutionSteps Steps) : SingleOp, IRowMajorInputs
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => new(ConvolutionSteps.Type(Name, x[0], x[1]), Steps.Output(Name, x[0].Shape, x[1].Shape));

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = WideElements.Of(context[0]), w = WideElements.Of(context[1]);
            var lengths = context.Keep(static c => ((Convolution)c.Op).Lengths(c[0].Shape, c[1].Shape));
            var output = context.Output(0, lengths.Result);
            var y = WideElements.For(output);
            if (x.ElementType == ElementType.Float32)
            {
                Convolve.Forward<float>(lengths.Shape, x.Elements<float>(), w.Elements<float>(), y.Elements<float>());
            }
            else
            {
                Convolve.Forward<double>(lengths.Shape, x.Elements<double>(), w.Elements<double>(), y.Elements<double>());
            }

            WideElements.Finish(y, output);
            GC.KeepAlive(x);
            GC.KeepAlive(w);
        }

        /// <summary>All lengths for an input and a kernel of these shapes.</summary>
        internal ConvolutionLengths Lengths(Shape x, Shape w)
        {
            var y = Steps.Output(Name, x, w);
            return new(y, Steps.Lengths(Name, x, w, y));
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [OfInput(Steps, x, dy), OfKernel(Steps, x, dy)];

        /// <inheritdoc/>
        internal override Tensor?[] Gradient(Node node, Tensor?[] dy, ReadOnlySpan<bool> wanted) => dy[0] is not { } d ? [null, null]
            : [wanted[0] ? OfInput(Steps, node.Inputs, d) : null, wanted[1] ? OfKernel(Steps, node.Inputs, d) : null];

        static Tensor OfInput(ConvolutionSteps steps, Tensor[] x, Tensor dy) => Engine.Current.RunOne(new ConvolutionInputGradient(steps), x[0], x[1], dy);

        static Tensor OfKernel(ConvolutionSteps steps, Tensor[] x, Tensor dy) => Engine.Current.RunOne(new ConvolutionKernelGradient(steps), x[0], x[1], dy);
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that convolve.</summary>
    public static class ConvolutionOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Convolution"/>
            /// <param name="kernel">[…taps, channels ÷ groups, filters].</param>
            /// <param name="strides">From a place of the output to the next; 1 by default.</param>
            /// <param name="padding">Nothing beyond the ends by default.</param>
            /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
            /// <param name="dilationRate">From an element of the kernel to the next; 1 by default.</param>
            /// <exception cref="ShapeException">The shapes do not fit together, or no window fits.</exception>
            /// <exception cref="ElementTypeException">The element types differ, or are not floating.</exception>
            public Tensor Conv(Tensor kernel, Extent? strides = null, Padding? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast, Extent? dilationRate = null)
            {
                var steps = ConvolutionSteps.Of("Convolution", x.Rank, strides, padding, dilationRate);
                return Engine.Current.RunOne(new Convolution(steps), x.Last(dataFormat), kernel).In(dataFormat);
            }
        }
    }
}
