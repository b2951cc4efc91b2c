using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Nabla.Files;
using Xunit;

namespace Nabla.Tests.Files;

public sealed class ArchiveTests
{
    static byte[] Archive(bool deflate, params (string Name, byte[] Content)[] members)
    {
        var stream = new MemoryStream();
        using (var writer = new ArchiveWriter(stream))
        {
            foreach (var (name, content) in members) writer.Add(name, s => s.Write(content), deflate);
        }
        return stream.ToArray();
    }

    static ArchiveReader Open(byte[] bytes, LoadLimits? limits = null) => new(new MemoryStream(bytes), "test.zip", limits);

    static byte[] Pattern(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * i >> 3))];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MembersAreReadBackHereAndByTheBaseLibrary(bool deflate)
    {
        var bytes = Archive(deflate, ("a/b.bin", Pattern(70_000)), ("слой", [7]), ("empty", []));
        using var reader = Open(bytes);
        Assert.Equal(["a/b.bin", "слой", "empty"], reader.Members.Select(m => m.Name));
        Assert.Equal(Pattern(70_000), reader.ReadAllBytes(reader.Find("a/b.bin")!));
        Assert.Equal([7], reader.ReadAllBytes(reader.Find("слой")!));
        Assert.Empty(reader.ReadAllBytes(reader.Find("empty")!));
        Assert.Null(reader.Find("none"));

        using var other = new ZipArchive(new MemoryStream(bytes));
        var copy = new MemoryStream();
        other.GetEntry("a/b.bin")!.Open().CopyTo(copy);
        Assert.Equal(Pattern(70_000), copy.ToArray());
        Assert.Equal(3, other.Entries.Count);
    }

    [Fact]
    public void ArchivesOfTheBaseLibraryAreRead()
    {
        var stream = new MemoryStream();
        using (var writer = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var member = writer.CreateEntry("x").Open();
            member.Write(Pattern(5000));
        }
        using var reader = Open(stream.ToArray());
        Assert.Equal(Pattern(5000), reader.ReadAllBytes(reader.Members[0]));
    }

    [Fact]
    public void ManyMembersNeedTheLongDirectory()
    {
        var stream = new MemoryStream();
        using (var writer = new ArchiveWriter(stream))
        {
            for (var i = 0; i < 70_000; i++) writer.Add($"m{i}", _ => { });
        }
        using var reader = Open(stream.ToArray());
        Assert.Equal(70_000, reader.Members.Count);
        Assert.Throws<ModelFormatException>(() => Open(stream.ToArray(), new LoadLimits { MaxEntries = 69_999 }));
    }

    [Fact]
    public void DamagedDataAreNoticed()
    {
        var good = Archive(false, ("x", Pattern(100)));
        good[30 + 1 + 20 + 50] ^= 1;
        using var reader = Open(good);
        var error = Assert.Throws<ModelFormatException>(() => reader.ReadAllBytes(reader.Members[0]));
        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LengthsThatNoDataCouldGiveAreRefused()
    {
        var bytes = Archive(true, ("x", new byte[1000]));
        var entry = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(entry + 24), 2_000_000_000);
        Assert.Throws<ModelFormatException>(() => Open(bytes));
    }

    [Fact]
    public void ContentsBeyondTheLimitAreRefusedForAllMembersTogether()
    {
        using var reader = Open(Archive(true, ("x", new byte[600]), ("y", new byte[600])), new LoadLimits { MaxDecodedBytes = 1000 });
        Assert.Equal(600, reader.ReadAllBytes(reader.Members[0]).Length);
        Assert.Throws<ModelFormatException>(() => reader.ReadAllBytes(reader.Members[1]));
    }

    [Fact]
    public void ABombThatEndsInDamageCostsLittleMemory()
    {
        var bytes = Archive(true, ("x", new byte[200_000_000]));
        var checksum = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8) + 16;
        bytes[checksum] ^= 1;
        using var reader = Open(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => reader.ReadAllBytes(reader.Members[0]));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void NamesThatLeadOutAndNamesThatStandTwiceAreRefused()
    {
        var bytes = Archive(false, ("aaa.npy", [1]), ("bbb.npy", [2]));
        foreach (var (from, to) in new[] { ("aaa.npy", "../.npy"), ("aaa.npy", "/aa.npy"), ("aaa.npy", "a\\a.npy"), ("aaa.npy", "bbb.npy") })
        {
            var text = Encoding.Latin1.GetString(bytes).Replace(from, to, StringComparison.Ordinal);
            Assert.Throws<ModelFormatException>(() => Open(Encoding.Latin1.GetBytes(text)));
        }
        using var stream = new ArchiveWriter(new MemoryStream());
        Assert.Throws<ModelFormatException>(() => stream.Add("../x", _ => { }));
        stream.Add("x", _ => { });
        Assert.Throws<ArgumentException>(() => stream.Add("x", _ => { }));
    }
}
