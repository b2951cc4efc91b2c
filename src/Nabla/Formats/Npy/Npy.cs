using Nabla.Files;

namespace Nabla.Formats;

/// <summary>NumPy's .npy files: one array a file.</summary>
/// <remarks>
/// Read: versions 1 to 3, both byte orders, both element orders; bool, integers of 8 to 64 bits, float16, float32, float64, complex64, complex128, text of a fixed length, dates, and two raw
/// bytes (<c>V2</c>), which is how NumPy stores bfloat16. Refused: Python objects (a pickle, which only running code could read), structures, other raw bytes, long doubles.
/// </remarks>
public static class Npy
{
    /// <summary>Reads an array from a file.</summary>
    /// <exception cref="ModelFormatException">The file holds no array that can be read.</exception>
    public static NpyArray ReadArray(string path, LoadLimits? limits = null)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return NpyReader.Read(stream, stream.Length, Path.GetFileName(path), "", limits ?? LoadLimits.Default);
    }

    /// <summary>Reads an array from bytes.</summary>
    /// <param name="content">The content of a .npy file.</param>
    /// <param name="file">What error messages call it.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="ModelFormatException">The bytes hold no array that can be read.</exception>
    public static NpyArray ReadArray(byte[] content, string file, LoadLimits? limits = null)
    {
        using var stream = new MemoryStream(content);
        return NpyReader.Read(stream, stream.Length, file, "", limits ?? LoadLimits.Default);
    }

    /// <summary>Writes an array to a file; a crash leaves the old file or the whole new one.</summary>
    public static void WriteArray(string path, NpyArray array) => CrashSafeFile.Write(path, stream => NpyWriter.Write(stream, array));

    /// <summary>Writes an array as a .npy file.</summary>
    public static void WriteArray(Stream stream, NpyArray array) => NpyWriter.Write(stream, array);
}
