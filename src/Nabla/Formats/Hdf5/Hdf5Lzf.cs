namespace Nabla.Formats;

/// <summary>Decodes LZF: runs of bytes as they are, and copies from up to 8 KiB back.</summary>
static class Hdf5Lzf
{
    /// <summary>The decoded bytes.</summary>
    /// <param name="stored">The compressed bytes.</param>
    /// <param name="known">How many bytes must come out; null where that is not known.</param>
    /// <param name="size">About how many bytes the data have, where the exact number is not known.</param>
    /// <param name="bad">Makes the exception of a reason.</param>
    public static byte[] Decode(byte[] stored, int? known, int size, Func<string, ModelFormatException> bad)
    {
        var length = Run(stored, []);
        if (length < 0 || (known is { } given ? length != given : length > size + size / 8L + 65536)) throw bad("its compressed data do not decode");
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        Run(stored, bytes);
        return bytes;
    }

    // With an empty target the length alone is found, so that nothing is allocated for data that do not decode.
    static long Run(ReadOnlySpan<byte> stored, Span<byte> target)
    {
        var at = 0L;
        for (var from = 0; from < stored.Length;)
        {
            var control = stored[from++];
            if (control < 32)
            {
                var count = control + 1;
                if (count > stored.Length - from) return -1;
                if (target.Length > 0) stored.Slice(from, count).CopyTo(target[(int)at..]);
                from += count;
                at += count;
                continue;
            }
            var length = (control >> 5) + 2;
            if (length == 9)
            {
                if (from >= stored.Length) return -1;
                length += stored[from++];
            }
            if (from >= stored.Length) return -1;
            var back = ((control & 31) << 8) + stored[from++] + 1;
            if (back > at) return -1;
            for (var i = 0; i < length && target.Length > 0; i++) target[(int)at + i] = target[(int)at + i - back];
            at += length;
        }
        return at;
    }
}
