using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>How elements of type T become numbers that are accumulated, and how the result goes back.</summary>
internal unsafe interface IAccumulate<T, A>
    where T : unmanaged
    where A : unmanaged
{
    /// <summary>True where T is A, and elements one after another are read in place.</summary>
    static abstract bool InPlace { get; }

    static abstract A Load(T x);

    static abstract T Store(A x);
}

/// <summary>Elements that are accumulated as they are.</summary>
internal readonly struct AsIs<T> : IAccumulate<T, T>
    where T : unmanaged
{
    public static bool InPlace => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Store(T x) => x;
}

/// <summary>float16 in float32.</summary>
internal readonly struct HalfAsSingle : IAccumulate<Half, float>
{
    public static bool InPlace => false;

    public static float Load(Half x) => (float)x;

    public static Half Store(float x) => (Half)x;
}

/// <summary>bfloat16 in float32.</summary>
internal readonly struct BFloat16AsSingle : IAccumulate<BFloat16, float>
{
    public static bool InPlace => false;

    public static float Load(BFloat16 x) => x;

    public static BFloat16 Store(float x) => (BFloat16)x;
}

/// <summary>1 for an element that is not zero, else 0.</summary>
internal readonly struct NotZero<T, TArithmetic> : IAccumulate<T, long>
    where T : unmanaged
    where TArithmetic : struct, IArithmetic<T>
{
    public static bool InPlace => false;

    public static long Load(T x) => EqualityComparer<T>.Default.Equals(x, TArithmetic.Zero) ? 0 : 1;

    public static T Store(long x) => throw new NotSupportedException("Reduce: a count has no way back to elements.");
}
