using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Transposed convolution: y[n, o·stride + t·dilation − padding, f] = Σ x[n, o, c]·w[t, f, c]; what a convolution's gradient does to its output.</summary>
    /// <remarks>Shapes: x [batch, …space, channels], w […taps, filters, channels] → [batch, …space′, filters]. With valid padding
    /// space′ = (space − 1)·stride + max(window, stride), with same padding space·stride; where an output padding is given,
    /// (space − 1)·stride + window + it, or (space − 1)·stride + window mod 2 + it.</remarks>
    /// <param name="Steps">Strides, dilations and padding of the convolution that is transposed.</param>
    /// <param name="OutputPadding">How much longer the output is; null for the least that inverts the lengths.</param>
    public sealed record ConvolutionTranspose(ConvolutionSteps Steps, Extent? OutputPadding = null) : SingleOp, IRowMajorInputs
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var type = ConvolutionSteps.Type(Name, x[0], x[1]);
            var shape = ShapeOf(x[0].Shape, x[1].Shape);
            Steps.RequireOutput(Name, shape, x[1].Shape, x[0].Shape);
            return new(type, shape);
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = WideElements.Of(context[0]), w = WideElements.Of(context[1]);
            var lengths = context.Keep(static c => ((ConvolutionTranspose)c.Op).Lengths(c[0].Shape, c[1].Shape));
            ConvolutionInputGradient.Compute(lengths, w, x, context.Output(0, lengths.Result));
        }

        ConvolutionLengths Lengths(Shape x, Shape w)
        {
            var y = ShapeOf(x, w);
            return ConvolutionLengths.OfGradient(Steps, Name, y, y, w, x);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) =>
        [
            Engine.Current.RunOne(new Convolution(Steps), dy, x[1]),
            Engine.Current.RunOne(new ConvolutionKernelGradient(Steps), dy, x[1], x[0]),
        ];

        Shape ShapeOf(Shape x, Shape w)
        {
            if (x.Rank != Steps.Axes + 2 || w.Rank != x.Rank)
            {
                throw new ShapeException($"{Name}: input {x} and kernel {w}: both need {Steps.Axes + 2} axes, [batch, …space, channels] and [… taps, filters, channels].");
            }

            var lengths = x.ToArray();
            for (int k = 0; k < Steps.Axes; k++)
            {
                if (lengths[k + 1] != Shape.Unknown)
                {
                    lengths[k + 1] = w.Lengths[k] == Shape.Unknown ? Shape.Unknown : Length(k, lengths[k + 1], Steps.Span(k, w.Lengths[k]));
                }
            }

            lengths[^1] = w.Lengths[^2];
            return new(lengths);
        }

        long Length(int axis, long length, long window)
        {
            long stride = Steps.Strides[axis];
            if (length == 0)
            {
                return 0;
            }

            return Steps.Padding.IsSame
                ? OutputPadding is null ? length * stride : ((length - 1) * stride) + (window % 2) + OutputPadding[axis]
                : ((length - 1) * stride) + (OutputPadding is null ? Math.Max(window, stride) : window + OutputPadding[axis]);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for transposed convolutions.</summary>
    public static class ConvolutionTransposeOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.ConvolutionTranspose"/>
            /// <param name="kernel">[…taps, filters, channels].</param>
            /// <param name="strides">From a place of x to the next, in places of the result; 1 by default.</param>
            /// <param name="padding">Valid by default, or same.</param>
            /// <param name="outputPadding">How much longer the result is; by default the least that inverts the lengths.</param>
            /// <param name="dataFormat">Where the channels of x and of the result lie.</param>
            /// <param name="dilationRate">From an element of the kernel to the next; 1 by default.</param>
            /// <exception cref="ShapeException">The shapes do not fit together, the padding is causal or explicit, or the output padding is so large that the lengths cannot be inverted.</exception>
            public Tensor ConvTranspose(Tensor kernel, Extent? strides = null, Padding? padding = null, Extent? outputPadding = null,
                DataFormat dataFormat = DataFormat.ChannelsLast, Extent? dilationRate = null)
            {
                const string Op = "ConvolutionTranspose";
                var steps = ConvolutionSteps.Of(Op, x.Rank, strides, padding, dilationRate);
                if (steps.Padding != Padding.Valid && steps.Padding != Padding.Same)
                {
                    throw new ShapeException($"{Op}: {steps.Padding} padding: valid or same is expected. For other paddings give the sizes of the result to Tensor.ConvInputGradient.");
                }

                var extra = outputPadding is null ? null : Extent.Over(Op, "output padding", outputPadding, steps.Axes, least: 0);
                return Engine.Current.RunOne(new ConvolutionTranspose(steps, extra), x.Last(dataFormat), kernel).In(dataFormat);
            }
        }
    }
}
