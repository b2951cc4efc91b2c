using System.Numerics;
using System.Runtime.InteropServices;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Receives a piece of the bytes of some elements.</summary>
delegate void Hdf5Sink(ReadOnlySpan<byte> bytes);

/// <summary>The bytes of elements as they stand in the file.</summary>
static class Hdf5Bytes
{
    const int Piece = 1 << 20;

    /// <summary>Places of texts for arrays without text.</summary>
    public static IReadOnlyDictionary<string, (long Collection, int Index)> NoTexts { get; } = new Dictionary<string, (long Collection, int Index)>();

    /// <summary>Passes the bytes of all elements on, piece by piece; texts of their own length by their places.</summary>
    public static void Write(Array values, Hdf5Type type, IReadOnlyDictionary<string, (long Collection, int Index)> places, Hdf5Sink sink)
    {
        switch (values)
        {
            case bool[] v: Plain(v, sink); break;
            case sbyte[] v: Plain(v, sink); break;
            case byte[] v: Plain(v, sink); break;
            case short[] v: Plain(v, sink); break;
            case ushort[] v: Plain(v, sink); break;
            case int[] v: Plain(v, sink); break;
            case uint[] v: Plain(v, sink); break;
            case long[] v: Plain(v, sink); break;
            case ulong[] v: Plain(v, sink); break;
            case Half[] v: Plain(v, sink); break;
            case BFloat16[] v: Plain(v, sink); break;
            case float[] v: Plain(v, sink); break;
            case double[] v: Plain(v, sink); break;
            case Complex64[] v: Plain(v, sink); break;
            case Complex[] v: Plain(v, sink); break;
            case string[] v: Texts(v, type, places, sink); break;
        }
    }

    /// <summary>All bytes at once, for arrays that are stored in chunks or in a header.</summary>
    public static byte[] ToArray(Array values, Hdf5Type type, IReadOnlyDictionary<string, (long Collection, int Index)> places)
    {
        using var stream = new MemoryStream();
        Write(values, type, places, stream.Write);
        return stream.ToArray();
    }

    static void Plain<T>(T[] values, Hdf5Sink sink) where T : unmanaged
    {
        for (var at = 0; at < values.Length; at += Piece) sink(MemoryMarshal.AsBytes(values.AsSpan(at, Math.Min(Piece, values.Length - at))));
    }

    static void Texts(string[] texts, Hdf5Type type, IReadOnlyDictionary<string, (long Collection, int Index)> places, Hdf5Sink sink)
    {
        foreach (var text in texts)
        {
            var bytes = ByteText.ToBytes(text);
            var block = new Hdf5Block();
            if (!type.IsVariable)
            {
                block.U8(bytes.AsSpan(0, Math.Min(bytes.Length, type.Size)));
                while (block.Length < type.Size) block.U8((byte)(type.IsSpacePadded ? 32 : 0));
            }
            else if (bytes.Length == 0)
            {
                block.Zeros(16);
            }
            else
            {
                var (collection, index) = places[text];
                block.U32(bytes.Length).U64(collection).U32(index);
            }
            sink(block.ToArray());
        }
    }
}
