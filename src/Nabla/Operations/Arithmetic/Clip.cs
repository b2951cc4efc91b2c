using Nabla.Lanes;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>x cut to a range, y = min(max(x, least), greatest).</summary>
    /// <param name="Least">The smallest result.</param>
    /// <param name="Greatest">The largest result.</param>
    /// <remarks>Shape: any → same. NaN stays. The slope at both bounds is 1.</remarks>
    public readonly record struct Clip(double Least, double Greatest) : IUnary
    {
        /// <inheritdoc/>
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Max(V.Min(x, Greatest), Least);

        /// <inheritdoc/>
        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(x, Least, 0, V.SelectLess(Greatest, x, 0, 1));
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for ranges.</summary>
    public static class ClipOperation
    {
        extension(Tensor x)
        {
            /// <summary>x cut to the range from <paramref name="min"/> to <paramref name="max"/>.</summary>
            /// <remarks>Shapes: the three broadcast. NaN stays. The gradient goes to x within the bounds and on them, else to the bound.</remarks>
            /// <param name="min">The smallest result.</param>
            /// <param name="max">The largest result; where it is below the smallest, the smallest counts.</param>
            public Tensor Clip(Operand min, Operand max) => x.ElementType.IsFloating && min.IsNumber && max.IsNumber
                ? x.ApplyFloating(new Clip(min.Number, max.Number)) : x.Minimum(max).Maximum(min);
        }
    }
}
