using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>x · ln y, 0 where x is 0 whatever y is.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers become float32 first. No gradient flows where x is 0.</remarks>
    public readonly record struct Xlogy : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectEqual(x, 0, 0, x * V.Log(y));

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.SelectEqual(x, 0, 0, V.Log(y)), V.SelectEqual(x, 0, 0, x / y));
    }

    /// <summary>x · ln(1 + y), 0 where x is 0 whatever y is; exact for small y.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers become float32 first. No gradient flows where x is 0.</remarks>
    public readonly record struct Xlog1py : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectEqual(x, 0, 0, x * V.Log1p(y));

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.SelectEqual(x, 0, 0, V.Log1p(y)), V.SelectEqual(x, 0, 0, x / (1 + y)));
    }

    /// <summary>x ÷ y, 0 where x is 0 whatever y is.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers become float32 first. No gradient flows where x is 0.</remarks>
    public readonly record struct Xdivy : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectEqual(x, 0, 0, x / y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (V.SelectEqual(x, 0, 0, 1 / y), V.SelectEqual(x, 0, 0, -x / (y * y)));
    }

    /// <summary>x · y, 0 where y is 0 even if x is infinite or NaN.</summary>
    /// <remarks>Shapes: broadcast. Whole numbers become float32 first.</remarks>
    public readonly record struct MultiplyNoNan : IBinary
    {
        /// <inheritdoc/>
        public V Value<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectEqual(y, 0, 0, x * y);

        /// <inheritdoc/>
        public (V X, V Y) Slopes<V>(V x, V y, V z)
            where V : struct, IRealLane<V> => (y, x);
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for products and quotients in which a zero settles the result.</summary>
    public static class XlogyOperations
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Xlogy"/>
            /// <param name="y">The argument of the logarithm.</param>
            public Tensor Xlogy(Operand y) => x.Apply(default(Xlogy), y);

            /// <inheritdoc cref="Operations.Xlog1py"/>
            /// <param name="y">The argument of the logarithm less 1.</param>
            public Tensor Xlog1py(Operand y) => x.Apply(default(Xlog1py), y);

            /// <inheritdoc cref="Operations.Xdivy"/>
            /// <param name="y">The divisor.</param>
            public Tensor Xdivy(Operand y) => x.Apply(default(Xdivy), y);

            /// <inheritdoc cref="Operations.MultiplyNoNan"/>
            /// <param name="y">The factor whose zeros count.</param>
            public Tensor MultiplyNoNan(Operand y) => x.Apply(default(MultiplyNoNan), y);
        }
    }
}
