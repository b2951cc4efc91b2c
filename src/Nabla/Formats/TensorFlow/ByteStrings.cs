using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>Strings as TensorFlow lays them out in a tensor's bytes: the length of each as a varint, then all characters one after another.</summary>
static class ByteStrings
{
    /// <summary>Reads as many strings as <paramref name="texts"/> has places.</summary>
    /// <exception cref="ModelFormatException">The lengths and characters are not as many bytes as given.</exception>
    public static void Read(ReadOnlySpan<byte> content, string[] texts, string place, DecodeBudget budget)
    {
        ModelFormatException Bad(string reason) => new(budget.File, place, reason);
        var lengths = new Varints(content);
        if (texts.Length > content.Length) throw Bad($"{texts.Length:N0} strings do not fit into {content.Length:N0} bytes");
        var sizes = new int[texts.Length];
        var total = 0L;
        for (var i = 0; i < sizes.Length; i++)
        {
            if (!lengths.TryRead(out var length) || length > (ulong)content.Length) throw Bad($"the length of string {i} is no number that fits the file");
            total += sizes[i] = (int)length;
        }
        var rest = lengths.Rest;
        if (total != rest.Length) throw Bad($"the strings have {total:N0} bytes by their lengths, and {rest.Length:N0} are given");
        budget.Take(2 * total, place);
        for (var i = 0; i < sizes.Length; i++)
        {
            texts[i] = ByteText.FromBytes(rest[..sizes[i]]);
            rest = rest[sizes[i]..];
        }
    }
}
