using System.Numerics;
using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Where the maxima of a grey-scale dilation lie: their places in x and in the filter, both counted in row-major order, int64.</summary>
    /// <remarks>Shapes: x [batch, height, width, channels], filter [height of a window, its width, channels] → two of [batch, height′, width′, channels].</remarks>
    /// <param name="Steps">Strides, rates and padding.</param>
    public sealed record DilationMaxima(ConvolutionSteps Steps) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            _ = NumberDispatch.Require(Name, BinaryOp.SameType(Name, x));
            var shape = ShapeOf(x[0].Shape, x[1].Shape);
            return [new(ElementType.Int64, shape), new(ElementType.Int64, shape)];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = WideElements.Of(context[0]), filter = WideElements.Of(context[1]);
            var shape = ShapeOf(x.Shape, filter.Shape);
            var lengths = Steps.Lengths(Name, x.Shape, Kernel(filter.Shape), shape);
            var job = new Job
            {
                X = x,
                Filter = filter,
                Places = context.Output(0, shape),
                Taps = context.Output(1, shape),
                Shape = new()
                {
                    Batch = lengths.Batch,
                    Input = lengths.Input,
                    Channels = lengths.Channels,
                    Window = lengths.Kernel,
                    Output = lengths.Output,
                    Stride = lengths.Stride,
                    Before = lengths.Before,
                    Dilation = lengths.Dilation,
                },
            };
            NumberDispatch.Run(Name, x.ElementType, ref job);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null, null];

        // Each channel by itself, as a depthwise kernel sees it.
        static Shape Kernel(Shape filter) => filter[..^1].Concat([1]).Concat(filter[^1..]);

        Shape ShapeOf(Shape x, Shape filter)
        {
            if (x.Rank != 4 || filter.Rank != 3 || !x[^1..].IsCompatibleWith(filter[^1..]))
            {
                throw new ShapeException($"{Name}: input {x} and filter {filter}: [batch, height, width, channels] and [height, width, channels] are expected, with as many channels.");
            }

            return Steps.Output(Name, x, Kernel(filter));
        }

        struct Job : IForNumbers
        {
            public PoolShape Shape;
            public Tensor X, Filter, Places, Taps;

            public readonly void Run<T>()
                where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
                DilationPlaces.Run<T>(Shape, X.Elements<T>(), Filter.Elements<T>(), Places.Elements<long>(), Taps.Elements<long>());
        }
    }
}

namespace Nabla
{
    /// <summary>Grey-scale dilation of images, and its gradients.</summary>
    public static class Dilation2DOperation
    {
        extension(Tensor x)
        {
            /// <summary>y[n, o, c] = max of x[n, o·stride + t·rate − padding, c] + filter[t, c] over taps t; what lies outside never wins.</summary>
            /// <remarks>Shapes: x [batch, height, width, channels], filter [height, width, channels] → [batch, height′, width′, channels]. Differentiable any number of times.</remarks>
            /// <param name="filter">What is added before the maximum is taken.</param>
            /// <param name="strides">From a window to the next; 1 by default.</param>
            /// <param name="padding">Nothing beyond the ends by default.</param>
            /// <param name="rates">From an element of a window to the next; 1 by default.</param>
            /// <exception cref="ShapeException">The shapes do not fit together, or no window fits.</exception>
            public Tensor Dilation2D(Tensor filter, Extent? strides = null, Padding? padding = null, Extent? rates = null)
            {
                var (places, taps) = Maxima(x, filter, strides, padding, rates);
                return x.Reshape([null]).Gather(places) + filter.Reshape([null]).Gather(taps);
            }

            /// <summary>The gradient of <see cref="Dilation2D"/> by x.</summary>
            /// <param name="filter">What was added.</param>
            /// <param name="outputGradient">The gradient of y.</param>
            /// <param name="strides">From a window to the next.</param>
            /// <param name="padding">What lay beyond the ends.</param>
            /// <param name="rates">From an element of a window to the next.</param>
            public Tensor Dilation2DInputGradient(Tensor filter, Tensor outputGradient, Extent? strides = null, Padding? padding = null, Extent? rates = null) =>
                Back(Maxima(x, filter, strides, padding, rates).Places, outputGradient, x);

            /// <summary>The gradient of <see cref="Dilation2D"/> by the filter.</summary>
            /// <inheritdoc cref="Dilation2DInputGradient"/>
            public Tensor Dilation2DFilterGradient(Tensor filter, Tensor outputGradient, Extent? strides = null, Padding? padding = null, Extent? rates = null) =>
                Back(Maxima(x, filter, strides, padding, rates).Taps, outputGradient, filter);
        }

        static (Tensor Places, Tensor Taps) Maxima(Tensor x, Tensor filter, Extent? strides, Padding? padding, Extent? rates) =>
            Engine.Current.Run(new DilationMaxima(ConvolutionSteps.Of("Dilation2D", x.Rank, strides, padding, rates)), x, filter) is [var places, var taps] ? (places, taps) : default;

        static Tensor Back(Tensor places, Tensor gradient, Tensor like) =>
            Engine.Current.RunOne(new GatherSum(0), gradient.Reshape([null]), places.Reshape([null]), like.Reshape([null])).ReshapeLike(like);
    }
}
