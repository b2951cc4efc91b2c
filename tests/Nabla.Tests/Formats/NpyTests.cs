using System.Numerics;
using System.Text;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats;

public sealed class NpyTests
{
    static byte[] Bytes(NpyArray array)
    {
        var stream = new MemoryStream();
        Npy.WriteArray(stream, array);
        return stream.ToArray();
    }

    static byte[] File(string header, params byte[] data) => [0x93, .. "NUMPY\u0001\0"u8, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. data];

    public static TheoryData<string, Array> Kinds => new()
    {
        { "|b1", new[] { true, false, true, false, false, true } },
        { "|i1", new sbyte[] { -128, 0, 1, 2, 3, 127 } },
        { "|u1", new byte[] { 0, 1, 2, 3, 4, 255 } },
        { "<i2", new short[] { short.MinValue, 0, 1, 2, 3, short.MaxValue } },
        { "<u2", new ushort[] { 0, 1, 2, 3, 4, ushort.MaxValue } },
        { "<i4", new[] { int.MinValue, 0, 1, 2, 3, int.MaxValue } },
        { "<u4", new uint[] { 0, 1, 2, 3, 4, uint.MaxValue } },
        { "<i8", new[] { long.MinValue, 0, 1, 2, 3, long.MaxValue } },
        { "<u8", new ulong[] { 0, 1, 2, 3, 4, ulong.MaxValue } },
        { "<f2", new[] { (Half)1.5f, Half.NaN, Half.PositiveInfinity, Half.Epsilon, (Half)(-0f), Half.MaxValue } },
        { "<f4", new[] { 1.5f, float.NaN, float.NegativeInfinity, float.Epsilon, -0f, float.MaxValue } },
        { "<f8", new[] { 1.5, double.NaN, double.NegativeInfinity, double.Epsilon, -0d, double.MaxValue } },
        { "<c8", new Complex64[] { new(1, 2), new(3, 4), new(5, 6), new(7, 8), new(9, 10), new(float.NaN, 0) } },
        { "<c16", new Complex[] { new(1, 2), new(3, 4), new(5, 6), new(7, 8), new(9, 10), new(double.NaN, 0) } },
        { "<V2", new[] { (BFloat16)0f, (BFloat16)1f, (BFloat16)(-2f), (BFloat16)float.NaN, (BFloat16)3e38f, (BFloat16)1e-40f } },
        { "<U3", new[] { "", "a", "äöü", "日本", "𝛁x", "abc" } },
        { "|S3", new[] { "", "a", "ÿ", "ab", "xyz", "abc" } },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryTypeComesBackAsItWasWritten(string description, Array values)
    {
        var array = new NpyArray(NpyType.Parse(description, out _)!, [2, 3], values);
        var back = Npy.ReadArray(Bytes(array), "x.npy");
        Assert.Equal(description, back.Type.Description);
        Assert.Equal([2L, 3L], back.Shape);
        Assert.Equal(values, back.Values);
    }

    [Theory]
    [InlineData("", "{'descr': '<f4', 'fortran_order': False, 'shape': (), }", 118)]
    [InlineData("5", "{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }", 118)]
    [InlineData("0,3", "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }", 118)]
    [InlineData("12,1,1,1,1,1,1,1,1,1,1,1,1,1", "{'descr': '<f4', 'fortran_order': False, 'shape': (12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), }", 118)]
    [InlineData("12,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", "{'descr': '<f4', 'fortran_order': False, 'shape': (12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), }", 182)]
    public void HeadersArePaddedAsNumpyPadsThem(string axes, string dictionary, int length)
    {
        var shape = axes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse).ToArray();
        var count = shape.Aggregate(1L, (a, b) => a * b);
        var bytes = Bytes(new NpyArray(NpyType.Of(typeof(float)), shape, new float[count]));
        Assert.Equal("\u0093NUMPY\u0001\0" + (char)length + "\0" + dictionary.PadRight(length - 1) + "\n", Encoding.Latin1.GetString(bytes, 0, 10 + length));
        Assert.Equal(10 + length + 4 * count, bytes.Length);
    }

