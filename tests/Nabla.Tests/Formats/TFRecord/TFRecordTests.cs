using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.TFRecord;

public sealed class TFRecordTests
{
    static readonly byte[][] records = [[], [1], [.. Enumerable.Range(0, 1000).Select(i => (byte)i)], [0, 0, 0]];

    static byte[] Written(CompressionType compression = CompressionType.None, int level = -1)
    {
        using var stream = new MemoryStream();
        using (var writer = new TFRecordWriter(stream, compression, level))
        {
            foreach (var record in records) writer.Write(record);
            Assert.Equal(records.Length, writer.Count);
        }
        return stream.ToArray();
    }

    static (List<byte[]> Records, ModelFormatException? Error, bool IsCut) Read(byte[] file, CompressionType compression = CompressionType.None, LoadLimits? limits = null)
    {
        using var reader = new TFRecordReader(new MemoryStream(file), "test.tfrecord", compression, limits);
        var found = new List<byte[]>();
        try
        {
            while (reader.Next() is { } record) found.Add(record);
            return (found, null, reader.IsCut);
        }
        catch (ModelFormatException error)
        {
            Assert.Equal(error.Message, Assert.Throws<ModelFormatException>(() => reader.Next()).Message);
            return (found, error, false);
        }
    }

    [Theory]
    [InlineData(CompressionType.None, -1)]
    [InlineData(CompressionType.Gzip, -1)]
    [InlineData(CompressionType.Gzip, 0)]
    [InlineData(CompressionType.Zlib, 9)]
    public void WhatIsWrittenIsReadAgain(CompressionType compression, int level)
    {
        var (found, error, isCut) = Read(Written(compression, level), compression);
        Assert.Null(error);
        Assert.False(isCut);
        Assert.Equal(records, found);
    }

    [Fact]
    public void ARecordHasTheBytesThatTensorFlowWrites()
    {
        using var stream = new MemoryStream();
        using (var writer = new TFRecordWriter(stream)) writer.Write("über");
        Assert.Equal(Convert.FromBase64String("BQAAAAAAAADqsgQ+w7xiZXKxDfTO"), stream.ToArray());
    }

    [Fact]
    public void EveryCutGivesTheRecordsBeforeItAndAnErrorOnlyWithinARecord()
    {
        var file = Written();
        int[] ends = [16, 33, 1049, 1068];
        for (var length = 0; length < file.Length; length++)
        {
            var (found, error, isCut) = Read(file[..length]);
            var whole = ends.Count(end => end <= length);
            var rest = length - (whole == 0 ? 0 : ends[whole - 1]);
            Assert.Equal(records.Take(whole), found);
            Assert.Equal(rest >= 12, error is not null);
            Assert.Equal(rest is > 0 and < 12, isCut);
        }
    }

    [Fact]
    public void EveryFlippedBitIsNoticedAndTheRecordsBeforeItAreGiven()
    {
        var file = Written();
        int[] ends = [16, 33, 1049, 1068];
        for (var at = 0; at < file.Length; at += 3)
        {
            var bytes = (byte[])file.Clone();
            bytes[at] ^= (byte)(1 << (at % 8));
            var (found, error, _) = Read(bytes);
            Assert.NotNull(error);
            Assert.Equal(ends.Count(end => end <= at), found.Count);
            Assert.Contains($"record {found.Count} at byte", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ALengthThatIsNotThereTakesNoMemory()
    {
        var front = new byte[12];
        BitConverter.TryWriteBytes(front, 1UL << 30);
        BitConverter.TryWriteBytes(front.AsSpan(8), Nabla.Files.Crc32C.Mask(Nabla.Files.Crc32C.Of(front.AsSpan(0, 8))));
        foreach (var compression in Enum.GetValues<CompressionType>())
        {
            using var stream = new MemoryStream();
            using (var compressed = compression switch { CompressionType.Gzip => new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionLevel.Fastest, true), CompressionType.Zlib => new System.IO.Compression.ZLibStream(stream, System.IO.Compression.CompressionLevel.Fastest, true), _ => (Stream)stream })
            {
                compressed.Write(front);
                compressed.Write(new byte[100_000]);
                if (compression == CompressionType.None) stream.Flush();
                else compressed.Dispose();
                var before = GC.GetAllocatedBytesForCurrentThread();
                Assert.NotNull(Read(stream.ToArray(), compression).Error);
                Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
            }
        }
    }

    [Fact]
    public void ALargeCompressedRecordIsCheckedBeforeItIsKept()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("large.gz");
        var record = new byte[40 << 20];
        record[7] = 1;
        TFRecordWriter.WriteAll(path, [[5], record, [6], record], CompressionType.Gzip);
        Assert.Equal([1, record.Length, 1, record.Length], TFRecordReader.Read(path, CompressionType.Gzip).Select(found => found.Length));

        // The same with a wrong checksum at the end of the large record.
        using (var file = new FileStream(path, FileMode.Create))
        using (var compressed = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest))
        {
            var front = new byte[12];
            BitConverter.TryWriteBytes(front, (long)record.Length);
            BitConverter.TryWriteBytes(front.AsSpan(8), Nabla.Files.Crc32C.Mask(Nabla.Files.Crc32C.Of(front.AsSpan(0, 8))));
            compressed.Write(front);
            compressed.Write(record);
            compressed.Write(new byte[4]);
        }
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => TFRecordReader.Read(path, CompressionType.Gzip).Count());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void MoreThanTheLimitsAllowIsRefused() =>
        Assert.Contains("at most 999 are read", Read(Written(), limits: new LoadLimits { MaxDecodedBytes = 999 }).Error!.Message, StringComparison.Ordinal);

