using System.Numerics;

namespace Nabla.Kernels;

/// <summary>What scatters, scans and sorts need of an element type; a type of 16 bits computes in float32 and rounds.</summary>
internal interface IArithmetic<T>
{
    static abstract T Add(T x, T y);

    static abstract T Subtract(T x, T y);

    static abstract T Multiply(T x, T y);

    static abstract T Zero { get; }

    static abstract T One { get; }

    static abstract T Lowest { get; }

    static abstract T Highest { get; }

    /// <summary>NaN where either is NaN.</summary>
    static abstract T Max(T x, T y);

    /// <summary>NaN where either is NaN.</summary>
    static abstract T Min(T x, T y);

    static abstract bool IsNaN(T x);

    /// <summary>The order of sorting: NaN after every number.</summary>
    static abstract bool Less(T x, T y);
}

/// <summary>Types that .NET computes with.</summary>
internal readonly struct Native<T> : IArithmetic<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Zero => T.Zero;

    public static T One => T.One;

    // The infinities where there are any.
    public static T Lowest => T.IsZero(T.One / (T.One + T.One)) ? T.MinValue : T.CreateSaturating(double.NegativeInfinity);

    public static T Highest => T.IsZero(T.One / (T.One + T.One)) ? T.MaxValue : T.CreateSaturating(double.PositiveInfinity);

    public static T Add(T x, T y) => x + y;

    public static T Subtract(T x, T y) => x - y;

    public static T Multiply(T x, T y) => x * y;

    public static T Max(T x, T y) => T.Max(x, y);

    public static T Min(T x, T y) => T.Min(x, y);

    public static bool IsNaN(T x) => T.IsNaN(x);

    public static bool Less(T x, T y) => x < y || (T.IsNaN(y) && !T.IsNaN(x));
}

/// <summary>The upper halves of floats.</summary>
internal readonly struct BFloat16Arithmetic : IArithmetic<BFloat16>
{
    public static BFloat16 Zero => default;

    public static BFloat16 One => (BFloat16)1f;

    public static BFloat16 Lowest => (BFloat16)float.NegativeInfinity;

    public static BFloat16 Highest => (BFloat16)float.PositiveInfinity;

    public static BFloat16 Add(BFloat16 x, BFloat16 y) => x + y;

    public static BFloat16 Subtract(BFloat16 x, BFloat16 y) => x - y;

    public static BFloat16 Multiply(BFloat16 x, BFloat16 y) => x * y;

    public static BFloat16 Max(BFloat16 x, BFloat16 y) => (BFloat16)float.Max(x, y);

    public static BFloat16 Min(BFloat16 x, BFloat16 y) => (BFloat16)float.Min(x, y);

    public static bool IsNaN(BFloat16 x) => BFloat16.IsNaN(x);

    public static bool Less(BFloat16 x, BFloat16 y) => Native<float>.Less(x, y);
}

/// <summary>Complex numbers of 64-bit parts: sums and products; their order is by real part, then imaginary part.</summary>
internal readonly struct ComplexArithmetic : IArithmetic<Complex>
{
    public static Complex Zero => Complex.Zero;

    public static Complex One => Complex.One;

    public static Complex Lowest => new(double.NegativeInfinity, double.NegativeInfinity);

    public static Complex Highest => new(double.PositiveInfinity, double.PositiveInfinity);

    public static Complex Add(Complex x, Complex y) => x + y;

    public static Complex Subtract(Complex x, Complex y) => x - y;

    public static Complex Multiply(Complex x, Complex y) => x * y;

    public static Complex Max(Complex x, Complex y) => IsNaN(x) || (!IsNaN(y) && Less(y, x)) ? x : y;

    public static Complex Min(Complex x, Complex y) => IsNaN(x) || (!IsNaN(y) && Less(x, y)) ? x : y;

    public static bool IsNaN(Complex x) => double.IsNaN(x.Real) || double.IsNaN(x.Imaginary);

    public static bool Less(Complex x, Complex y)
        => IsNaN(x) || IsNaN(y) ? !IsNaN(x) && IsNaN(y) : x.Real < y.Real || (x.Real == y.Real && x.Imaginary < y.Imaginary);
}

/// <summary>Complex numbers of 32-bit parts.</summary>
internal readonly struct Complex64Arithmetic : IArithmetic<Complex64>
{
    public static Complex64 Zero => Complex64.Zero;

    public static Complex64 One => Complex64.One;

    public static Complex64 Lowest => new(float.NegativeInfinity, float.NegativeInfinity);

    public static Complex64 Highest => new(float.PositiveInfinity, float.PositiveInfinity);

    public static Complex64 Add(Complex64 x, Complex64 y) => x + y;

    public static Complex64 Subtract(Complex64 x, Complex64 y) => x - y;

    public static Complex64 Multiply(Complex64 x, Complex64 y) => x * y;

    public static Complex64 Max(Complex64 x, Complex64 y) => (Complex64)ComplexArithmetic.Max(x, y);

    public static Complex64 Min(Complex64 x, Complex64 y) => (Complex64)ComplexArithmetic.Min(x, y);

    public static bool IsNaN(Complex64 x) => ComplexArithmetic.IsNaN(x);

    public static bool Less(Complex64 x, Complex64 y) => ComplexArithmetic.Less(x, y);
}

/// <summary>Truth values as numbers: + is or, × is and, false &lt; true.</summary>
internal readonly struct BoolArithmetic : IArithmetic<bool>
{
    public static bool Zero => false;

    public static bool One => true;

    public static bool Lowest => false;

    public static bool Highest => true;

    public static bool Add(bool x, bool y) => x | y;

    public static bool Subtract(bool x, bool y) => x ^ y;

    public static bool Multiply(bool x, bool y) => x & y;

    public static bool Max(bool x, bool y) => x | y;

    public static bool Min(bool x, bool y) => x & y;

    public static bool IsNaN(bool x) => false;

    public static bool Less(bool x, bool y) => !x & y;
}
