using System.Numerics;
using Nabla.Formats;

namespace Nabla.Tests.Formats.Hdf5;

/// <summary>Files of every kind that the writer makes.</summary>
static class Hdf5Samples
{
    /// <summary>A C# array of every type that is written.</summary>
    public static IReadOnlyList<Array> Values { get; } =
    [
        new[] { true, false, true },
        new sbyte[] { -128, 0, 127 },
        new byte[] { 0, 7, 255 },
        new short[] { short.MinValue, 0, short.MaxValue },
        new ushort[] { 0, 1, ushort.MaxValue },
        new[] { int.MinValue, 0, int.MaxValue },
        new[] { 0u, 1u, uint.MaxValue },
        new[] { long.MinValue, 0L, long.MaxValue },
        new[] { 0ul, 1ul, ulong.MaxValue },
        new[] { (Half)0.1, Half.NegativeInfinity, Half.NaN },
        new[] { (BFloat16)0.1f, (BFloat16)(-3f), (BFloat16)float.PositiveInfinity },
        new[] { 0.1f, -0f, float.NaN },
        new[] { 0.1, double.Epsilon, double.NegativeInfinity },
        new[] { new Complex64(1, -2), new Complex64(0.5f, 0), new Complex64(0, 3) },
        new[] { new Complex(1, -2), new Complex(0.1, 0), new Complex(0, 3) },
        new[] { "plain", "", "ёж и кот" },
    ];

    /// <summary>A file with each type as dataset and attribute, chunks of several kinds, and nested groups.</summary>
    public static Hdf5Writer Everything()
    {
        var writer = new Hdf5Writer();
        foreach (var values in Values)
        {
            var name = values.GetType().GetElementType()!.Name;
            writer.Root.Add($"types/{name}", Hdf5Array.Of(values, 3));
            writer.Root.Group("attributes").SetAttribute(name, Hdf5Array.Of(values, 3, 1));
        }
        var numbers = Enumerable.Range(0, 60).Select(i => i * 0.5f).ToArray();
        writer.Root.Add("chunks/plain", Hdf5Array.Of(numbers, 5, 12), new Hdf5Storage([2, 5], Gzip: false));
        writer.Root.Add("chunks/gzip", Hdf5Array.Of(numbers, 5, 12), new Hdf5Storage([2, 5]));
        writer.Root.Add("chunks/all", Hdf5Array.Of(numbers, 3, 4, 5), new Hdf5Storage([2, 2, 2], Shuffle: true, Fletcher32: true));
        writer.Root.Add("chunks/text", Hdf5Array.Of(new[] { "a", "b", "c", "d" }, 4), new Hdf5Storage([3]));
        writer.Root.Add("odd/scalar", Hdf5Array.Of(new[] { 2.5 }));
        writer.Root.Add("odd/empty", Hdf5Array.Of(Array.Empty<float>(), 0, 3));
        writer.Root.Add("odd/nothing", Hdf5Array.OfNothing(typeof(float)));
        writer.Root.Add("odd/fixed", Hdf5Array.OfFixedText(["abc", "é", ""], 3));
        writer.Root.Group("odd/имя с пробелом/inner");
        writer.Root.SetAttribute("text", "one text");
        writer.Root.SetAttribute("names", Hdf5Array.OfFixedText(["dense", "dense_1"], 2));
        return writer;
    }

    public static byte[] Bytes(Hdf5Writer writer)
    {
        var stream = new MemoryStream();
        writer.Write(stream);
        return stream.ToArray();
    }
}
