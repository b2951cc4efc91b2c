using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Modified Bessel function of the first kind and order 0.</summary>
    /// <remarks>Shape: any → same. NaN at ±∞, as in TensorFlow. Relative error ≤ 1e-15 in float64.</remarks>
    public readonly record struct I0 : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => Bessel<V>(x, 0);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(x, 0, -1, 1) * Bessel<V>(x, 1);

        /// <summary>Iₙ(|x|) for n = 0 or 1: the power series, whose terms are all positive, up to 24, then the asymptotic series.</summary>
        static V Bessel<V>(V x, int order)
            where V : struct, IRealLane<V>
        {
            V size = V.Abs(x);
            V near = V.Min(size, 24), quarter = 0.25 * near * near;
            V term = order == 0 ? 1.0 : 0.5 * near;
            V sum = term;
            for (int k = 1; k <= 44; k++)
            {
                term = term * quarter * (1.0 / (k * (double)(k + order)));
                sum = sum + term;
            }

            V far = V.Max(size, 24), inverse = 1 / far;
            V part = 1.0;
            V series = part;
            for (int k = 1; k <= 24; k++)
            {
                double odd = (2 * k) - 1;
                part = part * inverse * (((odd * odd) - (4.0 * order * order)) / (8.0 * k));
                series = series + part;
            }

            // eˣ in two halves: it overflows before the function does.
            V half = V.Exp(0.5 * far);
            return V.SelectLess(size, 24, sum, half * (0.39894228040143267794 * V.Rsqrt(far) * series) * half);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for I0.</summary>
    public static class I0Operation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.I0"/>
            public Tensor I0() => x.ToWideReal().Apply(default(I0));
        }
    }
}
