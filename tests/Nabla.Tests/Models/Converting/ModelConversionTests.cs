using Nabla.Formats;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models.Converting;

public sealed class ModelConversionTests
{
    [Theory]
    [InlineData("b.h5")]
    [InlineData("b.keras")]
    public void A_whole_model_keeps_answers_and_learns_on(string name)
    {
        using var folder = new TemporaryFolder();
        var (x, y) = (Tensor.Constant(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }), Tensor.Constant(new[] { 0, 1 }));
        var model = Made(folder, x, y);
        Assert.Empty(FileConversion.Convert(folder.File("a.keras"), folder.File(name)));
        FileConversion.Convert(folder.File(name), folder.File("c.keras"));
        var back = Model.Load(folder.File("c.keras"));
        Assert.Equal(model.Predict(x).ToArray<float>(), back.Predict(x).ToArray<float>());
        model.TrainOnBatch(x, y);
        back.TrainOnBatch(x, y);
        Assert.Equal(model.Predict(x).ToArray<float>(), back.Predict(x).ToArray<float>());
    }

    [Theory]
    [InlineData("w.weights.h5")]
    [InlineData("w.weights.json")]
    [InlineData("w.safetensors")]
    [InlineData("w.npz")]
    [InlineData("w.ckpt")]
    public void Weights_leave_a_model_and_find_back_into_it(string name)
    {
        using var folder = new TemporaryFolder();
        var (x, y) = (Tensor.Constant(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }), Tensor.Constant(new[] { 0, 1 }));
        var model = Made(folder, x, y);
        Assert.Contains(FileConversion.Convert(folder.File("a.keras"), folder.File(name)), note => note.Contains("weights alone", StringComparison.Ordinal));
        model.TrainOnBatch(x, y);
        model.Save(folder.File("further.keras"));
        Assert.Contains(FileConversion.Convert(folder.File(name), folder.File("back.keras"), new() { Model = folder.File("further.keras") }), note => note.Contains("to be compiled", StringComparison.Ordinal));
        Assert.Equal(Model.Load(folder.File("a.keras")).Predict(x).ToArray<float>(), Model.Load(folder.File("back.keras")).Predict(x).ToArray<float>());
    }

    [Fact]
    public void Weights_by_path_become_Keras_weights_with_their_model_and_what_does_not_fit_is_said()
    {
        using var folder = new TemporaryFolder();
        new Sequential([new Input([2]), new Dense(1, name: "d")], "m").Save(folder.File("m.keras"));
        Npz.WriteArrays(folder.File("w.npz"), [new("d/kernel", Tensor.Constant(new float[,] { { 2 }, { 3 } }).ToNpyArray()), new("m/d/bias", Tensor.Constant(new[] { 1f }).ToNpyArray()), new("step", Tensor.Constant(1).ToNpyArray())]);
        var notes = FileConversion.Convert(folder.File("w.npz"), folder.File("w.weights.h5"), new() { Model = folder.File("m.keras") });
        Assert.Contains("'step'", Assert.Single(notes), StringComparison.Ordinal);
        var model = Model.Load(folder.File("m.keras"));
        model.LoadWeights(folder.File("w.weights.h5"));
        Assert.Equal([6f], model.Predict(Tensor.Constant(new float[,] { { 1, 1 } })).ToArray<float>());
        Npz.WriteArrays(folder.File("v.npz"), [new("kernel", Tensor.Zeros([2, 1]).ToNpyArray())]);
        Assert.Contains("It has 'kernel'", Assert.Throws<ModelFormatException>(() => FileConversion.Convert(folder.File("v.npz"), folder.File("v.weights.h5"), new() { Model = folder.File("m.keras") })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_layers_that_are_not_known_come_out_under_the_names_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var writer = new Hdf5Writer();
        writer.Root.Add("layers/strange/vars/0", Hdf5Array.Of(new[] { 7f }, 1));
        writer.Root.Group("vars");
        using (var stream = File.Create(folder.File("s.keras")))
        {
            KerasArchive.Write(stream, """{"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Strange", "config": {}}]}}""", [new KerasVariables("layers/strange", "strange", [new("0", Hdf5Array.Of(new[] { 7f }, 1))])]);
        }

        var notes = FileConversion.Convert(folder.File("s.keras"), folder.File("s.npz"));
        Assert.Contains("Strange", notes[0], StringComparison.Ordinal);
        Assert.Equal("layers/strange/vars/0", Assert.Single(Npz.ReadArrays(folder.File("s.npz"))).Key);
        Assert.Throws<ModelFormatException>(() => FileConversion.Convert(folder.File("s.keras"), folder.File("s.h5")));
    }

    [Fact]
    public void Graphs_become_text_and_messages_again()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("g.pbtxt"), """node { name: "x" op: "SomethingNew" attr { key: "dtype" value { type: DT_FLOAT } } }""");
        Assert.Empty(FileConversion.Convert(folder.File("g.pbtxt"), folder.File("g.pb")));
        Assert.Empty(FileConversion.Convert(folder.File("g.pb"), folder.File("h.pbtxt")));
        Assert.Empty(FileConversion.Convert(folder.File("h.pbtxt"), folder.File("h.pb")));
        Assert.Equal(File.ReadAllBytes(folder.File("g.pb")), File.ReadAllBytes(folder.File("h.pb")));
        Assert.Contains("SomethingNew", File.ReadAllText(folder.File("h.pbtxt")), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FileConversion.Convert(folder.File("g.pb"), folder.File("g.npz")));
    }

    static Sequential Made(TemporaryFolder folder, Tensor x, Tensor y)
    {
        var model = new Sequential([new Input([3]), new Dense(4, activation: "tanh"), new BatchNormalization(), new Dense(2, activation: "softmax")]);
        model.Compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
        model.TrainOnBatch(x, y);
        model.Save(folder.File("a.keras"));
        return model;
    }
}
