using Nabla.Formats;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models;

public class FunctionalJsonTests
{
    static readonly Tensor x = Tensor.RandomNormal([6, 4], seed: 3);

    static Functional Sample()
    {
        Tensor a = new Input([4], name: "a"), b = new Input([4], name: "b");
        var shared = new Dense(3, "tanh", name: "shared");
        var inner = new Sequential([new Input([3]), new Dense(2, name: "inside"), new BatchNormalization()], name: "inner");
        Tensor c = new Input([2]);
        var nested = new Functional(c, new Dense(2, name: "deep").Call(c) * 2, name: "nested");
        var joined = shared.Call(a) - shared.Call(b);
        var middle = inner.Call(joined.Abs() + 1, training: false);
        return new Functional([a, b], [nested.Call(middle), joined], name: "sample");
    }

    [Fact]
    public void A_described_model_gives_the_same_outputs()
    {
        var model = Sample();
        var again = Assert.IsType<Functional>(Model.FromJson(model.ToJson()));
        again.SetWeights(model.GetWeights());
        var (expected, found) = (model.PredictMany([x, x * 0.5]), again.PredictMany([x, x * 0.5]));
        Assert.Equal(expected.Count, found.Count);
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].ToArray<float>(), found[i].ToArray<float>());
        }

        Assert.Equal(model.Layers.Select(l => l.Name), again.Layers.Select(l => l.Name));
        Assert.Equal(model.Weights.Select(w => w.Shape), again.Weights.Select(w => w.Shape));
        Assert.Equal(model.ToJson(), again.ToJson());
    }

    [Fact]
    public void A_saved_model_trains_on_as_if_it_had_not_been_saved()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("nabla-test-").FullName, "model.keras");
        var model = Sample();
        model.Compile("adam", ["mse", null]);
        Tensor y = x[.., ..2], z = x[.., ..3];
        model.Fit([x, x], [y, z], verbose: Verbosity.Silent, shuffle: false);
        model.Save(file);
        var again = Model.Load(file);
        model.Fit([x, x], [y, z], verbose: Verbosity.Silent, shuffle: false);
        again.Fit([x, x], [y, z], verbose: Verbosity.Silent, shuffle: false);
        Assert.Equal(model.GetWeights().SelectMany(w => w.ToArray<float>()), again.GetWeights().SelectMany(w => w.ToArray<float>()));
    }

    [Theory]
    [InlineData("{\"class_name\": \"Functional\", \"config\": {\"layers\": []}}", "input_layers")]
    [InlineData("{\"class_name\": \"Functional\", \"config\": {\"layers\": [], \"input_layers\": [\"a\", 0, 0], \"output_layers\": [\"a\", 0, 0]}}", "'a'")]
    [InlineData("{\"class_name\": \"Functional\", \"config\": {\"layers\": [{\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 1}, \"inbound_nodes\": [{\"args\": [{\"class_name\": \"__keras_tensor__\", \"config\": {\"keras_history\": [\"d\", 0, 0]}}], \"kwargs\": {}}]}], \"input_layers\": [], \"output_layers\": [\"d\", 0, 0]}}", "wait for tensors")]
    [InlineData("{\"class_name\": \"Functional\", \"config\": {\"layers\": [{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"i\", \"batch_shape\": [null, 2]}, \"inbound_nodes\": []}, {\"class_name\": \"Dense\", \"config\": {\"name\": \"d\", \"units\": 1}, \"inbound_nodes\": [{\"args\": [1], \"kwargs\": {}}]}], \"input_layers\": [\"i\", 0, 0], \"output_layers\": [\"d\", 0, 0]}}", "no tensor")]
    public void A_description_that_does_not_fit_is_refused(string json, string named) => Assert.Contains(named, Assert.Throws<ModelFormatException>(() => Model.FromJson(json)).Message);

    [Fact]
    public void A_deep_model_is_read_without_recursion()
    {
        Tensor input = new Input([1]);
        var y = input;
        for (int i = 0; i < 3000; i++)
        {
            y = new Identity().Call(y);
        }

        var model = new Functional(input, y);
        Assert.Equal(3001, Model.FromJson(model.ToJson()) is Functional again ? again.Layers.Count : 0);
    }
}
