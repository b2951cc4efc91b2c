using System.Globalization;

namespace Nabla.Formats.TensorFlow;

/// <summary>How the files of a checkpoint are called.</summary>
static class CheckpointNames
{
    /// <summary>The index of a checkpoint with this prefix.</summary>
    public static string Index(string prefix) => prefix + ".index";

    /// <summary>One of the files with the values.</summary>
    public static string Data(string prefix, int shard, int shards) => string.Create(CultureInfo.InvariantCulture, $"{prefix}.data-{shard:00000}-of-{shards:00000}");

    /// <summary>One of the files of an old checkpoint (V1) in several.</summary>
    public static string Part(string prefix, int shard, int shards) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{shard:00000}-of-{shards:00000}");

    /// <summary>The prefix and the number of files where a name ends as in <c>-?????-of-00003</c> or <c>-00001-of-00003</c>.</summary>
    public static bool TryParts(string name, out string prefix, out int shards)
    {
        (prefix, shards) = (name, 0);
        const int Ending = 15;
        if (name.Length <= Ending) return false;
        var end = name[^Ending..];
        var number = end[1..6];
        if (end[0] != '-' || end[6..10] != "-of-" || (number != "?????" && !number.All(char.IsAsciiDigit))) return false;
        prefix = name[..^Ending];
        return int.TryParse(end[10..], NumberStyles.None, CultureInfo.InvariantCulture, out shards) && shards > 0;
    }

    /// <summary>Whether this is the name of a file with values of the prefix.</summary>
    public static bool IsData(string name, string prefix) =>
        name.StartsWith(prefix + ".data-", StringComparison.Ordinal) && TryParts(name, out var start, out _) && start.Length == prefix.Length + ".data".Length;
}
