using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>x · 2ʸ without overflow on the way, y whole.</summary>
    /// <remarks>Shapes: broadcast. No gradient flows to y, which is whole.</remarks>
    public readonly record struct Ldexp : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V>
        {
            V half = V.Floor(0.5 * y);
            return x * V.Exp2(half) * V.Exp2(y - half);
        }

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (Scale(y), 0);

        static V Scale<V>(V y)
            where V : struct, IRealLane<V>
        {
            V half = V.Floor(0.5 * y);
            return V.Exp2(half) * V.Exp2(y - half);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Ldexp.</summary>
    public static class LdexpOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Ldexp"/>
            /// <param name="exponent">Whole numbers.</param>
            /// <exception cref="ElementTypeException">The exponents are no whole numbers.</exception>
            public Tensor Ldexp(Tensor exponent)
            {
                var real = x.ToReal();
                return exponent.ElementType.IsInteger ? Engine.Current.RunOne(new Binary<Ldexp>(default), real, exponent.Cast(real.ElementType))
                    : throw new ElementTypeException($"Ldexp: {exponent.ElementType.Name} exponents: they must be whole numbers. Cast them, or multiply by exponent.Exp2().");
            }
        }
    }
}
