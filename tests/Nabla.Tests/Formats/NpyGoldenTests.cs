using System.IO.Compression;
using System.Text.Json;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats;

public sealed class NpyGoldenTests
{
    static byte[] Entry(ZipArchive archive, string name)
    {
        using var stream = archive.GetEntry(name)!.Open();
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    static IEnumerable<JsonElement> Lines(string folder) => File.ReadLines(Path.Combine(folder, "cases.jsonl")).Select(line => JsonDocument.Parse(line).RootElement);

    [Fact]
    public void FilesOfNumpyGiveTheirArrays()
    {
        var folder = Path.Combine(Materials.Goldens, "files", "npy");
        var arrays = Npz.ReadArrays(Path.Combine(folder, "cases.npz")).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
        using var files = ZipFile.OpenRead(Path.Combine(folder, "files.zip"));
        var count = 0;
        foreach (var line in Lines(folder))
        {
            var name = line.GetProperty("name").GetString()!;
            var content = Entry(files, line.GetProperty("member").GetString()!);
            var isNpz = line.GetProperty("format").GetString() == "npz";
            if (line.TryGetProperty("error", out _))
            {
                if (isNpz) Assert.Throws<ModelFormatException>(() => Npz.ReadArrays(content, name));
                else Assert.Throws<ModelFormatException>(() => Npy.ReadArray(content, name));
            }
            else if (isNpz)
            {
                var read = Npz.ReadArrays(content, name);
                Assert.Equal(line.GetProperty("order").EnumerateArray().Select(e => e.GetString()), read.Select(a => (string?)a.Key));
                foreach (var (key, array) in read) Check(line.GetProperty("contents").GetProperty(key), array, arrays, name);
            }
            else
            {
                Check(line, Npy.ReadArray(content, name), arrays, name);
                CheckRewritten(line, content, name);
            }
            count++;
        }
        Assert.True(count > 50);
    }

    static void Check(JsonElement expected, NpyArray array, Dictionary<string, NpyArray> arrays, string name)
    {
        Assert.Equal(expected.GetProperty("dtype").GetString(), array.Type.Description);
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()), array.Shape);
        var value = expected.GetProperty("value");
        if (value.ValueKind == JsonValueKind.String) Assert.Equal(arrays[name + "/" + value.GetString()![1..]].Values, array.Values);
        else Assert.Equal(Flat(value.GetProperty("strings")), (string[])array.Values);
    }

    // NumPy wrote these files with plain headers, so writing the array again must give the same bytes.
    static void CheckRewritten(JsonElement line, byte[] content, string name)
    {
        if (!line.TryGetProperty("format_version", out var version) || version[0].GetInt32() != 1) return;
        if (line.GetProperty("fortran_order").GetBoolean() || line.GetProperty("dtype").GetString()![0] == '>' || line.GetProperty("dtype").GetString()![1] == 'M') return;
        var stream = new MemoryStream();
        Npy.WriteArray(stream, Npy.ReadArray(content, name));
        Assert.Equal(content, stream.ToArray());
    }

    static IEnumerable<string?> Flat(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Flat) : [value.GetString()];

    [Fact]
    public void MalformedFilesAreRefusedWithinTheirLimits()
    {
        var folder = Path.Combine(Materials.Goldens, "files", "malformed");
        using var files = ZipFile.OpenRead(Path.Combine(folder, "files.zip"));
        var count = 0;
        foreach (var line in Lines(folder))
        {
            var format = line.GetProperty("format").GetString();
            if (format is not ("npy" or "npz")) continue;
            var name = line.GetProperty("name").GetString()!;
            var content = Entry(files, line.GetProperty("member").GetString()!);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<ModelFormatException>(() => _ = format == "npz" ? (object)Npz.ReadArrays(content, name) : Npy.ReadArray(content, name));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 << 20) + 4 * content.Length);
            count++;
        }
        Assert.True(count > 15);
    }

    [Fact]
    public void FilesOfOtherProgramsGiveTheBytesThatNumpyReads()
    {
        var folder = Path.Combine(Materials.Artifacts, "arrays", "npy-oracle");
        var oracle = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "oracle_manifest.json"))).RootElement.GetProperty("cases");
        var wrong = new List<string>();
        var count = 0;
        foreach (var line in oracle.EnumerateArray())
        {
            var path = Path.Combine(folder, Path.GetFileName(line.GetProperty("file").GetString()!));
            if (line.GetProperty("kind").GetString() != "npy" || !File.Exists(path)) continue;
            var type = line.GetProperty("ns_dtype").GetString();
            var array = Npy.ReadArray(path);
            count++;
            if (!line.GetProperty("shape").EnumerateArray().Select(e => e.GetInt64()).SequenceEqual(array.Shape)) wrong.Add($"{path}: shape");
            if (array.Values is not string[] && line.TryGetProperty("ns_bytes", out var hex) && type != "Complex" && !Hex(array).Equals(hex.GetString(), StringComparison.OrdinalIgnoreCase))
                wrong.Add($"{path}: values");
            if (line.TryGetProperty("write_exact", out var exact) && exact.ValueKind == JsonValueKind.True && !line.GetProperty("fortran_order").GetBoolean())
            {
                var stream = new MemoryStream();
                Npy.WriteArray(stream, array);
                if (!stream.ToArray().AsSpan().SequenceEqual(File.ReadAllBytes(path))) wrong.Add($"{path}: written bytes");
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(count > 50);
    }

    static string Hex(NpyArray array)
    {
        var stream = new MemoryStream();
        Npy.WriteArray(stream, array);
        var bytes = stream.ToArray();
        return Convert.ToHexString(bytes.AsSpan(10 + bytes[8] + 256 * bytes[9]));
    }

    [Fact]
    public void EveryFileOfOtherProgramsEndsInAResultOrInTheTypedException()
    {
        var files = new[] { "arrays/npy", "arrays/npy-oracle", "malformed/zip" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Materials.Artifacts, folder), "*", SearchOption.AllDirectories));
        var read = new List<string>();
        foreach (var path in files.Where(path => Path.GetExtension(path) is ".npy" or ".npz" or ".zip"))
        {
            try
            {
                _ = Path.GetExtension(path) == ".npy" ? (object)Npy.ReadArray(path) : Npz.ReadArrays(path);
                read.Add(Path.GetFileName(path));
            }
            catch (ModelFormatException)
            {
                Assert.True(!path.Contains("compat", StringComparison.Ordinal) || path.Contains("large_header", StringComparison.Ordinal), path);
            }
        }
        Assert.DoesNotContain(read, name => name.Contains("objarr", StringComparison.Ordinal));
        Assert.True(read.Count > 80);
    }
}
