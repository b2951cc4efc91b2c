using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Gaussian error linear unit, y = x · Φ(x) with the normal distribution's Φ (Hendrycks and Gimpel, 2016).</summary>
    /// <remarks>Shape: any → same. Error ≤ 4 ULP. −∞ gives NaN, as −∞ · 0 does.</remarks>
    public readonly record struct Gelu : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Gelu(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => (0.5 * (1 + V.Erf(x * 0.70710678118654752440))) + (x * 0.39894228040143267794 * V.Exp(-0.5 * x * x));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Gelu.</summary>
    public static class GeluOperation
    {
        extension(Tensor x)
        {
            /// <summary>Gaussian error linear unit: x · Φ(x), or its approximation by tanh.</summary>
            /// <param name="approximate">Whether to use <see cref="Operations.GeluTanh"/>.</param>
            /// <remarks>Floating numbers only. As a function it approximates by default, as an <see cref="Activations.Activation"/> it does not, as in Keras.</remarks>
            public Tensor Gelu(bool approximate = true) => approximate ? x.ApplyFloating(default(GeluTanh)) : x.ApplyFloating(default(Gelu));
        }
    }
}
