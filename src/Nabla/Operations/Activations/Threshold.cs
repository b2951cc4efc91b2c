using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>y = x where x > threshold, else a given value.</summary>
    /// <remarks>Shape: any → same. NaN gives the value.</remarks>
    /// <param name="Bound">What x must exceed.</param>
    /// <param name="Otherwise">What stands elsewhere.</param>
    public readonly record struct Threshold(double Bound, double Otherwise) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.SelectLess(Bound, x, x, Otherwise);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(Bound, x, 1, 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Threshold.</summary>
    public static class ThresholdOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Threshold"/>
            /// <param name="threshold">What x must exceed.</param>
            /// <param name="defaultValue">What stands elsewhere.</param>
            public Tensor Threshold(double threshold, double defaultValue) => x.ApplyFloating(new Threshold(threshold, defaultValue));
        }
    }
}
