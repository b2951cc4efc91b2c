using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>How elements of a type are computed with: their loop, and the copies between memory and lanes.</summary>
/// <remarks>16-bit floating point computes in float; truth values are bytes.</remarks>
internal static unsafe class MapLane<T>
    where T : unmanaged
{
    /// <summary>Bytes of an element in a lane.</summary>
    public static int Step
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Converts ? sizeof(float) : sizeof(T);
    }

    /// <summary>True where lanes hold another type than memory.</summary>
    public static bool Converts
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(Half) || typeof(T) == typeof(BFloat16);
    }

    /// <summary>True for floating-point types.</summary>
    public static bool IsReal
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) || typeof(T) == typeof(double) || Converts;
    }

    /// <summary>The loop of a body over lanes of T.</summary>
    /// <exception cref="NotSupportedException">The body is for floating-point elements and T is not, or T is no element type.</exception>
    public static delegate*<void*, byte**, nint*, nint, void> Loop<B>()
        where B : struct, IBody
    {
        if (typeof(T) == typeof(float) || Converts) return MapLoop<B, float>.Pointer;
        if (typeof(T) == typeof(double)) return MapLoop<B, double>.Pointer;
        if (B.IsReal)
        {
            throw new NotSupportedException(
                $"Map: elements of type {typeof(T).Name}: this formula is for floating-point numbers. Cast to float first.");
        }

        if (typeof(T) == typeof(sbyte)) return MapLoop<B, sbyte>.Pointer;
        if (typeof(T) == typeof(byte) || typeof(T) == typeof(bool)) return MapLoop<B, byte>.Pointer;
        if (typeof(T) == typeof(short)) return MapLoop<B, short>.Pointer;
        if (typeof(T) == typeof(ushort)) return MapLoop<B, ushort>.Pointer;
        if (typeof(T) == typeof(int)) return MapLoop<B, int>.Pointer;
        if (typeof(T) == typeof(uint)) return MapLoop<B, uint>.Pointer;
        if (typeof(T) == typeof(long)) return MapLoop<B, long>.Pointer;
        if (typeof(T) == typeof(ulong)) return MapLoop<B, ulong>.Pointer;
        throw new NotSupportedException($"Map: elements of type {typeof(T).Name}: a number type was expected.");
    }

    /// <summary>The copy from memory to lanes.</summary>
    public static delegate*<byte*, nint, byte*, nint, nint, void> In =>
        typeof(T) == typeof(Half) ? CastLoop<Half, float>.Pointer
        : typeof(T) == typeof(BFloat16) ? CastLoop<BFloat16, float>.Pointer
        : Same;

    /// <summary>The copy from lanes to memory.</summary>
    public static delegate*<byte*, nint, byte*, nint, nint, void> Out =>
        typeof(T) == typeof(Half) ? CastLoop<float, Half>.Pointer
        : typeof(T) == typeof(BFloat16) ? CastLoop<float, BFloat16>.Pointer
        : Same;

    /// <summary>The copy that leaves elements as they are.</summary>
    public static delegate*<byte*, nint, byte*, nint, nint, void> Same => sizeof(T) switch
    {
        8 => CastLoop<long, long>.Pointer,
        4 => CastLoop<int, int>.Pointer,
        2 => CastLoop<short, short>.Pointer,
        _ => CastLoop<byte, byte>.Pointer,
    };
}
