using Nabla.Files;
using Xunit;

namespace Nabla.Tests.Files;

public sealed class ContainedFileTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/./x")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("C:/x")]
    [InlineData("C:x")]
    [InlineData("a\\..\\x")]
    [InlineData("a\0b")]
    public void NamesThatLeadElsewhereAreRefused(string name)
    {
        Assert.Throws<ModelFormatException>(() => ContainedFile.PathOf(folder.Path, name));
        Assert.Throws<ModelFormatException>(() => ContainedFile.Write(folder.Path, name, _ => { }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void WhatIsWrittenIsReadBackAndFoldersAreMade()
    {
        ContainedFile.Write(folder.Path, "a/b/weights..bin", stream => stream.Write([1, 2, 3]));
        Assert.True(ContainedFile.Exists(folder.Path, "a/b/weights..bin"));
        Assert.Equal([1, 2, 3], ContainedFile.ReadAllBytes(folder.Path, "a/b/weights..bin"));
        Assert.False(ContainedFile.Exists(folder.Path, "a/b/other"));
    }

    [Fact]
    public void AFileBeyondTheLimitIsNotRead()
    {
        File.WriteAllBytes(folder.File("big"), new byte[100]);
        var error = Assert.Throws<ModelFormatException>(() => ContainedFile.ReadAllBytes(folder.Path, "big", new LoadLimits { MaxDecodedBytes = 99 }));
        Assert.Contains("100", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LinksAreRefusedForFilesAndForFolders()
    {
        using var other = new TemporaryFolder();
        File.WriteAllText(other.File("secret"), "x");
        try
        {
            File.CreateSymbolicLink(folder.File("file"), other.File("secret"));
            Directory.CreateSymbolicLink(folder.File("sub"), other.Path);
        }
        catch (IOException)
        {
            Assert.Skip("This system makes no links here.");
        }
        File.CreateSymbolicLink(folder.File("dangling"), other.File("none"));
        foreach (var name in new[] { "file", "sub/secret", "sub/new", "dangling" })
        {
            Assert.Throws<ModelFormatException>(() => ContainedFile.OpenRead(folder.Path, name));
            Assert.Throws<ModelFormatException>(() => ContainedFile.Write(folder.Path, name, stream => stream.WriteByte(1)));
        }
        Assert.Equal("x", File.ReadAllText(other.File("secret")));
        Assert.Single(Directory.EnumerateFileSystemEntries(other.Path));
    }

    [Fact]
    public void AWriteThatFailsLeavesTheOldFileAndNothingElse()
    {
        var path = folder.File("model.bin");
        CrashSafeFile.Write(path, [1, 2]);
        Assert.Throws<InvalidOperationException>(() => CrashSafeFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new InvalidOperationException();
        }));
        Assert.Equal([1, 2], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
        CrashSafeFile.Write(path, [3]);
        Assert.Equal([3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void AMessageNamesFilePlaceAndReason()
    {
        var error = new ModelFormatException("model.npz", "member 'x'", "the data end early");
        Assert.Equal("model.npz: member 'x': the data end early.", error.Message);
        Assert.Equal("model.npz: the data end early.", new ModelFormatException("model.npz", "", "the data end early").Message);
    }
}
