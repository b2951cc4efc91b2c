namespace Nabla.Lanes;

/// <summary>A register of known element type.</summary>
/// <remarks>The elementary functions are written over this tier: a branch on T is decided before the JIT looks into it, where a branch on a
/// property of V would cost inlining budget for both sides.</remarks>
/// <typeparam name="V">The lane itself.</typeparam>
/// <typeparam name="T">Element type.</typeparam>
internal interface IRegister<V, T> : IRegister<V>
    where V : struct, IRegister<V, T>
    where T : unmanaged
{
    /// <summary>The constant in every element of the lane.</summary>
    static abstract implicit operator V(double constant);

    // The elementary functions: one body each, for every register.
    static V IRealLane<V>.Exp(V x) => ElementaryFunctions<T>.Exp(x);

    static V IRealLane<V>.Exp2(V x) => ElementaryFunctions<T>.Exp2(x);

    static V IRealLane<V>.Expm1(V x) => ElementaryFunctions<T>.Expm1(x);

    static V IRealLane<V>.Log(V x) => ElementaryFunctions<T>.Log(x);

    static V IRealLane<V>.Log1p(V x) => ElementaryFunctions<T>.Log1p(x);

    static V IRealLane<V>.Log2(V x) => ElementaryFunctions<T>.Log2(x);

    static V IRealLane<V>.Log10(V x) => ElementaryFunctions<T>.Log10(x);

    static V IRealLane<V>.Sin(V x) => ElementaryFunctions<T>.Sin(x);

    static V IRealLane<V>.Cos(V x) => ElementaryFunctions<T>.Cos(x);

    static V IRealLane<V>.Tan(V x) => ElementaryFunctions<T>.Tan(x);

    static V IRealLane<V>.Asin(V x) => ElementaryFunctions<T>.Asin(x);

    static V IRealLane<V>.Acos(V x) => ElementaryFunctions<T>.Acos(x);

    static V IRealLane<V>.Atan(V x) => ElementaryFunctions<T>.Atan(x);

    static V IRealLane<V>.Sinh(V x) => ElementaryFunctions<T>.Sinh(x);

    static V IRealLane<V>.Cosh(V x) => ElementaryFunctions<T>.Cosh(x);

    static V IRealLane<V>.Tanh(V x) => ElementaryFunctions<T>.Tanh(x);

    static V IRealLane<V>.Asinh(V x) => ElementaryFunctions<T>.Asinh(x);

    static V IRealLane<V>.Acosh(V x) => ElementaryFunctions<T>.Acosh(x);

    static V IRealLane<V>.Atanh(V x) => ElementaryFunctions<T>.Atanh(x);

    static V IRealLane<V>.Rsqrt(V x) => ElementaryFunctions<T>.Rsqrt(x);

    static V IRealLane<V>.Cbrt(V x) => ElementaryFunctions<T>.Cbrt(x);

    static V IRealLane<V>.Erf(V x) => ElementaryFunctions<T>.Erf(x);

    static V IRealLane<V>.Erfc(V x) => ElementaryFunctions<T>.Erfc(x);

    static V IRealLane<V>.Erfinv(V x) => ElementaryFunctions<T>.Erfinv(x);

    static V IRealLane<V>.Lgamma(V x) => ElementaryFunctions<T>.Lgamma(x);

    static V IRealLane<V>.Digamma(V x) => ElementaryFunctions<T>.Digamma(x);

    static V IRealLane<V>.Sigmoid(V x) => ElementaryFunctions<T>.Sigmoid(x);

    static V IRealLane<V>.Softplus(V x) => ElementaryFunctions<T>.Softplus(x);

    static V IRealLane<V>.Gelu(V x) => ElementaryFunctions<T>.Gelu(x);

    static V IRealLane<V>.GeluTanh(V x) => ElementaryFunctions<T>.GeluTanh(x);

    static V IRealLane<V>.Pow(V x, V y) => ElementaryFunctions<T>.Pow(x, y);

    static V IRealLane<V>.Atan2(V y, V x) => ElementaryFunctions<T>.Atan2(y, x);

    static V IRealLane<V>.Hypot(V x, V y) => ElementaryFunctions<T>.Hypot(x, y);

    static V IRealLane<V>.LogAddExp(V x, V y) => ElementaryFunctions<T>.LogAddExp(x, y);
}
