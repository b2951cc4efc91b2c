using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>A real number that a complex one has.</summary>
public enum Part
{
    /// <summary>re.</summary>
    Real,

    /// <summary>im.</summary>
    Imaginary,

    /// <summary>√(re² + im²).</summary>
    Magnitude,

    /// <summary>The angle of (re, im) in radians, in [−π, π].</summary>
    Phase,
}

/// <summary>One real number of each complex one.</summary>
/// <param name="Part">Which.</param>
/// <remarks>Shape: any → same. complex64 → float32, complex128 → float64. The gradient of the magnitude at 0 is 0.</remarks>
public sealed record ComplexPart(Part Part) : SingleOp
{
    /// <inheritdoc/>
    public override string Name => Part.ToString();

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => x[0].ElementType.IsComplex
        ? new(x[0].ElementType == ElementType.Complex64 ? ElementType.Float32 : ElementType.Float64, x[0].Shape)
        : throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it needs complex numbers. Make them with Tensor.Complex.");

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor x = context[0], y = context.Output();
        if (x.ElementType == ElementType.Complex64)
        {
            Each.Unary<Taken<Complex64, float>, Complex64, float>(new(Part), x.View<Complex64>(), y.View<float>());
        }
        else
        {
            Each.Unary<Taken<Complex, double>, Complex, double>(new(Part), x.View<Complex>(), y.View<double>());
        }

        GC.KeepAlive(x);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
    {
        var zero = dy.ZerosLike();
        return
        [
            Part switch
            {
                Part.Real => Tensor.Complex(dy, zero),
                Part.Imaginary => Tensor.Complex(zero, dy),
                Part.Magnitude => x[0] * Tensor.Complex(dy / Nonzero(y), zero),
                _ => -(Tensor.Complex(dy, zero) / Tensor.Complex(x[0].Imag(), x[0].Real())),
            },
        ];
    }

    /// <summary>1 in place of 0: the direction of 0 is 0, not NaN.</summary>
    static Tensor Nonzero(Tensor y) => Engine.Current.RunOne(new Where(), y == 0, Scalars.Of(y.ElementType, 1), y);

    readonly struct Taken<T, U>(Part part) : IEach<T, U>
        where T : unmanaged
        where U : unmanaged
    {
        public U At(T x, T y)
        {
            Complex z = typeof(T) == typeof(Complex64) ? Unsafe.BitCast<T, Complex64>(x) : Unsafe.BitCast<T, Complex>(x);
            double value = part switch
            {
                Part.Real => z.Real,
                Part.Imaginary => z.Imaginary,
                Part.Magnitude => Complex.Abs(z),
                _ => z.Phase,
            };
            return typeof(U) == typeof(float) ? Unsafe.BitCast<float, U>((float)value) : Unsafe.BitCast<double, U>(value);
        }
    }
}
