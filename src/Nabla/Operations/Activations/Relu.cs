using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Rectified linear unit, y = max(x, 0).</summary>
    /// <remarks>Shape: any → same. The slope at 0 is 0.</remarks>
    public readonly record struct Relu : INumberUnary, ISlopeFromValue
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, INumberLane<V> => V.Max(x, 0);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(0, x, 1, 0);
    }

    /// <summary>Rectified linear unit with all of Keras's options: x above the threshold, cut to [0, greatest]; slope · (x − threshold) elsewhere.</summary>
    /// <param name="NegativeSlope">The slope to the left.</param>
    /// <param name="Greatest">The largest result; ∞ for none.</param>
    /// <param name="Threshold">What x must exceed.</param>
    /// <remarks>Shape: any → same. The slope at the threshold is the left one; at the greatest value 1, but 0 for a greatest value of 6 and a threshold of 0, as in Keras.</remarks>
    public readonly record struct ReluPieces(double NegativeSlope, double Greatest, double Threshold) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V>
        {
            V right = double.IsPositiveInfinity(Greatest) ? x : V.Max(V.Min(x, Greatest), 0);
            // Without a slope NaN stays only where the threshold is 0, as in Keras.
            V left = NegativeSlope != 0 ? NegativeSlope * (x - Threshold) : Threshold == 0 ? V.SelectNaN(x, x, 0) : 0;
            return V.SelectLess(Threshold, x, right, left);
        }

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V>
        {
            V right = double.IsPositiveInfinity(Greatest) ? 1
                : Greatest == 6 && Threshold == 0 ? V.SelectLess(x, 6, 1, 0)
                : V.SelectLess(x, 0, 0, V.SelectLess(Greatest, x, 0, 1));
            return V.SelectLess(Threshold, x, right, NegativeSlope);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Relu.</summary>
    public static class ReluOperation
    {
        extension(Tensor x)
        {
            /// <summary>Rectified linear unit: max(x, 0), or with the options x above the threshold, cut at the largest value, and a slope elsewhere.</summary>
            /// <remarks>Shape: any → same. Whole numbers stay whole without options.</remarks>
            /// <param name="negativeSlope">The slope left of the threshold.</param>
            /// <param name="maxValue">The largest result; none by default.</param>
            /// <param name="threshold">What x must exceed to pass.</param>
            public Tensor Relu(double negativeSlope = 0, double? maxValue = null, double threshold = 0) =>
                negativeSlope == 0 && maxValue is null && threshold == 0
                    ? x.ApplyNumber(default(Relu)) : x.Apply(new ReluPieces(negativeSlope, maxValue ?? double.PositiveInfinity, threshold));
        }
    }
}
