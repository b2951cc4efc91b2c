using System.IO.Compression;
using Nabla.Formats;
using Nabla.Images;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Formats;

public sealed class ModelInspectionTests
{
    [Fact]
    public void A_Keras_model_shows_who_wrote_it_its_layers_and_its_weights()
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential([new Input([4], name: "in"), new Dense(3, activation: "relu", name: "hidden"), new Sequential([new Dense(2, name: "last")], name: "inner")], "net");
        model.Compile("adam", "mse", ["mae"]);
        model.Save(folder.File("m.keras"));
        var seen = Inspector.Inspect(folder.File("m.keras"));
        Assert.Equal("Keras model (.keras)", seen.Kind);
        Assert.Empty(seen.Problems);
        Assert.Contains(seen.Facts, fact => fact.Key == "written by" && fact.Value.StartsWith("Keras 3.", StringComparison.Ordinal));
        Assert.Contains(("model", "Sequential 'net'"), seen.Facts);
        Assert.Contains(("optimizer", "Adam"), seen.Facts);
        Assert.Contains(("loss", "MeanSquaredError"), seen.Facts);
        Assert.Contains(("weights", "23"), seen.Facts);
        Assert.Equal(["in", "hidden", "inner", "inner/last"], seen.Tables[0].Rows.Select(row => row[0]));
        Assert.Equal(["hidden", "Dense", "units 3, activation relu", ""], seen.Tables[0].Rows[1]);
        Assert.Contains(seen.Tables[1].Rows, row => row is ["layers/dense/vars/0", "hidden", "<f4", "[4, 3]", "48"]);

        File.WriteAllText(folder.File("m.json"), model.ToJson());
        var described = Inspector.Inspect(folder.File("m.json"));
        Assert.Equal(seen.Tables[0].Rows, described.Tables[0].Rows);
    }

    [Fact]
    public void What_is_damaged_in_a_model_hides_nothing_else()
    {
        using var folder = new TemporaryFolder();
        new Sequential([new Input([4]), new Dense(3)]).Save(folder.File("m.keras"));
        using (var archive = ZipFile.Open(folder.File("m.keras"), ZipArchiveMode.Update))
        {
            archive.GetEntry("model.weights.h5")!.Delete();
        }

        var seen = Inspector.Inspect(folder.File("m.keras"));
        Assert.Contains("model.weights.h5", Assert.Single(seen.Problems), StringComparison.Ordinal);
        Assert.Equal(2, seen.Tables[0].Rows.Count);
    }

    [Fact]
    public void Layers_of_old_files_and_around_others_are_listed_with_their_inputs()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("old.json"), """
            {"class_name": "Model", "keras_version": "2.1", "config": {"name": "m", "layers": [
              {"class_name": "InputLayer", "name": "a", "config": {"name": "a", "batch_input_shape": [null, 4]}, "inbound_nodes": []},
              {"class_name": "Bidirectional", "name": "b", "config": {"name": "b", "layer": {"class_name": "LSTM", "config": {"units": 5}}}, "inbound_nodes": [[["a", 0, 0, {}]]]},
              {"class_name": "Mine", "registered_name": "pack>Mine", "config": {"name": "c"}, "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["b", 0, 0]}}], "kwargs": {}}]}]}}
            """);
        var seen = Inspector.Inspect(folder.File("old.json"));
        Assert.Contains(("written by", "Keras 2.1"), seen.Facts);
        Assert.Equal([["a", "InputLayer", "batch_input_shape [null, 4]", ""], ["b", "Bidirectional(LSTM)", "units 5", "a"], ["c", "pack>Mine", "", "b"]], seen.Tables[0].Rows);
    }

    [Fact]
    public void Arrays_pictures_and_archives_are_described()
    {
        using var folder = new TemporaryFolder();
        Npy.WriteArray(folder.File("a.npy"), Tensor.Zeros([2, 3]).ToNpyArray());
        Assert.Contains(("shape", "[2, 3]"), Inspector.Inspect(folder.File("a.npy")).Facts);
        Npz.WriteArrays(folder.File("a.npz"), [new("w", Tensor.Zeros([2, 3]).ToNpyArray()), new("b", Tensor.Constant(1).ToNpyArray())], compress: true);
        Assert.Equal([["w", "<f4", "[2, 3]", "24", "deflated"], ["b", "<i4", "[]", "4", "deflated"]], Inspector.Inspect(folder.File("a.npz")).Tables[0].Rows);
        Tensor.Zeros([4, 5], ElementType.UInt8).ToImage().Save(folder.File("a.png"));
        Assert.Contains(("width", "5"), Inspector.Inspect(folder.File("a.png")).Facts);
        File.WriteAllBytes(folder.File("labels-idx1-ubyte.gz"), Idx.Encode(new IdxArray(IdxType.UInt8, [3], [7, 7, 2]), gzip: true));
        Assert.Equal([["2", "1"], ["7", "2"]], Inspector.Inspect(folder.File("labels-idx1-ubyte.gz")).Tables[0].Rows);
        File.WriteAllBytes(folder.File("images"), Idx.Encode(new IdxArray(IdxType.UInt8, [2, 1, 2], [1, 2, 3, 4])));
        Assert.Contains(("content", "2 grey pictures of 1 × 2"), Inspector.Inspect(folder.File("images")).Facts);
        using (var archive = ZipFile.Open(folder.File("a.pt"), ZipArchiveMode.Create))
        {
            archive.CreateEntry("archive/data.pkl");
        }

        Assert.StartsWith("PyTorch", Inspector.Inspect(folder.File("a.pt")).Kind, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keras")]
    [InlineData("arrays")]
    [InlineData("malformed")]
    public void Every_real_file_is_described_or_refused(string area)
    {
        string folder = Path.Combine(Materials.Artifacts, area);
        int described = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length < 1 << 20))
        {
            try
            {
                described += Inspector.Inspect(file).Kind.Length > 0 ? 1 : 0;
            }
            catch (ModelFormatException)
            {
                // Refused in a sentence.
            }
        }

        Assert.True(described > 10, $"{described} described");
    }
}
