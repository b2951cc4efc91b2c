using Nabla.Lanes;

namespace Nabla.Tests.Lanes;

/// <summary>An elementary function as a formula, to be run at any width.</summary>
interface IFunction : IBinary
{
    static abstract string Name { get; }
}

/// <summary>What is done with every elementary function.</summary>
interface IFunctionVisitor
{
    void Visit<F>() where F : struct, IFunction;
}

/// <summary>All elementary functions; those of one argument ignore the second.</summary>
static class Functions
{
    public static void Each(IFunctionVisitor visitor)
    {
        visitor.Visit<ExpFunction>();
        visitor.Visit<Exp2Function>();
        visitor.Visit<Expm1Function>();
        visitor.Visit<LogFunction>();
        visitor.Visit<Log1pFunction>();
        visitor.Visit<Log2Function>();
        visitor.Visit<Log10Function>();
        visitor.Visit<SinFunction>();
        visitor.Visit<CosFunction>();
        visitor.Visit<TanFunction>();
        visitor.Visit<AsinFunction>();
        visitor.Visit<AcosFunction>();
        visitor.Visit<AtanFunction>();
        visitor.Visit<SinhFunction>();
        visitor.Visit<CoshFunction>();
        visitor.Visit<TanhFunction>();
        visitor.Visit<AsinhFunction>();
        visitor.Visit<AcoshFunction>();
        visitor.Visit<AtanhFunction>();
        visitor.Visit<SqrtFunction>();
        visitor.Visit<RsqrtFunction>();
        visitor.Visit<CbrtFunction>();
        visitor.Visit<ErfFunction>();
        visitor.Visit<ErfcFunction>();
        visitor.Visit<ErfinvFunction>();
        visitor.Visit<LgammaFunction>();
        visitor.Visit<DigammaFunction>();
        visitor.Visit<SigmoidFunction>();
        visitor.Visit<SoftplusFunction>();
        visitor.Visit<GeluFunction>();
        visitor.Visit<GeluTanhFunction>();
        visitor.Visit<PowFunction>();
        visitor.Visit<Atan2Function>();
        visitor.Visit<HypotFunction>();
        visitor.Visit<LogAddExpFunction>();
    }
}

readonly struct ExpFunction : IFunction
{
    public static string Name => "Exp";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Exp(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct Exp2Function : IFunction
{
    public static string Name => "Exp2";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Exp2(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct Expm1Function : IFunction
{
    public static string Name => "Expm1";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Expm1(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct LogFunction : IFunction
{
    public static string Name => "Log";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Log(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct Log1pFunction : IFunction
{
    public static string Name => "Log1p";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Log1p(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct Log2Function : IFunction
{
    public static string Name => "Log2";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Log2(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct Log10Function : IFunction
{
    public static string Name => "Log10";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Log10(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct SinFunction : IFunction
{
    public static string Name => "Sin";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Sin(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct CosFunction : IFunction
{
    public static string Name => "Cos";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Cos(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct TanFunction : IFunction
{
    public static string Name => "Tan";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Tan(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct AsinFunction : IFunction
{
    public static string Name => "Asin";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Asin(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct AcosFunction : IFunction
{
    public static string Name => "Acos";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Acos(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct AtanFunction : IFunction
{
    public static string Name => "Atan";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Atan(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct SinhFunction : IFunction
{
    public static string Name => "Sinh";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Sinh(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct CoshFunction : IFunction
{
    public static string Name => "Cosh";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Cosh(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct TanhFunction : IFunction
{
    public static string Name => "Tanh";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Tanh(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct AsinhFunction : IFunction
{
    public static string Name => "Asinh";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Asinh(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct AcoshFunction : IFunction
{
    public static string Name => "Acosh";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Acosh(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct AtanhFunction : IFunction
{
    public static string Name => "Atanh";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Atanh(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct SqrtFunction : IFunction
{
    public static string Name => "Sqrt";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Sqrt(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct RsqrtFunction : IFunction
{
    public static string Name => "Rsqrt";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Rsqrt(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct CbrtFunction : IFunction
{
    public static string Name => "Cbrt";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Cbrt(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct ErfFunction : IFunction
{
    public static string Name => "Erf";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Erf(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct ErfcFunction : IFunction
{
    public static string Name => "Erfc";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Erfc(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct ErfinvFunction : IFunction
{
    public static string Name => "Erfinv";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Erfinv(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct LgammaFunction : IFunction
{
    public static string Name => "Lgamma";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Lgamma(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct DigammaFunction : IFunction
{
    public static string Name => "Digamma";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Digamma(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct SigmoidFunction : IFunction
{
    public static string Name => "Sigmoid";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Sigmoid(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct SoftplusFunction : IFunction
{
    public static string Name => "Softplus";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Softplus(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct GeluFunction : IFunction
{
    public static string Name => "Gelu";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Gelu(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct GeluTanhFunction : IFunction
{
    public static string Name => "GeluTanh";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.GeluTanh(x);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct PowFunction : IFunction
{
    public static string Name => "Pow";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Pow(x, y);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct Atan2Function : IFunction
{
    public static string Name => "Atan2";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Atan2(x, y);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct HypotFunction : IFunction
{
    public static string Name => "Hypot";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.Hypot(x, y);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}

readonly struct LogAddExpFunction : IFunction
{
    public static string Name => "LogAddExp";

    public V Value<V>(V x, V y) where V : struct, IRealLane<V> => V.LogAddExp(x, y);

    public (V X, V Y) Slopes<V>(V x, V y, V z) where V : struct, IRealLane<V> => (0, 0);
}
