using System.Runtime.InteropServices;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>A safetensors file, open for reading: tensors by name, each read when it is asked for.</summary>
/// <remarks>All element types of the format are read. Floats of 8 bits become float32, which holds them exactly; those of 4 and 6 bits are read as packed bytes. Several threads may read at once.</remarks>
public sealed class SafetensorsFile : IDisposable
{
    readonly Stream stream;
    readonly string file;
    readonly LoadLimits limits;
    readonly SafetensorsHeader header;
    readonly Dictionary<string, SafetensorsEntry> byName;
    readonly Lock access = new();

    SafetensorsFile(Stream stream, string file, LoadLimits limits)
    {
        (this.stream, this.file, this.limits) = (stream, file, limits);
        try
        {
            header = SafetensorsHeader.Read(stream, file, limits);
            byName = header.Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Texts that the writer added, in the order of the file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata => header.Metadata;

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries => header.Entries;

    /// <summary>Opens a file.</summary>
    /// <exception cref="ModelFormatException">It is no safetensors file, or one that is refused.</exception>
    public static SafetensorsFile Open(string path, LoadLimits? limits = null) => Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read), Path.GetFileName(path), limits);

    /// <summary>Opens a file from its bytes.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="file">What error messages call it.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="ModelFormatException">It is no safetensors file, or one that is refused.</exception>
    public static SafetensorsFile Open(byte[] content, string file, LoadLimits? limits = null) => Open(new MemoryStream(content), file, limits);

    /// <summary>Opens a file from a seekable stream, which is disposed with it.</summary>
    /// <param name="stream">The bytes, from their start to their end.</param>
    /// <param name="file">What error messages call it.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="ModelFormatException">It is no safetensors file, or one that is refused.</exception>
    public static SafetensorsFile Open(Stream stream, string file, LoadLimits? limits = null) => new(stream, file, limits ?? LoadLimits.Default);

    /// <summary>The tensor of this name as the header lists it, or null.</summary>
    public SafetensorsEntry? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads a tensor. Floats of 8 bits become float32; those of 4 and 6 bits are packed bytes, a vector of uint8.</summary>
    /// <exception cref="ModelFormatException">There is none of this name, or it exceeds the limits.</exception>
    public Tensor Read(string name)
    {
        var entry = Find(name) ?? throw new ModelFormatException(file, ContainedFile.Shown(name), "there is no tensor of this name");
        var shape = Shape.Of([.. entry.Shape]);
        if (SafetensorsTypes.Float8(entry.Type) is { } value) return Tensor.Constant((Array)Array.ConvertAll(ReadBytes(entry), bits => value(bits)), shape);
        return entry.Type.Element switch
        {
            null => Tensor.Constant((Array)ReadBytes(entry), Shape.Of([entry.Length])),
            ElementType.Bool => Tensor.Constant((Array)Truths(entry), shape),
            ElementType.UInt8 => Plain<byte>(entry, shape),
            ElementType.Int8 => Plain<sbyte>(entry, shape),
            ElementType.UInt16 => Plain<ushort>(entry, shape),
            ElementType.Int16 => Plain<short>(entry, shape),
            ElementType.UInt32 => Plain<uint>(entry, shape),
            ElementType.Int32 => Plain<int>(entry, shape),
            ElementType.UInt64 => Plain<ulong>(entry, shape),
            ElementType.Int64 => Plain<long>(entry, shape),
            ElementType.Float16 => Plain<Half>(entry, shape),
            ElementType.BFloat16 => Plain<BFloat16>(entry, shape),
            ElementType.Float32 => Plain<float>(entry, shape),
            ElementType.Float64 => Plain<double>(entry, shape),
            _ => Plain<Complex64>(entry, shape),
        };
    }

    /// <summary>Reads the bytes of a tensor as they stand in the file.</summary>
    /// <exception cref="ModelFormatException">They exceed the limits.</exception>
    public byte[] ReadBytes(SafetensorsEntry entry) => Elements<byte>(entry, 1);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    Tensor Plain<T>(SafetensorsEntry entry, Shape shape) where T : unmanaged => Tensor.Constant((Array)Elements<T>(entry, entry.Type.Bits / 8), shape);

    bool[] Truths(SafetensorsEntry entry)
    {
        var bytes = ReadBytes(entry);
        if (bytes.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)1) >= 0) throw new ModelFormatException(file, ContainedFile.Shown(entry.Name), "a truth value is neither 0 nor 1");
        return Array.ConvertAll(bytes, b => b == 1);
    }

    T[] Elements<T>(SafetensorsEntry entry, int size) where T : unmanaged
    {
        if (entry.Length > limits.MaxDecodedBytes || entry.Length / size > Array.MaxLength) throw new ModelFormatException(file, ContainedFile.Shown(entry.Name), $"it takes {entry.Length:N0} bytes, more than the limits allow");
        var values = GC.AllocateUninitializedArray<T>((int)(entry.Length / size));
        lock (access)
        {
            stream.Position = header.DataBegin + entry.Begin;
            for (var at = 0; at < values.Length; at += 1 << 20) stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(at, Math.Min(1 << 20, values.Length - at))));
        }
        return values;
    }
}
