using Nabla.Formats;
using Nabla.Layers;
using Nabla.Optimizers;
using Xunit;

namespace Nabla.Tests.Models.Saving;

public sealed class LegacyFileTests
{
    static readonly Tensor x = Tensor.Constant(Enumerable.Range(0, 60).Select(i => MathF.Sin(i)).ToArray(), [12, 5]);
    static readonly Tensor y = Tensor.Constant(Enumerable.Range(0, 12).Select(i => i % 3).ToArray(), [12]);

    static Sequential Made(Optimizer optimizer)
    {
        var model = new Sequential([new Input([5]), new Dense(7, "tanh", name: "first"), new BatchNormalization(name: "norm"), new Sequential([new Dense(4), new PReLU()], "inner"), new Dense(3, "softmax", name: "last")]);
        model.Compile(optimizer, "sparse_categorical_crossentropy", ["accuracy"]);
        return model;
    }

    static void Same(IReadOnlyList<Variable> expected, IReadOnlyList<Variable> found)
    {
        Assert.Equal(expected.Count, found.Count);
        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i].Value.ToNpyArray().Values, found[i].Value.ToNpyArray().Values);
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    [InlineData("nadam")]
    public void Training_goes_on_to_the_bit_after_saving_and_loading_the_older_form(string optimizer)
    {
        using var folder = new TemporaryFolder();
        var model = Made(optimizer);
        model.TrainOnBatch(x, y);
        model.TrainOnBatch(x, y);
        model.Save(folder.File("m.h5"));
        var loaded = Model.Load(folder.File("m.h5"));
        Same(model.Weights, loaded.Weights);
        Same(model.Optimizer.Variables, loaded.Optimizer.Variables);
        for (var step = 0; step < 2; step++)
        {
            model.ResetMetrics();
            loaded.ResetMetrics();
            Assert.Equal(model.TrainOnBatch(x, y), loaded.TrainOnBatch(x, y));
        }
        Same(model.Weights, loaded.Weights);
    }

    [Fact]
    public void A_model_saved_without_its_optimizer_comes_uncompiled()
    {
        using var folder = new TemporaryFolder();
        var model = Made("adam");
        model.Save(folder.File("m.h5"), includeOptimizer: false);
        var loaded = Model.Load(folder.File("m.h5"));
        Same(model.Weights, loaded.Weights);
        Assert.Throws<InvalidOperationException>(() => loaded.Optimizer);
    }

    [Fact]
    public void Weights_are_loaded_by_the_names_of_layers()
    {
        using var folder = new TemporaryFolder();
        var model = Made("adam");
        model.Save(folder.File("m.h5"));
        model.SaveWeights(folder.File("m.weights.h5"));
        foreach (var name in (string[])["m.h5", "m.weights.h5"])
        {
            var other = new Sequential([new Input([5]), new Dense(7, name: "first"), new Dense(9, name: "another"), new Dense(2, name: "last")]);
            var before = other.GetWeights();
            Assert.Throws<ModelFormatException>(() => other.LoadWeights(folder.File(name), byName: true));
            Assert.Equal(before[0].ToArray<float>(), other.GetWeights()[0].ToArray<float>());
            other.LoadWeights(folder.File(name), skipMismatch: true, byName: true);
            Assert.Equal(model.GetWeights()[0].ToArray<float>(), other.GetWeights()[0].ToArray<float>());
            Assert.Equal(before[2].ToArray<float>(), other.GetWeights()[2].ToArray<float>());
            Assert.Equal(before[4].ToArray<float>(), other.GetWeights()[4].ToArray<float>());
        }
    }

    [Fact]
    public void Two_layers_of_one_name_are_refused_before_the_file_is_touched()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("m.h5"), "old");
        var model = new Sequential([new Input([5]), new Dense(7, name: "a"), new Dense(7, name: "a")]);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => model.Save(folder.File("m.h5"))).Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(folder.File("m.h5")));
    }

    [Fact]
    public void Lists_of_names_that_are_too_long_for_one_attribute_stand_in_several()
    {
        using var folder = new TemporaryFolder();
        var owners = Enumerable.Range(0, 900).Select(i => new KerasVariables($"{new string('n', 150)}{i}", "", [KeyValuePair.Create($"v{i}", Hdf5Array.Of(new float[] { i }, 1))])).ToList();
        KerasLegacyFile.Write("""{"class_name": "Sequential", "config": {"layers": []}}""", null, owners, null).Write(folder.File("long.h5"));
        using var file = Hdf5File.Open(folder.File("long.h5"));
        Assert.NotNull(file.Root.OpenGroup("model_weights").FindAttribute("layer_names2"));
        var read = KerasLegacyFile.Read(file);
        Assert.Equal(owners.Select(owner => owner.Path).Append(""), read.Layers.Select(owner => owner.Path));
        Assert.Equal([899f], (float[])read.Layers[899].Variables[0].Value.Values);
    }
}