    [Fact]
    public void WhatWasFlushedCanBeReadWhileTheFileGrows()
    {
        using var folder = new TemporaryFolder();
        foreach (var compression in Enum.GetValues<CompressionType>())
        {
            using var writer = new TFRecordWriter(folder.File("growing"), compression);
            writer.Write([1, 2]);
            writer.Flush();
            using var reader = new TFRecordReader(folder.File("growing"), compression);
            Assert.Equal([1, 2], reader.Next());
        }
    }

    [Fact]
    public void WhatIsNoChoiceIsRefusedBeforeAFileIsMade()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<ArgumentOutOfRangeException>(() => new TFRecordWriter(folder.File("x"), CompressionType.Gzip, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => TFRecordWriter.WriteAll(folder.File("x"), [], (CompressionType)7));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TFRecordReader(new MemoryStream(), "x", (CompressionType)7));
        Assert.Throws<FileNotFoundException>(() => new TFRecordReader(folder.File("x")));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void ZlibDataThatAskForADictionaryAreRefused() => Assert.NotNull(Read([0x78, 0xBB, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1], CompressionType.Zlib).Error);

    [Fact]
    public void TheCompressionOfAFileShowsInItsFirstBytes()
    {
        foreach (var compression in Enum.GetValues<CompressionType>())
        {
            for (var level = -1; level <= 9; level++) Assert.Equal(compression, TFRecordReader.Detect(Written(compression, level)));
        }
        Assert.Equal(CompressionType.None, TFRecordReader.Detect([]));
    }

    [Fact]
    public void FilesOfRecordsTextsAndPiecesAreDataSets()
    {
        using var folder = new TemporaryFolder();
        TFRecordWriter.WriteAll(folder.File("a"), ["one"u8.ToArray(), "two"u8.ToArray()], CompressionType.Zlib);
        TFRecordWriter.WriteAll(folder.File("b"), ["three"u8.ToArray()], CompressionType.Zlib);
        var data = Dataset.FromTFRecord([folder.File("a"), folder.File("b")], CompressionType.Zlib);
        Assert.Equal(["one", "two", "three"], data.Select(element => element.First.ToScalar<string>()));
        Assert.Equal(["one", "two", "three"], data.Select(element => element.First.ToScalar<string>()));
        File.WriteAllText(folder.File("t"), "first\r\n\nlast");
        Assert.Equal(["first", "", "last"], Dataset.FromTextLines([folder.File("t")]).Select(element => element.First.ToScalar<string>()));
        File.WriteAllText(folder.File("p"), "hh123456f");
        Assert.Equal(["123", "456"], Dataset.FromFixedLengthRecords([folder.File("p")], 3, 2, 1).Select(element => element.First.ToScalar<string>()));
        Assert.Throws<ModelFormatException>(() => Dataset.FromFixedLengthRecords([folder.File("p")], 4, 2, 1).Count());
        Assert.Equal([folder.File("a"), folder.File("b")], Dataset.ListFiles(folder.File("[ab]"), folder.File("a*")).Select(element => element.First.ToScalar<string>()));
        Assert.Throws<FileNotFoundException>(() => Dataset.ListFiles(folder.File("z*")));
    }
}
