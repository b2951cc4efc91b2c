using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The slope of ln Γ(x).</summary>
    /// <remarks>Shape: any → same. Floating numbers only, as in Keras. NaN at 0 and the negative whole numbers. Error ≤ 8 ULP away from the zeros.</remarks>
    public readonly record struct Digamma : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Digamma(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V>
        {
            // ψ′(x) = Σ 1 ÷ (x + n)²: nine terms, then the asymptotic series. Below ½ by ψ′(x) + ψ′(1 − x) = (π ÷ sin πx)².
            V from = V.SelectLess(x, 0.5, 1 - x, x), sum = 0;
            for (int k = 0; k < 9; k++)
            {
                V term = from + k;
                sum = sum + (1 / (term * term));
            }

            V r = 1 / (from + 9), s = r * r;
            V series = (1.0 / 6) - (s * ((1.0 / 30) - (s * ((1.0 / 42) - (s * ((1.0 / 30) - (s * (5.0 / 66))))))));
            V positive = sum + (r * (1 + (r * (0.5 + (r * series)))));
            V part = x - V.Round(x);
            V sine = V.Sin(part * Math.PI);
            return V.SelectLess(x, 0.5, (Math.PI * Math.PI / (sine * sine)) - positive, positive);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Digamma.</summary>
    public static class DigammaOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Digamma"/>
            public Tensor Digamma() => x.ApplyFloating(default(Digamma));
        }
    }
}
