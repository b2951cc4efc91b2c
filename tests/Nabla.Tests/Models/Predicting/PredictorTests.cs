using Xunit;

namespace Nabla.Tests.Models.Predicting;

public sealed class PredictorTests
{
    /// <summary>y = (x + 1) · 2 and z = x · x, in TensorFlow's text form.</summary>
    const string Text =
        """
        node { name: "x" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } attr { key: "shape" value { shape { dim { size: -1 } } } } }
        node { name: "one" op: "Const" attr { key: "dtype" value { type: DT_FLOAT } } attr { key: "value" value { tensor { dtype: DT_FLOAT tensor_shape { } float_val: 1 } } } }
        node { name: "two" op: "Const" attr { key: "dtype" value { type: DT_FLOAT } } attr { key: "value" value { tensor { dtype: DT_FLOAT tensor_shape { } float_val: 2 } } } }
        node { name: "sum" op: "AddV2" input: "x" input: "one" attr { key: "T" value { type: DT_FLOAT } } }
        node { name: "y" op: "Mul" input: "sum" input: "two" attr { key: "T" value { type: DT_FLOAT } } }
        node { name: "z" op: "Mul" input: "x" input: "x" attr { key: "T" value { type: DT_FLOAT } } }
        """;

    [Fact]
    public void A_graph_is_asked_by_the_names_of_its_tensors()
    {
        using var model = Open();
        Assert.Equal(["x:0"], model.Inputs.Keys);
        Assert.Equal(["y:0", "z:0"], model.Outputs);
        var results = model.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x:0"] = Tensor.Constant([1f, 3f]) });
        Assert.Equal([4f, 8f], results["y:0"].ToArray<float>());
        Assert.Equal([1f, 9f], results["z:0"].ToArray<float>());
    }

    [Fact]
    public void Any_tensor_can_be_asked_for_and_a_single_input_needs_no_name()
    {
        using var model = Open();
        var notices = new List<string>();
        var results = model.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["arr_0"] = Tensor.Constant([1.0]) }, ["sum"], notices.Add);
        Assert.Equal([2f], results["sum:0"].ToArray<float>());
        Assert.Contains("float64", Assert.Single(notices), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        using var model = Open();
        Tensor one = Tensor.Constant([1f]);
        string unknown = Assert.Throws<ArgumentException>(() => model.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = one, ["t"] = one })).Message;
        Assert.Contains("'t'", unknown, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = Tensor.Constant(new float[1, 1]) }));
        Assert.Throws<ArgumentException>(() => model.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = Tensor.Constant([1]) }));
        Assert.Throws<InvalidOperationException>(() => model.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal)));
        Assert.Throws<KeyNotFoundException>(() => model.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = one }, ["nothing"]));
        Assert.Throws<FileNotFoundException>(() => Predictor.Open("no-such-model.pb"));
    }

    static Predictor Open()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("nabla-").FullName, "graph.pbtxt");
        File.WriteAllText(path, Text);
        try
        {
            return Predictor.Open(path);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }
}
