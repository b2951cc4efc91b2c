using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The gradient of a convolution's kernel: dw[t, c, f] = Σ x[n, o·stride + t·dilation − padding, c]·dy[n, o, f].</summary>
    /// <remarks>Inputs: x [batch, …space, channels], what tells the shape of the result, dy [batch, …space′, filters] → […taps, channels ÷ groups, filters].</remarks>
    /// <param name="Steps">Strides, dilations and padding of the convolution.</param>
    /// <param name="BySizes">The second input is a vector of lengths; else a tensor of the result's shape.</param>
    public sealed record ConvolutionKernelGradient(ConvolutionSteps Steps, bool BySizes = false) : SingleOp, IRowMajorInputs
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var type = ConvolutionSteps.Type(Name, x[0], x[2]);
            var shape = BySizes ? SizeVector.Shape(Name, x[1], Steps.Axes + 2) : x[1].Shape;
            Steps.RequireOutput(Name, x[0].Shape, shape, x[2].Shape);
            return new(type, shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = WideElements.Of(context[0]), dy = WideElements.Of(context[2]);
            var like = context[1];
            var lengths = BySizes ? Lengths(SizeVector.Shape(Name, new(like.ElementType, like.Shape, like), Steps.Axes + 2), context)
                : context.Keep(static c => ((ConvolutionKernelGradient)c.Op).Lengths(c[1].Shape, c));
            var output = context.Output(0, lengths.Result);
            var dw = WideElements.For(output);
            if (x.ElementType == ElementType.Float32)
            {
                Convolve.KernelGradient<float>(lengths.Shape, x.Elements<float>(), dy.Elements<float>(), dw.Elements<float>());
            }
            else
            {
                Convolve.KernelGradient<double>(lengths.Shape, x.Elements<double>(), dy.Elements<double>(), dw.Elements<double>());
            }

            WideElements.Finish(dw, output);
            GC.KeepAlive(x);
            GC.KeepAlive(dy);
        }

        ConvolutionLengths Lengths(Shape w, RunContext context) => ConvolutionLengths.OfGradient(Steps, Name, w, context[0].Shape, w, context[2].Shape);

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
        [
            Engine.Current.RunOne(new ConvolutionInputGradient(Steps), x[0], dy, x[2]),
            null,
            Engine.Current.RunOne(new Convolution(Steps), x[0], dy),
        ];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for gradients of a convolution's kernel.</summary>
    public static class ConvolutionKernelGradientOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ConvolutionKernelGradient"/>
            /// <param name="sizes">The lengths of the kernel, a vector of whole numbers: […taps, channels ÷ groups, filters].</param>
            /// <param name="outputGradient">The gradient of the convolution's output.</param>
            /// <param name="strides">Strides of the convolution.</param>
            /// <param name="padding">Padding of the convolution.</param>
            /// <param name="dataFormat">Where the channels of x and of the output gradient lie.</param>
            /// <param name="dilationRate">Dilations of the convolution.</param>
            /// <exception cref="ShapeException">A convolution with that kernel has another output.</exception>
            public Tensor ConvKernelGradient(Tensor sizes, Tensor outputGradient, Extent? strides = null, Padding? padding = null,
                DataFormat dataFormat = DataFormat.ChannelsLast, Extent? dilationRate = null)
            {
                var steps = ConvolutionSteps.Of("ConvolutionKernelGradient", x.Rank, strides, padding, dilationRate);
                return Engine.Current.RunOne(new ConvolutionKernelGradient(steps, BySizes: true), x.Last(dataFormat), sizes, outputGradient.Last(dataFormat));
            }
        }
    }
}
