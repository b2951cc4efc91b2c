using Nabla.Kernels;
using Xunit;

namespace Nabla.Tests.Kernels;

public class CastTests
{
    private static U[] Cast<T, U>(params T[] x)
        where T : unmanaged
        where U : unmanaged
    {
        U[] y = new U[x.Length];
        Map.Cast(new View<T>(x, 0, [x.Length], [1]), new View<U>(y, 0, [x.Length], [1]));
        // The same numbers, every second and backwards: the strided loop must agree with the wide one.
        T[] spread = new T[x.Length * 2];
        for (int i = 0; i < x.Length; i++) spread[(x.Length - 1 - i) * 2] = x[i];
        U[] again = new U[x.Length];
        Map.Cast(new View<T>(spread, (x.Length - 1) * 2, [x.Length], [-2]), new View<U>(again, 0, [x.Length], [1]));
        Assert.Equal(y, again);
        return y;
    }

    [Fact]
    public void RealNumbersLoseTheirFractionTowardsZero()
    {
        float[] x = [1.9f, -1.9f, 0.5f, -0.5f, 100, -100, 7, 8, 9, 10, 11.5f];
        Assert.Equal([1, -1, 0, 0, 100, -100, 7, 8, 9, 10, 11], Cast<float, int>(x));
        Assert.Equal([1L, -1, 0, 0, 100, -100, 7, 8, 9, 10, 11], Cast<float, long>(x));
        Assert.Equal(new sbyte[] { 1, -1, 0, 0, 100, -100, 7, 8, 9, 10, 11 }, Cast<float, sbyte>(x));
        Assert.Equal([1, -1, 3000000000], Cast<double, long>(1.5, -1.5, 3e9));
        Assert.Equal([1u, 3000000000u, 4294967295u], Cast<double, uint>(1.5, 3e9, 4294967295.0));
        Assert.Equal([1ul, 18446744073709549568ul], Cast<double, ulong>(1.5, 18446744073709549568.0));
        Assert.Equal(new ushort[] { 65535, 7 }, Cast<float, ushort>(65535, 7.9f));
        Assert.Equal([2, -2], Cast<Half, int>((Half)2.5, (Half)(-2.5)));
        Assert.Equal([2, -2], Cast<BFloat16, int>((BFloat16)2.5, (BFloat16)(-2.5)));
    }

    [Fact]
    public void IntegersKeepTheirLowBits()
    {
        Assert.Equal(new byte[] { 255, 1, 0 }, Cast<int, byte>(-1, 257, 256));
        Assert.Equal(new sbyte[] { -1, -128 }, Cast<int, sbyte>(255, 128));
        Assert.Equal([ulong.MaxValue, 5], Cast<long, ulong>(-1, 5));
        Assert.Equal([-1L, 5], Cast<sbyte, long>(-1, 5));
        Assert.Equal([uint.MaxValue], Cast<short, uint>(-1));
        Assert.Equal([65535], Cast<ushort, int>(65535));
    }

    [Fact]
    public void IntegersBecomeTheNearestRealNumber()
    {
        Assert.Equal([16777216f, 16777220f, -3], Cast<int, float>(16777217, 16777219, -3));
        Assert.Equal([1.8446744073709552e19f], Cast<ulong, float>(ulong.MaxValue));
        Assert.Equal([1.8446744073709552e19], Cast<ulong, double>(ulong.MaxValue));
        Assert.Equal([9007199254740992.0], Cast<long, double>(9007199254740993));
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (float)i), Cast<byte, float>([.. Enumerable.Range(0, 256).Select(i => (byte)i)]));
        Assert.Equal([(Half)2048, (Half)2052], Cast<int, Half>(2049, 2051));
        Assert.Equal([(BFloat16)256f, (BFloat16)260f], Cast<long, BFloat16>(257, 259));
    }

    [Fact]
    public void ShortRealNumbersRoundToTheNearestEven()
    {
        float[] x = [.. Enumerable.Range(0, 70000).Select(i => BitConverter.Int32BitsToSingle(i * 61357))];
        Assert.Equal(x.Select(v => (Half)v), Cast<float, Half>(x));
        Assert.Equal(x.Select(v => (BFloat16)v), Cast<float, BFloat16>(x));
        Half[] halves = [.. Enumerable.Range(0, 65536).Select(i => BitConverter.UInt16BitsToHalf((ushort)i))];
        Assert.Equal(halves.Select(v => (float)v), Cast<Half, float>(halves));
        Assert.Equal([1.5f, (float)1e300], Cast<double, float>(1.5, 1e300));
    }

    [Fact]
    public void TruthIsNotZero()
    {
        Assert.Equal([false, true, true, true, false], Cast<float, bool>(0, 0.1f, float.NaN, -1, -0f));
        Assert.Equal([false, true, true], Cast<int, bool>(0, 256, -1));
        Assert.Equal([false, true], Cast<Half, bool>((Half)0, (Half)0.1));
        Assert.Equal([0f, 1], Cast<bool, float>(false, true));
        Assert.Equal([0L, 1], Cast<bool, long>(false, true));
        Assert.Equal([(Half)0, (Half)1], Cast<bool, Half>(false, true));
    }
}
