using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models.Saving;

public sealed class ShardedWeightTests
{
    static Sequential Made() => new([new Input([5]), new Dense(7, "tanh", name: "first"), new Flatten(), new Dense(3, name: "last")], "net");

    static IEnumerable<string> Names(TemporaryFolder folder) => Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(100, 3)]
    [InlineData(168, 2)]
    [InlineData(1000, 1)]
    public void Weights_go_into_files_of_limited_size_and_back(long bytes, int files)
    {
        using var folder = new TemporaryFolder();
        var model = Made();
        model.SaveWeights(folder.File("w.weights.json"), bytes);
        Assert.Equal([.. Enumerable.Range(0, files).Select(i => $"w_{i:00000}.weights.h5"), "w.weights.json"], Names(folder).OrderBy(name => name == "w.weights.json").ThenBy(name => name, StringComparer.OrdinalIgnoreCase));
        var other = Made();
        other.LoadWeights(folder.File("w.weights.json"));
        for (var i = 0; i < 4; i++) Assert.Equal(model.GetWeights()[i].ToArray<float>(), other.GetWeights()[i].ToArray<float>());
    }

    [Fact]
    public void A_second_save_uses_other_names_and_takes_the_first_files_away()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("w_other_00000.weights.h5"), "someone else's");
        var model = Made();
        model.SaveWeights(folder.File("w.weights.json"), 100);
        model.SetWeights([.. model.GetWeights().Select(weight => weight + 1)]);
        model.SaveWeights(folder.File("w.weights.json"), 100);
        Assert.Equal(["w-1_00000.weights.h5", "w-1_00001.weights.h5", "w-1_00002.weights.h5", "w.weights.json", "w_other_00000.weights.h5"], Names(folder));
        var other = Made();
        other.LoadWeights(folder.File("w.weights.json"));
        Assert.Equal(model.GetWeights()[0].ToArray<float>(), other.GetWeights()[0].ToArray<float>());
    }

    [Theory]
    [InlineData("../w_00000.weights.h5", "leads out")]
    [InlineData("/etc/hostname", "absolute")]
    [InlineData("gone.weights.h5", "missing")]
    public void Files_that_stand_elsewhere_or_nowhere_are_refused(string file, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("w.weights.json"), $$$"""{"metadata": {}, "weight_map": {"/layers/dense/vars": ["{{{file}}}"]}}""");
        Assert.Contains(reason, Assert.Throws<ModelFormatException>(() => Made().LoadWeights(folder.File("w.weights.json"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"weight_map": []}""")]
    [InlineData("""{"weight_map": {"/a/vars": 3}}""")]
    [InlineData("""{"weight_map": {"/a/vars": []}}""")]
    [InlineData("""{"weight_map": {"/a/vars": [""]}}""")]
    [InlineData("nothing")]
    public void An_index_that_is_none_is_refused(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("w.weights.json"), text);
        Assert.Throws<ModelFormatException>(() => Made().LoadWeights(folder.File("w.weights.json")));
    }
}
