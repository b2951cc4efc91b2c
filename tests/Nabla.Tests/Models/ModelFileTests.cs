using Nabla.Formats;
using Nabla.Layers;
using Nabla.Metrics;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Models;

public sealed class ModelFileTests
{
    static readonly Tensor x = Tensor.Constant(Enumerable.Range(0, 60).Select(i => MathF.Sin(i)).ToArray(), [12, 5]);
    static readonly Tensor y = Tensor.Constant(Enumerable.Range(0, 12).Select(i => i % 3).ToArray(), [12]);

    static Sequential Made(Optimizer optimizer, double dropout = 0)
    {
        var model = new Sequential([new Input([5]), new Dense(7, "tanh", name: "first"), new Dropout(dropout, seed: 3), new Sequential([new Dense(4), new PReLU()], "inner"), new Flatten(), new Dense(3, "softmax")]);
        model.Compile(optimizer, "sparse_categorical_crossentropy", ["accuracy", new SparseTopKCategoricalAccuracy(2, "top2")]);
        return model;
    }

    static void Same(IReadOnlyList<Variable> expected, IReadOnlyList<Variable> found)
    {
        Assert.Equal(expected.Count, found.Count);
        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i].Value.ToNpyArray().Values, found[i].Value.ToNpyArray().Values);
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("sgd")]
    [InlineData("rmsprop")]
    [InlineData("nadam")]
    [InlineData("ftrl")]
    [InlineData("adafactor")]
    [InlineData("muon")]
    [InlineData("schedulefreeadamw")]
    [InlineData("scaled")]
    [InlineData("several")]
    public void Training_goes_on_to_the_bit_after_saving_and_loading(string optimizer)
    {
        using var folder = new TemporaryFolder();
        var model = Made(optimizer switch { "scaled" => new LossScaleOptimizer("adam", 16, 2), "several" => new MultiOptimizer("sgd", [("kernel", "adam")]), _ => optimizer }, dropout: 0.4);
        model.TrainOnBatch(x, y);
        model.TrainOnBatch(x, y);
        model.Save(folder.File("m.keras"));
        var loaded = Model.Load(folder.File("m.keras"));
        Same(model.Weights, loaded.Weights);
        Same(model.Optimizer.Variables, loaded.Optimizer.Variables);
        Assert.Equal(model.Metrics.Select(m => m.Name), loaded.Metrics.Select(m => m.Name));
        for (var step = 0; step < 3; step++)
        {
            model.ResetMetrics();
            loaded.ResetMetrics();
            Assert.Equal(model.TrainOnBatch(x, y), loaded.TrainOnBatch(x, y));
        }
        Same(model.Weights, loaded.Weights);
        Same(model.Optimizer.Variables, loaded.Optimizer.Variables);
    }

    [Fact]
    public void Equal_models_give_equal_files_and_a_file_saved_again_is_the_same()
    {
        using var folder = new TemporaryFolder();
        var model = Made(new Adam(0.01) { Clipnorm = 1 });
        model.TrainOnBatch(x, y);
        model.Save(folder.File("a.keras"));
        Model.Load(folder.File("a.keras")).Save(folder.File("b.keras"));
        Assert.Equal(File.ReadAllBytes(folder.File("a.keras")), File.ReadAllBytes(folder.File("b.keras")));
    }

    [Theory]
    [InlineData("w.weights.h5")]
    [InlineData("w.safetensors")]
    [InlineData("w.npz")]
    public void Weights_go_to_a_file_and_into_another_model(string name)
    {
        using var folder = new TemporaryFolder();
        LayerNames.Reset();
        var model = Made("sgd");
        model.SaveWeights(folder.File(name));
        LayerNames.Reset();
        var other = Made("sgd");
        other.LoadWeights(folder.File(name));
        Same(model.Weights, other.Weights);
    }

    [Fact]
    public void Weights_that_do_not_fit_change_nothing_unless_they_are_skipped()
    {
        using var folder = new TemporaryFolder();
        new Sequential([new Input([5]), new Dense(7), new Dense(2)]).SaveWeights(folder.File("w.weights.h5"));
        var model = new Sequential([new Input([5]), new Dense(7), new Dense(3)]);
        var before = model.GetWeights();
        var error = Assert.Throws<ModelFormatException>(() => model.LoadWeights(folder.File("w.weights.h5")));
        Assert.Contains("layers/dense_1/0", error.Message, StringComparison.Ordinal);
        Assert.Equal(before[0].ToArray<float>(), model.GetWeights()[0].ToArray<float>());
        model.LoadWeights(folder.File("w.weights.h5"), skipMismatch: true);
        Assert.NotEqual(before[0].ToArray<float>(), model.GetWeights()[0].ToArray<float>());
        Assert.Equal(before[2].ToArray<float>(), model.GetWeights()[2].ToArray<float>());
    }

    [Fact]
    public void The_layout_is_that_of_Keras()
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential([new Input([5]), new Dense(7, name: "hidden"), new Flatten(name: "flat"), new Dense(3, name: "out")], "net");
        model.Compile("adam", "mse");
        model.Optimizer.BuildFor(model.TrainableWeights);
        model.Save(folder.File("m.keras"));
        var archive = KerasArchive.Read(folder.File("m.keras"));
        Assert.Equal(["layers/dense", "layers/dense_1", "layers/flatten", "optimizer", ""], archive.Weights.Select(owner => owner.Path));
        Assert.Equal(["hidden", "out", "flat", "adam", "net"], archive.Weights.Select(owner => owner.Name));
        Assert.Equal([2, 2, 0, 10, 0], archive.Weights.Select(owner => owner.Variables.Count));
        Assert.Equal("<i8", archive.Weights[3].Variables[0].Value.Type.Description);
    }

    [Fact]
    public void Descriptions_that_ask_for_more_memory_than_the_file_fills_are_refused()
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential([new Input([5]), new Dense(7)]);
        model.Save(folder.File("m.keras"));
        var bytes = File.ReadAllBytes(folder.File("m.keras"));
        var archive = KerasArchive.Read(bytes, "m");
        var config = model.ToJson().Replace("\"units\":7", "\"units\":2000000000", StringComparison.Ordinal);
        using var stream = new MemoryStream();
        KerasArchive.Write(stream, config, archive.Weights);
        File.WriteAllBytes(folder.File("huge.keras"), stream.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => Model.Load(folder.File("huge.keras")));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Theory]
    [InlineData("keras.layers", "Lambda")]
    [InlineData("os", "Dense")]
    [InlineData("keras.layers", "DenseX")]
    public void Classes_that_are_not_known_are_refused_by_name(string module, string className)
    {
        using var folder = new TemporaryFolder();
        var model = new Sequential([new Input([5]), new Dense(7)]);
        var config = model.ToJson().Replace("\"module\":\"keras.layers\",\"class_name\":\"Dense\"", $"\"module\":\"{module}\",\"class_name\":\"{className}\"", StringComparison.Ordinal);
        using var stream = new MemoryStream();
        KerasArchive.Write(stream, config, [new KerasVariables("", "m", [])]);
        File.WriteAllBytes(folder.File("m.keras"), stream.ToArray());
        Assert.Contains(className, Assert.Throws<ModelFormatException>(() => Model.Load(folder.File("m.keras"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_end_in_something_else_are_refused()
    {
        var model = new Sequential([new Input([5]), new Dense(7)]);
        Assert.Throws<ArgumentException>(() => model.Save("m.weights.h5"));
        Assert.Throws<ArgumentException>(() => model.Save("m.onnx"));
        Assert.Throws<ArgumentException>(() => model.SaveWeights("m.npz", maxShardBytes: 100));
        Assert.Throws<ArgumentException>(() => model.SaveWeights("m.bin"));
        Assert.Throws<ArgumentException>(() => model.LoadWeights("m.bin"));
        Assert.Throws<InvalidOperationException>(() => new Sequential([new Dense(7)]).SaveWeights("m.npz"));
    }

    [Fact]
    public void Damaged_files_end_in_a_result_or_in_the_typed_exception()
    {
        using var folder = new TemporaryFolder();
        var model = Made("adam");
        model.TrainOnBatch(x, y);
        model.SaveWeights(folder.File("w.weights.h5"));
        Formats.Mutation.Check([File.ReadAllBytes(folder.File("w.weights.h5"))], bytes =>
        {
            using var file = Hdf5File.Open(bytes, "mutant", new LoadLimits { MaxDecodedBytes = 16 << 20 });
            KerasWeights.Read(file);
        }, 0.2, rounds: Formats.Mutation.Rounds / 4);
    }
}
