using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Self-normalising linear unit: 1.0507 · x where x > 0, else 1.0507 · 1.6733 · (eˣ − 1) (Klambauer et al., 2017).</summary>
    /// <remarks>Shape: any → same. The slope at 0 is 1.0507.</remarks>
    public readonly record struct Selu : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.SelectLess(x, 0, 1.7580993408473768599 * V.Expm1(x), 1.0507009873554804934 * x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(x, 0, y + 1.7580993408473768599, 1.0507009873554804934);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Selu.</summary>
    public static class SeluOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Selu"/>
            public Tensor Selu() => x.ApplyFloating(default(Selu));
        }
    }
}
