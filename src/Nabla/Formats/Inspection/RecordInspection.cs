using System.Buffers.Binary;
using System.Globalization;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Describes TFRecord files: how many records of which lengths, and the features where they are examples.</summary>
static class RecordInspection
{
    public static bool Knows(string path, ReadOnlySpan<byte> start) => TFRecordReader.Detect(start) switch
    {
        CompressionType.None => IsFront(start) || (start.Length > 0 && start.Length < RecordFrames.Front && path.EndsWith(".tfrecord", StringComparison.Ordinal)),
        var compression => IsCompressed(path, compression),
    };

    /// <summary>Whether bytes begin with a length and its checksum.</summary>
    public static bool IsFront(ReadOnlySpan<byte> start) =>
        start.Length >= RecordFrames.Front && Crc32C.Mask(Crc32C.Of(start[..8])) == BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);

    static bool IsCompressed(string path, CompressionType compression)
    {
        using var stream = TFRecordReader.Decompressed(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), compression);
        try
        {
            var front = new byte[RecordFrames.Front];
            return stream.ReadAtLeast(front, front.Length, throwOnEndOfStream: false) == front.Length && IsFront(front);
        }
        catch (Exception error) when (RecordFrames.IsDamage(error, stream))
        {
            return false;
        }
    }

    public static Inspection Of(string path, LoadLimits limits)
    {
        var compression = Compression(path);
        var (features, problems) = (new SortedDictionary<(string Part, string Name), Column>(), new List<string>());
        var (bytes, shortest, longest, areExamples) = (0L, long.MaxValue, 0L, true);
        using var reader = new TFRecordReader(path, compression, limits);
        try
        {
            while (reader.Next() is { } record)
            {
                bytes += record.Length;
                (shortest, longest) = (Math.Min(shortest, record.Length), Math.Max(longest, record.Length));
                areExamples = areExamples && Add(record, features, limits);
            }
            if (reader.IsCut) problems.Add($"the file ends in front of record {reader.Count}, within its length.");
        }
        catch (ModelFormatException error)
        {
            problems.Add(error.Message);
        }
        List<(string, string)> facts = [("compression", compression == CompressionType.None ? "none" : compression.ToString().ToLowerInvariant()), ("records", $"{reader.Count:N0}"), ("bytes in records", $"{bytes:N0}")];
        if (reader.Count > 0) facts.AddRange([("shortest record", $"{shortest:N0} bytes"), ("longest record", $"{longest:N0} bytes")]);
        var isTable = areExamples && features.Count > 0;
        if (reader.Count > 0) facts.Add(("content", !isTable ? "bytes" : features.Keys.Any(key => key.Part == Steps) ? "examples of sequences (tf.train.SequenceExample)" : "examples (tf.train.Example)"));
        InspectionTable[] tables = isTable
            ? [new("features", ["name", "part", "type", "records", "least values", "most values"], [.. features.Select(feature => feature.Value.Row(feature.Key))])]
            : [];
        return new("TFRecord", facts, tables, problems);
    }

    static CompressionType Compression(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var start = new byte[RecordFrames.Front];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return TFRecordReader.Detect(start.AsSpan(0, length));
    }

    const string Whole = "example", Steps = "steps";

    /// <summary>Counts the features of a record; false where it is no example. An example is an example of sequences without steps.</summary>
    static bool Add(byte[] record, SortedDictionary<(string, string), Column> features, LoadLimits limits)
    {
        try
        {
            var example = SequenceExample.FromBytes(record);
            if (record.Length > 0 && example.Context.Count + example.FeatureLists.Count == 0) return false;
            foreach (var (name, feature) in example.Context) Of(features, (Whole, name), limits).Add(feature.Kind, feature.Count);
            foreach (var (name, list) in example.FeatureLists) Of(features, (Steps, name), limits).Add(list.Select(feature => feature.Kind).FirstOrDefault(), list.Count);
            return true;
        }
        catch (ModelFormatException)
        {
            return false;
        }
    }

    static Column Of(SortedDictionary<(string, string), Column> features, (string, string) key, LoadLimits limits)
    {
        if (!features.TryGetValue(key, out var column))
        {
            if (features.Count == limits.MaxEntries) throw new ModelFormatException("TFRecord", "", $"there are more than {limits.MaxEntries:N0} features");
            features.Add(key, column = new Column());
        }
        return column;
    }

    sealed class Column
    {
        readonly SortedSet<FeatureKind> kinds = [];
        long records;
        long least = long.MaxValue;
        long most;

        public void Add(FeatureKind kind, int count)
        {
            kinds.Add(kind);
            records++;
            (least, most) = (Math.Min(least, count), Math.Max(most, count));
        }

        public IReadOnlyList<string> Row((string Part, string Name) key) =>
            [key.Name, key.Part, string.Join(", ", kinds.Select(kind => kind.ToString().ToLower(CultureInfo.InvariantCulture))), $"{records:N0}", $"{least:N0}", $"{most:N0}"];
    }
}
