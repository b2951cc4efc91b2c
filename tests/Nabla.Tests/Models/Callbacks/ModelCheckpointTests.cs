using Nabla.Callbacks;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models.Callbacks;

public sealed class ModelCheckpointTests
{
    static readonly Tensor x = Tensor.Constant(Enumerable.Range(0, 60).Select(i => MathF.Sin(i)).ToArray(), [12, 5]);
    static readonly Tensor y = Tensor.Constant(Enumerable.Range(0, 12).Select(i => MathF.Cos(i)).ToArray(), [12, 1]);

    static Sequential Made()
    {
        var model = new Sequential([new Input([5]), new Dense(4, "tanh"), new Dense(1)]);
        model.Compile("sgd", "mse", ["mae"]);
        return model;
    }

    [Fact]
    public void The_last_saved_model_is_the_trained_one()
    {
        using var folder = new TemporaryFolder();
        var model = Made();
        model.Fit(x, y, 4, 3, Verbosity.Silent, callbacks: [new ModelCheckpoint(folder.File("deep/m-{epoch:02d}-{loss:.1f}.keras"))], seed: 1);
        var files = Directory.EnumerateFiles(folder.File("deep")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(3, files.Count);
        Assert.StartsWith("m-03-", Path.GetFileName(files[^1]), StringComparison.Ordinal);
        Assert.Equal(model.GetWeights()[0].ToArray<float>(), Model.Load(files[^1]).GetWeights()[0].ToArray<float>());
    }

    [Fact]
    public void Only_the_best_is_kept_under_one_name()
    {
        using var folder = new TemporaryFolder();
        var model = Made();
        var checkpoint = new ModelCheckpoint(folder.File("best.weights.h5"), "loss", saveBestOnly: true, saveWeightsOnly: true);
        var history = model.Fit(x, y, 4, 4, Verbosity.Silent, callbacks: [checkpoint], seed: 1);
        Assert.Equal(history["loss"].Min(), checkpoint.Best);
        Assert.Single(Directory.EnumerateFiles(folder.Path));
    }

    [Theory]
    [InlineData("m.keras", true)]
    [InlineData("m.weights.h5", false)]
    [InlineData("m.txt", false)]
    public void Names_that_end_otherwise_are_refused_at_once(string name, bool weightsOnly) => Assert.Throws<ArgumentException>(() => new ModelCheckpoint(name, saveWeightsOnly: weightsOnly));

    [Fact]
    public void A_figure_that_is_not_recorded_is_named()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InvalidOperationException>(() => Made().Fit(x, y, 4, 1, Verbosity.Silent, callbacks: [new ModelCheckpoint(folder.File("{val_mae}.keras"))]));
        Assert.Contains("val_mae", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frequency_is_a_word_or_a_number_of_batches()
    {
        Assert.Null(((SaveFrequency)"epoch").BatchesOrNull);
        Assert.Equal(3, ((SaveFrequency)3).BatchesOrNull);
        Assert.Throws<ArgumentException>(() => (SaveFrequency)"batch");
        Assert.Throws<ArgumentOutOfRangeException>(() => (SaveFrequency)0);
    }
}
