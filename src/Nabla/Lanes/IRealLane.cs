namespace Nabla.Lanes;

/// <summary>A lane of floating-point numbers.</summary>
/// <remarks>The elementary functions of a lane of numbers are the bodies in ElementaryFunctions; a lane of
/// tensors records them as operations instead.</remarks>
/// <typeparam name="V">The lane itself.</typeparam>
public interface IRealLane<V> : INumberLane<V>
    where V : struct, IRealLane<V>
{
    // Declared again in each tier: the language looks for conversions only in the constraint itself, not in what it inherits.
    /// <summary>The constant in every element of the lane.</summary>
    static abstract implicit operator V(double constant);

    /// <summary>Quotient, element by element, by IEEE 754.</summary>
    static abstract V operator /(V x, V y);

    /// <summary>Square root, correctly rounded; NaN below zero.</summary>
    static abstract V Sqrt(V x);

    /// <summary>x·y + z; rounded once where the hardware has a fused multiply-add, else twice.</summary>
    static abstract V MultiplyAdd(V x, V y, V z);

    /// <summary>The nearest whole number; halves go to the even one.</summary>
    static abstract V Round(V x);

    /// <summary>The greatest whole number that is not above x.</summary>
    static abstract V Floor(V x);

    /// <summary>The least whole number that is not below x.</summary>
    static abstract V Ceiling(V x);

    /// <summary>The whole part of x, towards zero.</summary>
    static abstract V Truncate(V x);

    /// <summary>The magnitude of x with the sign of y.</summary>
    static abstract V CopySign(V x, V y);

    /// <summary>eˣ.</summary>
    static abstract V Exp(V x);

    /// <summary>2ˣ.</summary>
    static abstract V Exp2(V x);

    /// <summary>eˣ − 1, exact to the last digits near 0.</summary>
    static abstract V Expm1(V x);

    /// <summary>Natural logarithm.</summary>
    static abstract V Log(V x);

    /// <summary>ln(1 + x), exact to the last digits near 0.</summary>
    static abstract V Log1p(V x);

    /// <summary>Logarithm to base 2.</summary>
    static abstract V Log2(V x);

    /// <summary>Logarithm to base 10.</summary>
    static abstract V Log10(V x);

    /// <summary>xʸ, with the special cases of IEEE 754 pow.</summary>
    static abstract V Pow(V x, V y);

    /// <summary>Sine of x radians.</summary>
    static abstract V Sin(V x);

    /// <summary>Cosine of x radians.</summary>
    static abstract V Cos(V x);

    /// <summary>Tangent of x radians.</summary>
    static abstract V Tan(V x);

    /// <summary>Arc sine in radians; NaN outside [−1, 1].</summary>
    static abstract V Asin(V x);

    /// <summary>Arc cosine in radians; NaN outside [−1, 1].</summary>
    static abstract V Acos(V x);

    /// <summary>Arc tangent in radians.</summary>
    static abstract V Atan(V x);

    /// <summary>The angle of the point (x, y) in radians, in [−π, π].</summary>
    static abstract V Atan2(V y, V x);

    /// <summary>Hyperbolic sine.</summary>
    static abstract V Sinh(V x);

    /// <summary>Hyperbolic cosine.</summary>
    static abstract V Cosh(V x);

    /// <summary>Hyperbolic tangent.</summary>
    static abstract V Tanh(V x);

    /// <summary>Inverse hyperbolic sine.</summary>
    static abstract V Asinh(V x);

    /// <summary>Inverse hyperbolic cosine; NaN below 1.</summary>
    static abstract V Acosh(V x);

    /// <summary>Inverse hyperbolic tangent; NaN outside [−1, 1].</summary>
    static abstract V Atanh(V x);

    /// <summary>1 ÷ √x.</summary>
    static abstract V Rsqrt(V x);

    /// <summary>Cube root.</summary>
    static abstract V Cbrt(V x);

    /// <summary>Error function.</summary>
    static abstract V Erf(V x);

    /// <summary>1 − erf x, exact to the last digits for large x.</summary>
    static abstract V Erfc(V x);

    /// <summary>Inverse of the error function; NaN outside [−1, 1].</summary>
    static abstract V Erfinv(V x);

    /// <summary>Logarithm of the absolute value of the gamma function.</summary>
    static abstract V Lgamma(V x);

    /// <summary>Derivative of the logarithm of the gamma function.</summary>
    static abstract V Digamma(V x);

    /// <summary>1 ÷ (1 + e⁻ˣ).</summary>
    static abstract V Sigmoid(V x);

    /// <summary>ln(1 + eˣ).</summary>
    static abstract V Softplus(V x);

    /// <summary>x·Φ(x), Φ the distribution function of the standard normal; exact to the last digits for large negative x.</summary>
    static abstract V Gelu(V x);

    /// <summary>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))), the approximate form of <see cref="Gelu"/>.</summary>
    static abstract V GeluTanh(V x);

    /// <summary>√(x² + y²) without overflow of the squares; ∞ where either is infinite.</summary>
    static abstract V Hypot(V x, V y);

    /// <summary>ln(eˣ + eʸ) without overflow.</summary>
    static abstract V LogAddExp(V x, V y);
}
