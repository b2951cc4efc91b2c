using System.Security.Cryptography;
using System.Text.Json;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Ops;

namespace Nabla.Goldens.Programs;

/// <summary>Lessons on MNIST: slices of images, and images as rows of floats.</summary>
static class MnistLesson
{
    public static void CheckSlice(GoldenCase golden, Comparer comparer)
    {
        var index = golden.Json("slices").EnumerateArray().Select(Part).ToList();
        var part = OpTable.Invoke("get_item", MnistFiles.Part(golden.Text("part")!), new GoldenIndex(index));
        comparer.Check("rank", golden.Value("ndim"), part.Rank);
        comparer.Check("shape", golden.Value("shape"), part.Shape);
        comparer.Check("type", golden.Value("dtype"), part.ElementType);
        var values = part.ToArray<byte>();
        comparer.Check("sum", golden.Value("sum"), values.Sum(value => (long)value));
        comparer.Check("SHA-256", golden.Value("sha256_of_bytes"), Convert.ToHexStringLower(SHA256.HashData(values)));
        if (golden.Has("values")) comparer.Check("values", golden.Value("values"), part);
    }

    public static void CheckRows(GoldenCase golden, Comparer comparer)
    {
        var images = MnistFiles.Part(golden.Text("part")!);
        var rows = OpTable.Invoke("divide", OpTable.Invoke("cast", OpTable.Invoke("reshape", images, new List<object?> { images.Shape[0], -1L }), "float32"), 255.0);
        comparer.Check("shape", golden.Value("shape"), rows.Shape);
        comparer.Check("type", golden.Value("dtype"), rows.ElementType);
        comparer.Check("row", golden.Value("outputs"), OpTable.Invoke("get_item", rows, new GoldenIndex([golden.Json("row").GetInt64()])));
        var values = rows.ToArray<float>();
        comparer.Check("sum", golden.Value("sum_in_float64"), values.Sum(value => (double)value));
        comparer.Check("minimum", golden.Value("minimum"), values.Min());
        comparer.Check("maximum", golden.Value("maximum"), values.Max());
    }

    static object? Part(JsonElement slice) =>
        slice.ValueKind == JsonValueKind.Array
            ? new Dictionary<string, object?>(StringComparer.Ordinal) { ["slice"] = slice.EnumerateArray().Select(end => end.ValueKind == JsonValueKind.Null ? null : (object?)end.GetInt64()).ToList() }
            : slice.GetInt64();
}
