using System.Numerics;
using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The largest element of each window, and its place: ((row · width) + column) · channels + channel, of the first of equal ones.</summary>
    /// <remarks>Shapes: x [batch, …space, channels] → two of [batch, …space′, channels].</remarks>
    /// <param name="Steps">Windows, strides and padding.</param>
    /// <param name="PlaceType">int32 or int64.</param>
    /// <param name="InBatch">Places count through the whole batch instead of each image.</param>
    public sealed record MaxPoolWithPlaces(PoolSteps Steps, ElementType PlaceType, bool InBatch) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            if (PlaceType is not (ElementType.Int32 or ElementType.Int64))
            {
                throw new ElementTypeException($"{Name}: places as {PlaceType.Name}: int32 or int64.");
            }

            var shape = Steps.Output(Name, x[0].Shape);
            return [new(NumberDispatch.Require(Name, x[0].ElementType), shape), new(PlaceType, shape)];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = WideElements.Of(context[0]);
            var shape = Steps.Output(Name, x.Shape);
            Tensor output = context.Output(0, shape), places = context.Output(1, shape), y = WideElements.For(output);
            var job = new Job { Shape = Steps.Lengths(Name, x.Shape), X = x, Y = y, Places = new long[shape.Size], InBatch = InBatch };
            NumberDispatch.Run(Name, x.ElementType, ref job);
            WideElements.Finish(y, output);
            var narrow = new Narrow { From = job.Places, To = places };
            ElementDispatch.Run(PlaceType, ref narrow);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [dy[0] is { } d ? Engine.Current.RunOne(new MaxPoolGradient(Steps), node.Inputs[0], d) : null];

        struct Job : IForNumbers
        {
            public PoolShape Shape;
            public Tensor X, Y;
            public long[] Places;
            public bool InBatch;

            public readonly void Run<T>()
                where T : unmanaged, INumber<T>, IMinMaxValue<T>
            {
                MaxPools.Value<T>(Shape, X.Elements<T>(), Y.Elements<T>());
                MaxPools.Place<T>(Shape, X.Elements<T>(), Places, InBatch);
            }
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for maxima and their places.</summary>
    public static class MaxPoolWithPlacesOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.MaxPoolWithPlaces"/>
            /// <param name="poolSize">Elements of a window along each spatial axis.</param>
            /// <param name="strides">From a window to the next; as long as the window by default.</param>
            /// <param name="padding">Nothing beyond the ends by default.</param>
            /// <param name="placeType">int32 or int64.</param>
            /// <param name="includeBatch">Places count through the whole batch instead of each image.</param>
            /// <exception cref="ShapeException">No window fits, or there are not 1 to 3 spatial axes.</exception>
            public (Tensor Values, Tensor Places) MaxPoolWithPlaces(Extent poolSize, Extent? strides = null, Padding? padding = null, ElementType placeType = ElementType.Int64, bool includeBatch = false) =>
                Engine.Current.Run(new MaxPoolWithPlaces(PoolSteps.Of("MaxPoolWithPlaces", x.Rank, poolSize, strides, padding), placeType, includeBatch), x) is [var values, var places] ? (values, places) : default;
        }
    }
}
