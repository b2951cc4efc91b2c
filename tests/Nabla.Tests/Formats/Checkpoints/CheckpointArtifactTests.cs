using System.Text.Json;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

/// <summary>Checkpoints that TensorFlow 0.12 to 2.6 wrote for real projects.</summary>
public sealed class CheckpointArtifactTests
{
    [Fact]
    public void Real_checkpoints_are_read()
    {
        var root = Path.Combine(Materials.Artifacts, "tensorflow", "checkpoint");
        var (checkpoints, variables) = (0, 0);
        foreach (var folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            var expectations = Path.Combine(folder, "expected.json");
            if (!File.Exists(expectations)) continue;
            using var expected = JsonDocument.Parse(File.ReadAllText(expectations));
            foreach (var file in expected.RootElement.EnumerateObject())
            {
                if (!file.Value.TryGetProperty("tensors", out var tensors)) continue;
                variables += Check(Path.Combine(folder, file.Name), tensors);
                checkpoints++;
            }
        }
        Assert.InRange(checkpoints, 11, int.MaxValue);
        Assert.InRange(variables, 100, int.MaxValue);
    }

    static int Check(string file, JsonElement tensors)
    {
        using var reader = CheckpointReader.Open(file.EndsWith(".index", StringComparison.Ordinal) ? file[..^".index".Length] : file);
        var names = tensors.EnumerateArray().Select(tensor => tensor.GetProperty("name").GetString()!).Order(StringComparer.Ordinal);
        Assert.Equal(names, reader.Entries.Select(entry => entry.Name));
        foreach (var tensor in tensors.EnumerateArray())
        {
            var entry = reader.Find(tensor.GetProperty("name").GetString()!)!;
            Assert.Equal(tensor.GetProperty("dtype").GetString(), entry.TypeName);
            Assert.Equal(tensor.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt64()), entry.Shape.ToArray());
            // Of one checkpoint only the index is there.
            if (!tensor.TryGetProperty("first", out var first)) continue;
            var value = reader.Read(entry.Name);
            if (entry.ElementType == ElementType.String) continue;
            var expected = first.EnumerateArray().Select(element => element.ValueKind == JsonValueKind.Number ? element.GetDouble() : element.GetBoolean() ? 1.0 : 0.0).ToArray();
            Assert.Equal(expected, value.Reshape([-1]).Cast(ElementType.Float64).ToArray<double>()[..expected.Length]);
        }
        return reader.Entries.Count;
    }
}
