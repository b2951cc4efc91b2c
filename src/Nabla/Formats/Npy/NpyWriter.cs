using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Nabla.Formats;

/// <summary>Writes .npy files: row-major, little-endian, with the bytes that NumPy writes for the same array.</summary>
static class NpyWriter
{
    const int Chunk = 1 << 20;

    public static void Write(Stream stream, NpyArray array)
    {
        var type = array.Type.Kind == 'M' ? new NpyType('U', 0) : array.Type with { IsBigEndian = false };
        if (array.Values is string[] texts)
        {
            var longest = texts.Select(Points).DefaultIfEmpty().Max();
            type = type with { Size = Math.Max(type.Size, type.Word * Math.Max(longest, 1)) };
            if (type.Kind == 'S' && texts.FirstOrDefault(text => text.Any(c => c > 255)) is { } wide)
                throw new ArgumentException($"Npy: '{wide}': byte strings hold characters up to U+00FF. Use a type of kind 'U'.", nameof(array));
            WriteHeader(stream, type, array.Shape);
            WriteTexts(stream, type, texts);
            return;
        }
        WriteHeader(stream, type, array.Shape);
        switch (array.Values)
        {
            case bool[] values: WriteNumbers(stream, values); break;
            case sbyte[] values: WriteNumbers(stream, values); break;
            case byte[] values: WriteNumbers(stream, values); break;
            case short[] values: WriteNumbers(stream, values); break;
            case ushort[] values: WriteNumbers(stream, values); break;
            case int[] values: WriteNumbers(stream, values); break;
            case uint[] values: WriteNumbers(stream, values); break;
            case long[] values: WriteNumbers(stream, values); break;
            case ulong[] values: WriteNumbers(stream, values); break;
            case Half[] values: WriteNumbers(stream, values); break;
            case float[] values: WriteNumbers(stream, values); break;
            case double[] values: WriteNumbers(stream, values); break;
            case BFloat16[] values: WriteNumbers(stream, values); break;
            case Complex64[] values: WriteNumbers(stream, values); break;
            case Complex[] values: WriteNumbers(stream, values); break;
        }
    }

    static void WriteHeader(Stream stream, NpyType type, IReadOnlyList<long> shape) => stream.Write(new NpyHeader(type, [.. shape], IsColumnMajor: false).ToBytes());

    static void WriteNumbers<T>(Stream stream, T[] values) where T : unmanaged
    {
        for (var at = 0; at < values.Length; at += Chunk) stream.Write(MemoryMarshal.AsBytes(values.AsSpan(at, Math.Min(Chunk, values.Length - at))));
    }

    static int Points(string text) => text.EnumerateRunes().Count();

    static void WriteTexts(Stream stream, NpyType type, string[] texts)
    {
        var element = new byte[type.Size];
        foreach (var text in texts)
        {
            Array.Clear(element);
            if (type.Kind == 'U') Encoding.UTF32.GetBytes(text, element);
            else Encoding.Latin1.GetBytes(text, element);
            stream.Write(element);
        }
    }
}
