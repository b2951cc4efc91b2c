using System.Text.Encodings.Web;
using System.Text.Json;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Reads and writes safetensors files: tensors by name, without code, in one file or in several with an index.</summary>
/// <remarks>Format: huggingface.co/docs/safetensors. The order and the header are those of its own library, so that equal tensors give equal bytes.</remarks>
public static class Safetensors
{
    /// <summary>Reads all tensors of a file, or of the files that an index (<c>….safetensors.index.json</c>) names beside it.</summary>
    /// <exception cref="ModelFormatException">A file is none that can be read.</exception>
    public static IReadOnlyList<KeyValuePair<string, Tensor>> Read(string path, LoadLimits? limits = null)
    {
        limits ??= LoadLimits.Default;
        if (path.EndsWith(".json", StringComparison.Ordinal)) return SafetensorsIndex.Read(path, limits);
        using var file = SafetensorsFile.Open(path, limits);
        return ReadAll(file, Path.GetFileName(path), limits);
    }

    /// <summary>Writes tensors to one file; a crash leaves the old file or the whole new one.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Texts to add.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or one has a type that the format lacks.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        var sorted = Sorted(tensors);
        CrashSafeFile.Write(path, stream => Write(stream, sorted.Select(item => KeyValuePair.Create(item.Name, item.Tensor)), metadata));
    }

    /// <summary>Writes tensors as one file.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Texts to add.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or one has a type that the format lacks.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var sorted = Sorted(tensors);
        stream.Write(Header(sorted, metadata));
        foreach (var (_, _, tensor) in sorted)
        {
            var array = tensor.ToNpyArray();
            Hdf5Bytes.Write(array.Values, Hdf5Types.Of(array.Values.GetType().GetElementType()!), Hdf5Bytes.NoTexts, stream.Write);
        }
    }

    /// <summary>Writes tensors to several files and an index that names them. The index is written last.</summary>
    /// <param name="folder">The folder to write to; made where it is not there.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="maxBytes">Most bytes of the tensors of one file; a larger tensor gets a file of its own.</param>
    /// <param name="name">What the files are called: <c>model-00001-of-00003.safetensors</c>, <c>model.safetensors.index.json</c>.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or one has a type that the format lacks.</exception>
    public static void WriteSharded(string folder, IEnumerable<KeyValuePair<string, Tensor>> tensors, long maxBytes, string name = "model") =>
        SafetensorsIndex.Write(folder, Sorted(tensors), maxBytes, name);

    internal static List<KeyValuePair<string, Tensor>> ReadAll(SafetensorsFile file, string name, LoadLimits limits)
    {
        var budget = new DecodeBudget(name, limits);
        var tensors = new List<KeyValuePair<string, Tensor>>();
        foreach (var entry in file.Entries)
        {
            budget.Take(entry.Length, ContainedFile.Shown(entry.Name));
            tensors.Add(new(entry.Name, file.Read(entry.Name)));
        }
        return tensors;
    }

    internal static long Bytes(SafetensorsType type, Tensor tensor) => tensor.Size * type.Bits / 8;

    // Types of more bits come first, so that every tensor begins at a multiple of its element's size; then by name.
    static List<(string Name, SafetensorsType Type, Tensor Tensor)> Sorted(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var list = tensors.Select(pair => (Name: pair.Key, Type: SafetensorsTypes.Of(pair.Value.ElementType, pair.Key), Tensor: pair.Value)).ToList();
        if (list.GroupBy(item => item.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new ArgumentException($"Safetensors: '{twice.Key}': two tensors have this name. Give each its own.", nameof(tensors));
        if (list.Any(item => item.Name == "__metadata__")) throw new ArgumentException("Safetensors: '__metadata__': a tensor cannot have this name, under which texts are kept. Rename it.", nameof(tensors));
        return [.. list.OrderByDescending(item => item.Type).ThenBy(item => item.Name, Comparer<string>.Create((a, b) => ByteText.ToBytes(a).AsSpan().SequenceCompareTo(ByteText.ToBytes(b))))];
    }

    static byte[] Header(List<(string Name, SafetensorsType Type, Tensor Tensor)> sorted, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        var content = new MemoryStream();
        content.Write(new byte[8]);
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject("__metadata__");
                foreach (var (key, value) in metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }
            var at = 0L;
            foreach (var (name, type, tensor) in sorted)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", type.HeaderName);
                json.WriteStartArray("shape");
                foreach (var axis in tensor.Shape.ToArray()) json.WriteNumberValue(axis);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += Bytes(type, tensor));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // Spaces fill the header up, so that the tensors begin at a multiple of eight.
        while (content.Length % 8 != 0) content.WriteByte((byte)' ');
        var bytes = content.ToArray();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - 8);
        return bytes;
    }
}
