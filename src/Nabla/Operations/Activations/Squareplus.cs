using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = (x + √(x² + b)) ÷ 2, like softplus from roots alone.</summary>
    /// <remarks>Shape: any → same. NaN at −∞, as in Keras.</remarks>
    /// <param name="B">How round the corner is; 0 gives relu.</param>
    public readonly record struct Squareplus(double B) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => 0.5 * (x + V.Sqrt((x * x) + B));

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0.5 * (1 + (x / V.Sqrt((x * x) + B)));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Squareplus.</summary>
    public static class SquareplusOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Squareplus"/>
            /// <param name="b">How round the corner is; 0 gives relu.</param>
            public Tensor Squareplus(double b = 4) => x.ApplyFloating(new Squareplus(b));
        }
    }
}
