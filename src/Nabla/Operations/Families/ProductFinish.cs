using Nabla.Kernels;
using Nabla.Lanes;

namespace Nabla.Operations;

/// <summary>A formula that a product carries over each tile while it lies in the cache.</summary>
internal abstract class ProductFinish
{
    /// <summary>c = f(a · b + bias).</summary>
    internal abstract void Run<T>(View<T> a, View<T> b, View<T> bias, View<T> c)
        where T : unmanaged;

    /// <summary>A formula of any numbers at the end of a product of real ones.</summary>
    internal static ProductFinish OfNumbers<F>(F formula)
        where F : struct, INumberUnary => new ProductFinish<RealFormula<F>>(new(formula));

    /// <summary>A formula of any numbers as one of real numbers.</summary>
    readonly struct RealFormula<F>(F formula) : IUnary
        where F : struct, INumberUnary
    {
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => formula.Value(x);

        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => formula.Slope(x, y);
    }
}

/// <inheritdoc/>
internal sealed class ProductFinish<F>(F formula) : ProductFinish
    where F : struct, IUnary
{
    internal override void Run<T>(View<T> a, View<T> b, View<T> bias, View<T> c) => Gemm.Multiply(a, b, bias, formula, c);
}
