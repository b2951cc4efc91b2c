namespace Nabla.Lanes;

/// <summary>A lane that is a processor register, or one number: what the elementary functions and the kernels need beyond arithmetic.</summary>
/// <remarks>Bit operators act on the bits of the elements, whatever their type. Members that speak of an exponent exist for
/// <see cref="float"/> and <see cref="double"/> only. Every member gives the same bits at every width.</remarks>
internal unsafe interface IRegister<V> : IRealLane<V>, IBitLane<V>
    where V : struct, IRegister<V>
{
    // Declared again in each tier: the language looks for conversions only in the constraint itself, not in what it inherits.
    /// <summary>The constant in every element of the lane.</summary>
    static abstract implicit operator V(double constant);

    /// <summary>Number of elements.</summary>
    static abstract int Count { get; }

    /// <summary>True where the elements are <see cref="double"/>, false where they are <see cref="float"/>.</summary>
    static abstract bool IsDouble { get; }

    /// <summary>Reads Count elements.</summary>
    static abstract V Load(byte* from);

    /// <summary>Writes Count elements.</summary>
    static abstract void Store(byte* to, V x);

    /// <summary>x where x &lt; y, else y: one instruction; a NaN in y passes.</summary>
    static abstract V Least(V x, V y);

    /// <summary>x where x &gt; y, else y: one instruction; a NaN in y passes.</summary>
    static abstract V Greatest(V x, V y);

    /// <summary>The bits of y where those of mask are one, of z elsewhere.</summary>
    static abstract V Choose(V mask, V y, V z);

    /// <summary>All bits one where x &lt; y, else zero.</summary>
    static abstract V Less(V x, V y);

    /// <summary>All bits one where x = y, else zero.</summary>
    static abstract V Equal(V x, V y);

    /// <summary>True where any element of x is above the one of y.</summary>
    static abstract bool AnyAbove(V x, V y);

    /// <summary>The bits of each element moved to higher places.</summary>
    static abstract V ShiftLeft(V x, int places);

    /// <summary>The bits of each element moved to lower places, zeros following.</summary>
    static abstract V ShiftRight(V x, int places);

    /// <summary>One value where the last bit is one, as of an odd number moved to the lowest place by a sum; another where it is zero.</summary>
    static abstract V SelectOdd(V bits, V then, V otherwise);

    /// <summary>x·2ⁿ for whole n of any size, rounded once.</summary>
    static abstract V Scale(V x, V n);

    /// <summary>m of x = m·2ᵉ with m in [¾, 1½), for positive finite x.</summary>
    static abstract V Significand(V x);

    /// <summary>e of x = m·2ᵉ with m in [¾, 1½), for positive finite x.</summary>
    static abstract V Exponent(V x);

    /// <summary>A body for <see cref="double"/> on these elements: floats are widened before and rounded after.</summary>
    static abstract V InDouble<F>(V x)
        where F : struct, IDoubleUnary;

    /// <summary>The same for two arguments.</summary>
    static abstract V InDouble<F>(V x, V y)
        where F : struct, IDoubleBinary;

    /// <summary>A rare path: a scalar function element by element.</summary>
    static abstract V Each<F>(V x)
        where F : struct, IScalarFunction;

    // The elementary functions: one body each, for every register.
    static V IRealLane<V>.Exp(V x) => ElementaryFunctions.Exp(x);

    static V IRealLane<V>.Exp2(V x) => ElementaryFunctions.Exp2(x);

    static V IRealLane<V>.Expm1(V x) => ElementaryFunctions.Expm1(x);

    static V IRealLane<V>.Log(V x) => ElementaryFunctions.Log(x);

    static V IRealLane<V>.Log1p(V x) => ElementaryFunctions.Log1p(x);

    static V IRealLane<V>.Log2(V x) => ElementaryFunctions.Log2(x);

    static V IRealLane<V>.Log10(V x) => ElementaryFunctions.Log10(x);

    static V IRealLane<V>.Sin(V x) => ElementaryFunctions.Sin(x);

    static V IRealLane<V>.Cos(V x) => ElementaryFunctions.Cos(x);

    static V IRealLane<V>.Tan(V x) => ElementaryFunctions.Tan(x);

    static V IRealLane<V>.Asin(V x) => ElementaryFunctions.Asin(x);

    static V IRealLane<V>.Acos(V x) => ElementaryFunctions.Acos(x);

    static V IRealLane<V>.Atan(V x) => ElementaryFunctions.Atan(x);

    static V IRealLane<V>.Sinh(V x) => ElementaryFunctions.Sinh(x);

    static V IRealLane<V>.Cosh(V x) => ElementaryFunctions.Cosh(x);

    static V IRealLane<V>.Tanh(V x) => ElementaryFunctions.Tanh(x);

    static V IRealLane<V>.Asinh(V x) => ElementaryFunctions.Asinh(x);

    static V IRealLane<V>.Acosh(V x) => ElementaryFunctions.Acosh(x);

    static V IRealLane<V>.Atanh(V x) => ElementaryFunctions.Atanh(x);

    static V IRealLane<V>.Rsqrt(V x) => ElementaryFunctions.Rsqrt(x);

    static V IRealLane<V>.Cbrt(V x) => ElementaryFunctions.Cbrt(x);

    static V IRealLane<V>.Erf(V x) => ElementaryFunctions.Erf(x);

    static V IRealLane<V>.Erfc(V x) => ElementaryFunctions.Erfc(x);

    static V IRealLane<V>.Erfinv(V x) => ElementaryFunctions.Erfinv(x);

    static V IRealLane<V>.Lgamma(V x) => ElementaryFunctions.Lgamma(x);

    static V IRealLane<V>.Digamma(V x) => ElementaryFunctions.Digamma(x);

    static V IRealLane<V>.Sigmoid(V x) => ElementaryFunctions.Sigmoid(x);

    static V IRealLane<V>.Softplus(V x) => ElementaryFunctions.Softplus(x);

    static V IRealLane<V>.Gelu(V x) => ElementaryFunctions.Gelu(x);

    static V IRealLane<V>.GeluTanh(V x) => ElementaryFunctions.GeluTanh(x);

    static V IRealLane<V>.Pow(V x, V y) => ElementaryFunctions.Pow(x, y);

    static V IRealLane<V>.Atan2(V y, V x) => ElementaryFunctions.Atan2(y, x);

    static V IRealLane<V>.Hypot(V x, V y) => ElementaryFunctions.Hypot(x, y);

    static V IRealLane<V>.LogAddExp(V x, V y) => ElementaryFunctions.LogAddExp(x, y);
}

/// <summary>A function whose one body is written for double lanes.</summary>
internal interface IDoubleUnary
{
    /// <summary>f(x); where <paramref name="single"/>, x came from floats and y is rounded to them, so 2⁻³⁰ is exact enough.</summary>
    static abstract V Run<V>(V x, bool single) where V : struct, IRegister<V>;
}

/// <summary>A function of two arguments whose one body is written for double lanes.</summary>
internal interface IDoubleBinary
{
    /// <summary>f(x, y); where <paramref name="single"/>, both came from floats.</summary>
    static abstract V Run<V>(V x, V y, bool single) where V : struct, IRegister<V>;
}

/// <summary>A function of one double.</summary>
internal interface IScalarFunction
{
    /// <summary>f(x).</summary>
    static abstract double Run(double x);
}
