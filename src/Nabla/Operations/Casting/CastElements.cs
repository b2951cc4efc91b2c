using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>From any element type of numbers to any other.</summary>
internal static class CastElements
{
    /// <summary>y[i] = x[i] in the type of y; y is contiguous.</summary>
    internal static void Run(Tensor x, Tensor y)
    {
        if (x.ElementType == y.ElementType)
        {
            x.Contiguous().ContiguousBytes.CopyTo(y.ContiguousBytes);
        }
        else if (x.ElementType == ElementType.Complex64)
        {
            FromComplex<Complex64>(x, y);
        }
        else if (x.ElementType == ElementType.Complex128)
        {
            FromComplex<Complex>(x, y);
        }
        else if (y.ElementType.IsComplex)
        {
            var reals = Tensor.Allocate(ElementType.Float64, x.Shape);
            Run(x, reals);
            if (y.ElementType == ElementType.Complex64)
            {
                Each.Unary<ByComplex<double, Complex64>, double, Complex64>(default, reals.View<double>(), y.View<Complex64>());
            }
            else
            {
                Each.Unary<ByComplex<double, Complex>, double, Complex>(default, reals.View<double>(), y.View<Complex>());
            }
        }
        else
        {
            var action = new Source(x, y);
            ElementDispatch.Run(x.ElementType, ref action);
        }

        GC.KeepAlive(x);
    }

    static void FromComplex<T>(Tensor x, Tensor y)
        where T : unmanaged
    {
        switch (y.ElementType)
        {
            case ElementType.Complex64:
                Each.Unary<ByComplex<T, Complex64>, T, Complex64>(default, x.View<T>(), y.View<Complex64>());
                break;
            case ElementType.Complex128:
                Each.Unary<ByComplex<T, Complex>, T, Complex>(default, x.View<T>(), y.View<Complex>());
                break;
            case ElementType.Bool:
                Each.Unary<ByComplex<T, bool>, T, bool>(default, x.View<T>(), y.View<bool>());
                break;
            default:
                var reals = Tensor.Allocate(ElementType.Float64, x.Shape);
                Each.Unary<ByComplex<T, double>, T, double>(default, x.View<T>(), reals.View<double>());
                Run(reals, y);
                break;
        }
    }

    /// <summary>One element through a complex number: the real part of what comes out where a real type is wanted.</summary>
    readonly struct ByComplex<T, U> : IEach<T, U>
        where T : unmanaged
        where U : unmanaged
    {
        public U At(T x, T y)
        {
            Complex z = typeof(T) == typeof(Complex64) ? Unsafe.BitCast<T, Complex64>(x)
                : typeof(T) == typeof(Complex) ? Unsafe.BitCast<T, Complex>(x)
                : Unsafe.BitCast<T, double>(x);
            return typeof(U) == typeof(Complex64) ? Unsafe.BitCast<Complex64, U>((Complex64)z)
                : typeof(U) == typeof(Complex) ? Unsafe.BitCast<Complex, U>(z)
                : typeof(U) == typeof(bool) ? Unsafe.BitCast<bool, U>(z != Complex.Zero)
                : Unsafe.BitCast<double, U>(z.Real);
        }
    }

    readonly struct Source(Tensor x, Tensor y) : IForElements
    {
        public void Run<T>()
            where T : unmanaged
        {
            var action = new Target<T>(x, y);
            ElementDispatch.Run(y.ElementType, ref action);
        }
    }

    readonly struct Target<T>(Tensor x, Tensor y) : IForElements
        where T : unmanaged
    {
        public void Run<U>()
            where U : unmanaged => Map.Cast(x.View<T>(), y.View<U>());
    }
}
