using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats.Hdf5;

/// <summary>Files of ours in the hands of h5py, where Python has it.</summary>
public sealed class Hdf5PyTests
{
    const string Script = """
        import h5py, sys, numpy as np
        with h5py.File(sys.argv[1], 'r') as f:
            for k in ('Single', 'Double', 'Half', 'SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Boolean', 'Complex64', 'Complex', 'BFloat16'):
                d = f['types'][k]
                print(k, d.dtype, d.shape, d[()].tobytes().hex(), f['attributes'].attrs[k].shape)
            print(f['types/BFloat16'].attrs['dtype'], list(f['types/String'].asstr()[()]))
            for k in ('plain', 'gzip', 'all'):
                d = f['chunks'][k]
                print(k, d.shape, d.chunks, d.compression, d.shuffle, d.fletcher32, d[()].ravel().tolist() == [i * 0.5 for i in range(60)])
            print(list(f['chunks/text'].asstr()[()]), f['odd/scalar'][()], f['odd/empty'].shape, f['odd/nothing'].shape, list(f['odd/fixed'][()]))
            print(sorted(f['odd']), f.attrs['text'], list(f.attrs['names']), f.attrs['names'].dtype)
            print(len(f['many']), f['many/n123'].name, 'n5000' in f['many'], all('n%d' % i in f['many'] for i in range(3000)), list(f['many'])[0])
        with h5py.File(sys.argv[1], 'a') as f:
            f['added/x'] = np.arange(3)
            f['types'].attrs['new'] = 'text'
            del f['odd/scalar']
        """;

    [Fact]
    public void H5py_reads_every_type_and_layout_and_adds_to_the_file()
    {
        using var folder = new TemporaryFolder();
        var writer = Hdf5Samples.Everything();
        for (var i = 0; i < 3000; i++) writer.Root.Group($"many/n{i}");
        writer.Write(folder.File("ours.h5"));
        File.WriteAllText(folder.File("read.py"), Script);
        var lines = H5py.Run(folder.File("read.py"), folder.File("ours.h5")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("Single float32 (3,) cdcccc3d000000800000c0ff (3, 1)", lines[0].Replace("0000c07f", "0000c0ff", StringComparison.Ordinal));
        Assert.StartsWith("Half float16 (3,)", lines[2], StringComparison.Ordinal);
        Assert.Equal("Boolean bool (3,) 010001 (3, 1)", lines[11]);
        Assert.StartsWith("Complex64 complex64 (3,) 0000803f000000c0", lines[12], StringComparison.Ordinal);
        Assert.Equal("BFloat16 |V2 (3,) cd3d40c0807f (3, 1)", lines[14]);
        Assert.Equal("bfloat16 ['plain', '', 'ёж и кот']", lines[15]);
        Assert.Equal("plain (5, 12) (2, 5) None False False True", lines[16]);
        Assert.Equal("gzip (5, 12) (2, 5) gzip False False True", lines[17]);
        Assert.Equal("all (3, 4, 5) (2, 2, 2) gzip True True True", lines[18]);
        Assert.Equal("['a', 'b', 'c', 'd'] 2.5 (0, 3) None [b'abc', b'\\xc3\\xa9', b'']", lines[19]);
        Assert.Equal("['empty', 'fixed', 'nothing', 'scalar', 'имя с пробелом'] one text [b'dense', b'dense_1'] |S7", lines[20]);
        Assert.Equal("3000 /many/n123 False True n0", lines[21]);

        using var file = Hdf5File.Open(folder.File("ours.h5"));
        Assert.Equal([0, 1, 2], (long[])file.Root.OpenDataset("added/x").Read().Values);
        Assert.Equal("text", file.Root.OpenGroup("types").FindAttribute("new")!.Read().ToText());
        Assert.False(file.Root.Contains("odd/scalar"));
    }
}
