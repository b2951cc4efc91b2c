using System.Numerics;

namespace Nabla;

/// <summary>A complex number of two 32-bit floats, re + im·i: the element type complex64.</summary>
/// <remarks>8 bytes, the real part first, as NumPy and TensorFlow store it. Quotients are computed in 64-bit floats and rounded once.</remarks>
/// <param name="Real">The real part.</param>
/// <param name="Imaginary">The factor of i.</param>
public readonly record struct Complex64(float Real, float Imaginary)
{
    /// <summary>0.</summary>
    public static Complex64 Zero => default;

    /// <summary>1.</summary>
    public static Complex64 One => new(1, 0);

    /// <summary>√(re² + im²).</summary>
    public float Magnitude => (float)Complex.Abs(this);

    /// <summary>The angle of (re, im) in radians, in [−π, π].</summary>
    public float Phase => MathF.Atan2(Imaginary, Real);

    /// <summary>A real number.</summary>
    public static implicit operator Complex64(float real) => new(real, 0);

    /// <summary>The same number with twice the digits.</summary>
    public static implicit operator Complex(Complex64 x) => new(x.Real, x.Imaginary);

    /// <summary>Rounds both parts.</summary>
    public static explicit operator Complex64(Complex x) => new((float)x.Real, (float)x.Imaginary);

    /// <summary>Sum.</summary>
    public static Complex64 operator +(Complex64 x, Complex64 y) => new(x.Real + y.Real, x.Imaginary + y.Imaginary);

    /// <summary>Difference.</summary>
    public static Complex64 operator -(Complex64 x, Complex64 y) => new(x.Real - y.Real, x.Imaginary - y.Imaginary);

    /// <summary>Product.</summary>
    public static Complex64 operator *(Complex64 x, Complex64 y)
        => new((x.Real * y.Real) - (x.Imaginary * y.Imaginary), (x.Real * y.Imaginary) + (x.Imaginary * y.Real));

    /// <summary>Quotient.</summary>
    public static Complex64 operator /(Complex64 x, Complex64 y) => (Complex64)((Complex)x / (Complex)y);

    /// <summary>Negation of both parts.</summary>
    public static Complex64 operator -(Complex64 x) => new(-x.Real, -x.Imaginary);

    /// <summary>re − im·i.</summary>
    public static Complex64 Conjugate(Complex64 x) => new(x.Real, -x.Imaginary);

    /// <summary>As <c>&lt;re; im&gt;</c>, like <see cref="Complex"/>.</summary>
    public override string ToString() => $"<{Real}; {Imaginary}>";
}
