using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Kernels;

/// <summary>Arrays of 16-bit floats taken to float32 and back.</summary>
internal static class Widen
{
    /// <summary>True where T is a 16-bit float.</summary>
    public static bool Needed<T>() => typeof(T) == typeof(Half) || typeof(T) == typeof(BFloat16);

    /// <summary>y = (float)x.</summary>
    public static void Up<T>(ReadOnlySpan<T> x, Span<float> y)
    {
        if (typeof(T) == typeof(Half))
        {
            ReadOnlySpan<Half> from = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, Half>(ref MemoryMarshal.GetReference(x)), x.Length);
            for (int i = 0; i < from.Length; i++)
            {
                y[i] = (float)from[i];
            }
        }
        else
        {
            ReadOnlySpan<BFloat16> from = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, BFloat16>(ref MemoryMarshal.GetReference(x)), x.Length);
            for (int i = 0; i < from.Length; i++)
            {
                y[i] = from[i];
            }
        }
    }

    /// <summary>y = (T)x, rounded to even.</summary>
    public static void Down<T>(ReadOnlySpan<float> x, Span<T> y)
    {
        if (typeof(T) == typeof(Half))
        {
            Reduce.Store<Half, float, HalfAsSingle>(x, Reduce.As<T, Half>(y));
        }
        else
        {
            Reduce.Store<BFloat16, float, BFloat16AsSingle>(x, Reduce.As<T, BFloat16>(y));
        }
    }

    /// <summary>The refusal of other element types.</summary>
    public static NotSupportedException Refusal<T>(string operation)
        => new($"{operation}: elements of type {typeof(T).Name}: floating-point numbers were expected. Cast the tensor first.");
}
