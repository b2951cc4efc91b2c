using Nabla.Files;
using Nabla.Formats;
using Nabla.Formats.TensorFlow;

namespace Nabla.Tests.Formats.TensorFlow;

/// <summary>Files of a checkpoint that lie in memory.</summary>
sealed class MemoryFiles(Dictionary<string, byte[]> files) : ICheckpointFiles
{
    public string Shown => "memory";

    public IEnumerable<string> Names => files.Keys;

    public Stream? Open(string name) => files.TryGetValue(name, out var content) ? new MemoryStream(content, writable: false) : null;

    /// <summary>Reads all that a checkpoint of the prefix <c>m</c> holds.</summary>
    public static void ReadAll(Dictionary<string, byte[]> files)
    {
        using var reader = CheckpointReader.Open(new MemoryFiles(files), "m", "memory/m", LoadLimits.Default);
        ModelFormatException? first = null;
        foreach (var entry in reader.Entries)
        {
            try
            {
                if (entry.ElementType is not null) reader.Read(entry.Name);
            }
            catch (ModelFormatException error)
            {
                first ??= error;
            }
        }
        // A variable may have taken the name of the description.
        reader.ReadObjects();
        if (first is not null) throw first;
    }

    /// <summary>The files of a checkpoint that was saved with the prefix <c>m</c>.</summary>
    public static Dictionary<string, byte[]> Of(IReadOnlyList<CheckpointPart> parts, int shards)
    {
        using var folder = new TemporaryFolder();
        CheckpointWriter.WriteParts(folder.File("m"), parts, shards);
        return Directory.EnumerateFiles(folder.Path).ToDictionary(file => Path.GetFileName(file)!, File.ReadAllBytes, StringComparer.Ordinal);
    }

    /// <summary>The entries of a table.</summary>
    public static List<(byte[] Key, byte[] Value)> Entries(byte[] table) => [.. new SortedTableReader(new MemoryStream(table), "table", LoadLimits.Default).Entries().Select(entry => (entry.Key, entry.Value.ToArray()))];

    /// <summary>A table with these entries.</summary>
    public static byte[] Table(IEnumerable<(byte[] Key, byte[] Value)> entries)
    {
        var stream = new MemoryStream();
        var table = new SortedTableWriter(stream);
        foreach (var (key, value) in entries) table.Add(key, value);
        table.Finish();
        return stream.ToArray();
    }

    /// <summary>A table of one block with this content and a right checksum, whatever the content is.</summary>
    public static byte[] TableOf(byte[] block, byte packing)
    {
        byte[] Ended(byte[] bytes, byte type) => [.. bytes, type, .. BitConverter.GetBytes(Crc32C.Mask(Crc32C.Append(Crc32C.Of(bytes), [type])))];
        void Handle(List<byte> to, int offset, int size)
        {
            Varints.Write(to, (ulong)offset);
            Varints.Write(to, (ulong)size);
        }
        var data = Ended(block, packing);
        byte[] empty = [0, 0, 0, 0, 1, 0, 0, 0];
        var handle = new List<byte>();
        Handle(handle, 0, block.Length);
        byte[] index = [0, 1, (byte)handle.Count, 255, .. handle, 0, 0, 0, 0, 1, 0, 0, 0];
        var footer = new List<byte>();
        Handle(footer, data.Length, empty.Length);
        Handle(footer, data.Length + empty.Length + SortedTable.TrailerLength, index.Length);
        footer.AddRange(new byte[40 - footer.Count]);
        return [.. data, .. Ended(empty, 0), .. Ended(index, 0), .. footer, .. BitConverter.GetBytes(SortedTable.Magic)];
    }

    /// <summary>The first block of a table, without its trailer.</summary>
    public static byte[] FirstBlock(byte[] table)
    {
        // The block ends where its restarts do; in a table of one block that is 5 bytes before the empty block of 13 bytes in front of the index.
        var handles = new Varints(table.AsSpan(table.Length - SortedTable.FooterLength));
        handles.TryRead(out var offset);
        return table[..((int)offset - SortedTable.TrailerLength)];
    }
}
