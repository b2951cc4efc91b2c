using System.Diagnostics;
using Nabla.Files;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats;

/// <summary>Files that broke other programs, in the hands of every reader that would take them: a result or the typed exception, within the memory that a refusal may cost.</summary>
public sealed class MalformedFileTests(ITestOutputHelper output)
{
    static readonly Dictionary<string, Action<string>[]> readers = new(StringComparer.Ordinal)
    {
        ["hdf5"] = [path => Load(path, ".h5"), path => Weights(path), path => Tensors(path)],
        ["zip"] = [path => Load(path, ".keras"), path => Npz.ReadArrays(path), Members],
        ["gzip"] = [Records, path => Idx.Read(path)],
        ["png"] = [path => Png.Decode(File.ReadAllBytes(path))],
        ["savedmodel"] = [Graph],
    };

    [Theory]
    [InlineData("hdf5", 70)]
    [InlineData("zip", 20)]
    [InlineData("gzip", 20)]
    [InlineData("png", 20)]
    [InlineData("savedmodel", 4)]
    public void They_end_in_a_result_or_in_the_typed_exception_within_bounds(string kind, int least)
    {
        var files = Directory.GetFiles(Path.Combine(Materials.Artifacts, "malformed", kind), "*", SearchOption.AllDirectories);
        Assert.True(files.Length >= least);
        var (slowest, largest) = (("", TimeSpan.Zero), ("", 0L));
        foreach (var file in files)
        {
            foreach (var read in readers[kind])
            {
                var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
                try
                {
                    read(file);
                }
                catch (ModelFormatException error)
                {
                    Assert.NotEmpty(error.Message);
                }
                var taken = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.InRange(taken, 0, (64 << 20) + 4 * new FileInfo(file).Length);
                if (watch.Elapsed > slowest.Item2) slowest = (Path.GetFileName(file), watch.Elapsed);
                if (taken > largest.Item2) largest = (Path.GetFileName(file), taken);
            }
        }
        output.WriteLine($"{kind}: {files.Length} files; slowest {slowest.Item1} {slowest.Item2.TotalMilliseconds:0} ms; most memory {largest.Item1} {largest.Item2 >> 10} KiB");
    }


    // Model.Load chooses by the name.
    static void Load(string path, string ending)
    {
        using var folder = new TemporaryFolder();
        File.Copy(path, folder.File("m" + ending));
        Model.Load(folder.File("m" + ending));
    }

    static void Weights(string path)
    {
        using var file = Hdf5File.Open(path);
        KerasWeights.Read(file);
    }

    static void Tensors(string path)
    {
        using var file = Hdf5File.Open(path);
        foreach (var found in file.Root.Walk())
        {
            foreach (var attribute in found.Attributes) attribute.Read();
            if (found is Hdf5Dataset dataset) dataset.Read();
        }
    }

    static void Members(string path)
    {
        using var archive = ArchiveReader.Open(path);
        foreach (var member in archive.Members.Where(member => !member.IsFolder)) archive.ReadAllBytes(member);
    }

    static void Records(string path)
    {
        using var records = new TFRecordReader(path, CompressionType.Gzip);
        foreach (var record in records.ReadToEnd()) Assert.True(record.Length >= 0);
    }

    static void Graph(string path)
    {
        if (path.EndsWith(".meta", StringComparison.Ordinal)) MetaGraph.Import(path);
        else Nabla.Graph.ReadFrom(path);
    }
}