    [Fact]
    public void ColumnMajorAndBigEndianElementsAreReadInRowMajorOrder()
    {
        var file = File("{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3)}", 0, 1, 0, 4, 0, 2, 0, 5, 0, 3, 1, 6);
        var array = Npy.ReadArray(file, "x.npy");
        Assert.Equal(new short[] { 1, 2, 3, 4, 5, 262 }, array.Values);
        file = File("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2, 2)}", 0, 1, 2, 3, 4, 5, 6, 7);
        Assert.Equal(new byte[] { 0, 4, 2, 6, 1, 5, 3, 7 }, Npy.ReadArray(file, "x.npy").Values);
    }

    [Fact]
    public void DatesReadAsNumpyPrintsThem()
    {
        string Date(string unit, long count) => ((string[])Npy.ReadArray(File($"{{'descr': '<M8[{unit}]', 'fortran_order': False, 'shape': ()}}", BitConverter.GetBytes(count)), "x").Values)[0];
        Assert.Equal("2026-11-22", Date("D", 20779));
        Assert.Equal("1969-12-31T23:59:59.999999999", Date("ns", -1));
        Assert.Equal("2000-02-29T12", Date("h", 264396));
        Assert.Equal("1970-01-01T00:00:50", Date("25s", 2));
        Assert.Equal("-0001-12", Date("M", -23641));
        Assert.Equal("NaT", Date("D", long.MinValue));
        Assert.Equal("1970-01-08", Date("W", 1));
    }

    [Theory]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "pickle")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", "structure")]
    [InlineData("{'descr': '|V3', 'fortran_order': False, 'shape': (1,)}", "raw bytes")]
    [InlineData("{'descr': '<f16', 'fortran_order': False, 'shape': (1,)}", "float64")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}", "fortran_order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}", "tuple")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (True,)}", "tuple")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "negative")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "8 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296)}", "counted")]
    [InlineData("{'descr': '<U0', 'fortran_order': False, 'shape': (4294967296,)}", "empty texts")]
    [InlineData("{'descr': '|b1', 'fortran_order': False, 'shape': (4,)}", "truth value")]
    [InlineData("{'descr': '<U1', 'fortran_order': False, 'shape': (1,)}", "character")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "keys")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}", "twice")]
    [InlineData("print(1)", "header")]
    [InlineData("((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((", "deep")]
    public void WhatCannotBeReadIsRefusedWithItsReason(string header, string word)
    {
        var error = Assert.Throws<ModelFormatException>(() => Npy.ReadArray(File(header, 255, 255, 255, 255), "x.npy"));
        Assert.StartsWith("x.npy: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ByteStringsTakeOnlySmallCharacters() =>
        Assert.Throws<ArgumentException>(() => Bytes(new NpyArray(new NpyType('S', 4), [1], new[] { "日本" })));

    [Fact]
    public void AnArchiveKeepsKeysOrderAndArrays()
    {
        using var folder = new TemporaryFolder();
        KeyValuePair<string, NpyArray>[] arrays = [.. new[] { "x", "layer/kernel", "", "x.npy" }.Select((key, i) => KeyValuePair.Create(key, new NpyArray(NpyType.Of(typeof(int)), [1], new[] { i })))];
        foreach (var compress in new[] { false, true })
        {
            Npz.WriteArrays(folder.File("a.npz"), arrays, compress);
            var back = Npz.ReadArrays(folder.File("a.npz"));
            Assert.Equal(["x", "layer/kernel", "", "x.npy"], back.Select(a => a.Key));
            Assert.Equal([0, 1, 2, 3], back.Select(a => ((int[])a.Value.Values)[0]));
        }
    }
}
