using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Absolute value, y = |x|.</summary>
    /// <remarks>Shape: any → same. The slope at 0 is 0. The least signed whole number stays itself.</remarks>
    public readonly record struct Absolute : INumberUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, INumberLane<V> => V.Abs(x);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(x, 0, -1, V.SelectLess(0, x, 1, 0));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for Absolute.</summary>
    public static class AbsoluteOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Absolute"/>
            /// <remarks>Complex numbers give their real magnitude; truth values stay.</remarks>
            public Tensor Abs() => x.ElementType.IsComplex ? Engine.Current.RunOne(new ComplexPart(Part.Magnitude), x)
                : x.ElementType == ElementType.Bool ? x : x.ApplyNumber(default(Absolute));

            /// <summary>Absolute value as a floating number; whole numbers and truth values become float32 first.</summary>
            public Tensor Fabs() => x.ToReal().Abs();
        }
    }
}
