using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>One register of a matrix product: what a tile needs of it and no more.</summary>
/// <typeparam name="V">The register itself.</typeparam>
/// <typeparam name="T">Its elements: <see cref="float"/> or <see cref="double"/>.</typeparam>
internal unsafe interface IGemmLane<V, T>
    where V : struct, IGemmLane<V, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Elements in the register.</summary>
    static abstract int Count { get; }

    static abstract V Zero { get; }

    static abstract V Load(T* source);

    static abstract V Broadcast(T* source);

    /// <summary>x·y + z, fused where the hardware fuses; the same on every register of one machine.</summary>
    static abstract V MultiplyAdd(V x, V y, V z);

    static abstract V Add(V x, V y);

    static abstract V Subtract(V x, V y);

    static abstract V Multiply(V x, V y);

    /// <summary>max(x, 0) as the relu formula computes it; NaN stays.</summary>
    static abstract V Positive(V x);

    void Store(T* target);

    /// <summary>Reads <paramref name="count"/> elements, at most <see cref="Count"/>, and nothing past them; the others are zero.</summary>
    static abstract V LoadFirst(T* source, int count);

    /// <summary>Writes <paramref name="count"/> elements, at most <see cref="Count"/>, and nothing past them.</summary>
    void StoreFirst(T* target, int count);
}

/// <summary>512 bits.</summary>
internal readonly unsafe struct Gemm512<T>(Vector512<T> value) : IGemmLane<Gemm512<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    public static Gemm512<T> Zero => new(Vector512<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm512<T> Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm512<T> Broadcast(T* source) => new(Vector512.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm512<T> MultiplyAdd(Gemm512<T> x, Gemm512<T> y, Gemm512<T> z) => typeof(T) == typeof(float)
        ? new(Vector512.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm512<T> Add(Gemm512<T> x, Gemm512<T> y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm512<T> Multiply(Gemm512<T> x, Gemm512<T> y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm512<T> Subtract(Gemm512<T> x, Gemm512<T> y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm512<T> Positive(Gemm512<T> x) => new(Vector512.Max(x._value, Vector512<T>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => _value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm512<T> LoadFirst(T* source, int count) => typeof(T) == typeof(float)
        ? new(Avx512F.MaskLoad((float*)source, Mask(count).AsSingle(), Vector512<float>.Zero).As<float, T>())
        : new(Avx512F.MaskLoad((double*)source, Mask(count).AsDouble(), Vector512<double>.Zero).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreFirst(T* target, int count)
    {
        if (typeof(T) == typeof(float))
        {
            Avx512F.MaskStore((float*)target, Mask(count).AsSingle(), _value.AsSingle());
        }
        else
        {
            Avx512F.MaskStore((double*)target, Mask(count).AsDouble(), _value.AsDouble());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Mask(int count) => sizeof(T) == 4
        ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsByte()
        : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).AsByte();
}

/// <summary>256 bits.</summary>
internal readonly unsafe struct Gemm256<T>(Vector256<T> value) : IGemmLane<Gemm256<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector256<T> _value = value;

    public static int Count => Vector256<T>.Count;

    public static Gemm256<T> Zero => new(Vector256<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm256<T> Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm256<T> Broadcast(T* source) => new(Vector256.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm256<T> MultiplyAdd(Gemm256<T> x, Gemm256<T> y, Gemm256<T> z) => !Fma.IsSupported
        ? new((x._value * y._value) + z._value)
        : typeof(T) == typeof(float)
            ? new(Vector256.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>())
            : new(Vector256.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm256<T> Add(Gemm256<T> x, Gemm256<T> y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm256<T> Multiply(Gemm256<T> x, Gemm256<T> y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm256<T> Subtract(Gemm256<T> x, Gemm256<T> y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm256<T> Positive(Gemm256<T> x) => new(Vector256.Max(x._value, Vector256<T>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => _value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm256<T> LoadFirst(T* source, int count) => typeof(T) == typeof(float)
        ? new(Avx.MaskLoad((float*)source, Mask(count).AsSingle()).As<float, T>())
        : new(Avx.MaskLoad((double*)source, Mask(count).AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreFirst(T* target, int count)
    {
        if (typeof(T) == typeof(float))
        {
            Avx.MaskStore((float*)target, Mask(count).AsSingle(), _value.AsSingle());
        }
        else
        {
            Avx.MaskStore((double*)target, Mask(count).AsDouble(), _value.AsDouble());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Mask(int count) => sizeof(T) == 4
        ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsByte()
        : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).AsByte();
}

/// <summary>128 bits; fused on Arm and where x86 has FMA.</summary>
internal readonly unsafe struct Gemm128<T>(Vector128<T> value) : IGemmLane<Gemm128<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Vector128<T> _value = value;

    public static int Count => Vector128<T>.Count;

    public static Gemm128<T> Zero => new(Vector128<T>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm128<T> Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm128<T> Broadcast(T* source) => new(Vector128.Create(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm128<T> MultiplyAdd(Gemm128<T> x, Gemm128<T> y, Gemm128<T> z) => !Fma.IsSupported && !AdvSimd.Arm64.IsSupported
        ? new((x._value * y._value) + z._value)
        : typeof(T) == typeof(float)
            ? new(Vector128.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), z._value.AsSingle()).As<float, T>())
            : new(Vector128.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), z._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm128<T> Add(Gemm128<T> x, Gemm128<T> y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm128<T> Multiply(Gemm128<T> x, Gemm128<T> y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm128<T> Subtract(Gemm128<T> x, Gemm128<T> y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm128<T> Positive(Gemm128<T> x) => new(Vector128.Max(x._value, Vector128<T>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => _value.Store(target);

    public static Gemm128<T> LoadFirst(T* source, int count)
    {
        T* whole = stackalloc T[Count];
        for (int i = 0; i < Count; i++)
        {
            whole[i] = i < count ? source[i] : T.Zero;
        }

        return Load(whole);
    }

    public void StoreFirst(T* target, int count)
    {
        T* whole = stackalloc T[Count];
        Store(whole);
        for (int i = 0; i < count; i++)
        {
            target[i] = whole[i];
        }
    }
}

/// <summary>One number, where there are no registers to use.</summary>
internal readonly unsafe struct Gemm1<T>(T value) : IGemmLane<Gemm1<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _value = value;

    public static int Count => 1;

    public static Gemm1<T> Zero => new(T.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm1<T> Load(T* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm1<T> Broadcast(T* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm1<T> MultiplyAdd(Gemm1<T> x, Gemm1<T> y, Gemm1<T> z) => new((x._value * y._value) + z._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm1<T> Add(Gemm1<T> x, Gemm1<T> y) => new(x._value + y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm1<T> Multiply(Gemm1<T> x, Gemm1<T> y) => new(x._value * y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm1<T> Subtract(Gemm1<T> x, Gemm1<T> y) => new(x._value - y._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Gemm1<T> Positive(Gemm1<T> x) => new(T.Max(x._value, T.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target) => *target = _value;

    public static Gemm1<T> LoadFirst(T* source, int count) => count > 0 ? new(*source) : Zero;

    public void StoreFirst(T* target, int count)
    {
        if (count > 0)
        {
            *target = _value;
        }
    }
}
