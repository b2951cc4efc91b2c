using Nabla.Formats;

namespace Nabla.Tests.Formats;

/// <summary>Files of records in which one payload is damaged and all checksums hold, so that what reads payloads is reached.</summary>
static class MendedRecords
{
    public static byte[] Of(byte[] file, Random random)
    {
        using var reader = new TFRecordReader(new MemoryStream(file), "sample");
        var records = reader.ReadToEnd().ToList();
        var at = random.Next(records.Count);
        records[at] = Mutation.Of(records[at], random);
        using var stream = new MemoryStream();
        foreach (var record in records) RecordFrames.Write(stream, record);
        return stream.ToArray();
    }
}
