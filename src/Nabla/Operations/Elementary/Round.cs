using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The nearest whole number; halves go to the even one.</summary>
    /// <remarks>Shape: any → same. Whole numbers stay whole. No gradient flows through it.</remarks>
    public readonly record struct Round : IUnary, IFlat
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Round(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => 0;
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Round.</summary>
    public static class RoundOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Round"/>
            /// <param name="decimals">Digits after the point that stay; negative ones round tens, hundreds …</param>
            public Tensor Round(int decimals = 0)
            {
                double scale = Math.Pow(10, Math.Abs(decimals));
                if (x.ElementType.IsInteger)
                {
                    return decimals >= 0 ? x : ((x.Cast(ElementType.Float64) / scale).Apply(default(Round)) * scale).Cast(x.ElementType);
                }

                return decimals == 0 ? x.ApplyFloating(default(Round))
                    : decimals > 0 ? (x * scale).ApplyFloating(default(Round)) / scale : (x / scale).ApplyFloating(default(Round)) * scale;
            }
        }
    }
}
