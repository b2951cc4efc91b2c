using Nabla.Files;
using Nabla.Tests.Formats.Hdf5;
using Xunit;

namespace Nabla.Tests.Models.Saving;

/// <summary>Files of ours beside files of Keras, both as h5py sees them.</summary>
public sealed class KerasLayoutTests
{
    const string Script = """
        import h5py, io, sys, zipfile
        def attributes(o):
            for k in sorted(o.attrs):
                v = o.attrs[k]
                kind = 'text' if isinstance(v, (str, bytes)) else 'texts' if getattr(v, 'dtype', None) == object else str(getattr(v, 'dtype', type(v)))
                text = v.decode() if isinstance(v, bytes) else v
                print('  @', k, kind, getattr(v, 'shape', ()), text if kind == 'text' and k not in ('model_config', 'training_config') else list(v) if kind == 'texts' else '')
        def show(name, o):
            # States of random generators, which Keras does not look at.
            if 'seed_generator' in name: return
            print(name, ('dataset', o.dtype.str, o.shape, o[()].tobytes().hex()) if isinstance(o, h5py.Dataset) else 'group')
            attributes(o)
        path = sys.argv[1]
        f = h5py.File(io.BytesIO(zipfile.ZipFile(path).read('model.weights.h5')) if path.endswith('.keras') else path, 'r')
        if path.endswith('.keras'):
            z = zipfile.ZipFile(path)
            print(sorted(z.namelist()), z.testzip())
        attributes(f)
        f.visititems(show)
        """;

    [Theory]
    [InlineData("legacy_h5_compiled.h5")]
    [InlineData("legacy_h5_compiled_sgd.h5")]
    [InlineData("legacy_h5_mlp.h5")]
    [InlineData("legacy_h5_cnn.h5")]
    [InlineData("compiled_adam.keras")]
    [InlineData("compiled_rmsprop_centered.keras")]
    [InlineData("cnn.keras")]
    [InlineData("multi_input_output.keras")]
    [InlineData("shared_siamese.keras")]
    [InlineData("nested_three_deep.keras")]
    [InlineData("legacy_h5_multi_input_output.h5")]
    [InlineData("legacy_h5_shared_siamese.h5")]
    [InlineData("legacy_h5_nested_three_deep.h5")]
    [InlineData("legacy_h5_normalizations.h5")]
    public void What_Keras_wrote_and_we_write_again_looks_the_same(string name)
    {
        using var folder = new TemporaryFolder();
        using (var archive = ArchiveReader.Open(Path.Combine(Materials.Goldens, "files", "keras", "files.zip")))
        {
            File.WriteAllBytes(folder.File("keras-" + name), archive.ReadAllBytes(archive.Find(name)!));
        }
        File.WriteAllText(folder.File("show.py"), Script);
        Model.Load(folder.File("keras-" + name)).Save(folder.File("ours-" + name));
        var keras = H5py.Run(folder.File("show.py"), folder.File("keras-" + name));
        var ours = H5py.Run(folder.File("show.py"), folder.File("ours-" + name));
        Assert.Equal(keras, ours);
    }
}
