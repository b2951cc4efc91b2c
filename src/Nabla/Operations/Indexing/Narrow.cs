using System.Runtime.CompilerServices;

namespace Nabla.Operations;

/// <summary>Writes whole numbers into a contiguous tensor of any whole type, low bits kept, or of any real type, rounded.</summary>
internal struct Narrow : IForElements
{
    /// <summary>The numbers.</summary>
    public long[] From;

    /// <summary>A tensor of as many elements.</summary>
    public Tensor To;

    /// <inheritdoc/>
    public readonly void Run<T>()
        where T : unmanaged
    {
        var to = To.Elements<T>();
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = Convert<T>(From[i]);
        }
    }

    static T Convert<T>(long x)
        where T : unmanaged =>
        typeof(T) == typeof(int) ? As<int, T>(unchecked((int)x)) : typeof(T) == typeof(long) ? As<long, T>(x)
        : typeof(T) == typeof(float) ? As<float, T>(x) : typeof(T) == typeof(double) ? As<double, T>(x)
        : typeof(T) == typeof(byte) ? As<byte, T>(unchecked((byte)x)) : typeof(T) == typeof(sbyte) ? As<sbyte, T>(unchecked((sbyte)x))
        : typeof(T) == typeof(short) ? As<short, T>(unchecked((short)x)) : typeof(T) == typeof(ushort) ? As<ushort, T>(unchecked((ushort)x))
        : typeof(T) == typeof(uint) ? As<uint, T>(unchecked((uint)x)) : typeof(T) == typeof(ulong) ? As<ulong, T>(unchecked((ulong)x))
        : typeof(T) == typeof(Half) ? As<Half, T>((Half)x) : typeof(T) == typeof(BFloat16) ? As<BFloat16, T>((BFloat16)(double)x)
        : typeof(T) == typeof(bool) ? As<bool, T>(x != 0)
        : typeof(T) == typeof(Complex64) ? As<Complex64, T>((Complex64)new System.Numerics.Complex(x, 0))
        : As<System.Numerics.Complex, T>(new System.Numerics.Complex(x, 0));

    static T As<S, T>(S x)
        where S : unmanaged
        where T : unmanaged => Unsafe.As<S, T>(ref x);
}
