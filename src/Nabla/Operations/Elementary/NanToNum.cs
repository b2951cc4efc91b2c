using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>x with finite numbers in place of NaN and the infinities.</summary>
    /// <param name="NaN">What stands for NaN.</param>
    /// <param name="Positive">What stands for +∞.</param>
    /// <param name="Negative">What stands for −∞.</param>
    /// <remarks>Shape: any → same. The slope is 0 where x was replaced, else 1.</remarks>
    public readonly record struct NanToNum(double NaN, double Positive, double Negative) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> =>
            V.SelectNaN(x, NaN, V.SelectEqual(x, double.PositiveInfinity, Positive, V.SelectEqual(x, double.NegativeInfinity, Negative, x)));

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(V.Abs(x), double.PositiveInfinity, 1, 0);
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for finite numbers.</summary>
    public static class NanToNumOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.NanToNum"/>
            /// <param name="nan">What stands for NaN.</param>
            /// <param name="posInf">What stands for +∞; the largest finite number of the element type by default.</param>
            /// <param name="negInf">What stands for −∞; the least finite number of the element type by default.</param>
            public Tensor NanToNum(double nan = 0, double? posInf = null, double? negInf = null)
            {
                double greatest = x.ElementType switch
                {
                    ElementType.Float16 => (double)Half.MaxValue,
                    ElementType.BFloat16 => 3.3895313892515355e38,
                    ElementType.Float32 => float.MaxValue,
                    _ => double.MaxValue,
                };
                return x.ElementType.IsDifferentiable ? x.ApplyFloating(new NanToNum(nan, posInf ?? greatest, negInf ?? -greatest)) : x;
            }
        }
    }
}
