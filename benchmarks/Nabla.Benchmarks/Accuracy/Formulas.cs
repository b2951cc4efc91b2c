using Nabla.Lanes;

namespace Nabla.Benchmarks.Accuracy;

// The elementary functions as formulas; nothing here takes a slope.

internal readonly struct Exp : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Exp(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Expm1 : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Expm1(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Log : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Log(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Log1p : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Log1p(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Log2 : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Log2(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Log10 : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Log10(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Sin : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Sin(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Cos : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Cos(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Tanh : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Tanh(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Sigmoid : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Sigmoid(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Erf : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Erf(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Gelu : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Gelu(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Rsqrt : IUnary
{
    public V Value<V>(V x) where V : struct, IRealLane<V> => V.Rsqrt(x);

    public V Slope<V>(V x, V y) where V : struct, IRealLane<V> => double.NaN;
}

internal readonly struct Add : INumberBinary
{
    public V Value<V>(V x, V y) where V : struct, INumberLane<V> => x + y;

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (double.NaN, double.NaN);
}

internal readonly struct Multiply : INumberBinary
{
    public V Value<V>(V x, V y) where V : struct, INumberLane<V> => x * y;

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (double.NaN, double.NaN);
}

internal readonly struct Subtract : INumberBinary
{
    public V Value<V>(V x, V y) where V : struct, INumberLane<V> => x - y;

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (double.NaN, double.NaN);
}

internal readonly struct Power : IBinary
{
    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Pow(x, y);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (double.NaN, double.NaN);
}
