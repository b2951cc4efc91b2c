using Nabla.Kernels;
using Nabla.Lanes;

namespace Nabla.Tests.Lanes;

/// <summary>Runs an elementary function over arrays at one width of register.</summary>
static unsafe class FunctionRunner
{
    /// <summary>z = f(x, y) with lanes of the kind V.</summary>
    public static T[] Run<F, V, T>(T[] x, T[] y)
        where F : struct, IFunction
        where V : struct, IRegister<V>
        where T : unmanaged, System.Numerics.INumber<T>
    {
        T[] z = new T[x.Length];
        RealBinary<F> body = new(default);
        fixed (T* px = x, py = y, pz = z)
        {
            byte** operands = stackalloc byte*[] { (byte*)px, (byte*)py, (byte*)pz };
            nint* steps = stackalloc nint[] { sizeof(T), sizeof(T), sizeof(T) };
            MapLoop<RealBinary<F>, T>.Over<V>(System.Runtime.CompilerServices.Unsafe.AsPointer(ref body), operands, steps, x.Length);
        }

        return z;
    }

    /// <summary>z = f(x, y) as the kernels run it.</summary>
    public static T[] Map<F, T>(T[] x, T[] y)
        where F : struct, IFunction
        where T : unmanaged
    {
        T[] z = new T[x.Length];
        long[] lengths = [x.Length];
        long[] strides = [1];
        Nabla.Kernels.Map.Binary(default(F), new View<T>(x, 0, lengths, strides), new View<T>(y, 0, lengths, strides), new View<T>(z, 0, lengths, strides));
        return z;
    }
}
