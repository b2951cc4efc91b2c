using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Graphs;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/restore</c> that import TensorFlow's own meta graph of the linear regression.</summary>
static class MetaGraphCases
{
    /// <summary>The 17 points of document 004.</summary>
    static readonly float[] abscissas = [3.3f, 4.4f, 5.5f, 6.71f, 6.93f, 4.168f, 9.779f, 6.182f, 7.59f, 2.167f, 7.042f, 10.791f, 5.313f, 7.997f, 5.654f, 9.27f, 3.1f];

    static readonly float[] ordinates = [3f, 4.7f, 5f, 7.21f, 6.93f, 4.168f, 9.779f, 6.182f, 7.59f, 2.167f, 7.042f, 10.291f, 5.813f, 7.997f, 5.654f, 9.17f, 3.2f];

    /// <summary>Imports, restores, compares the tensors and collections, predicts, and trains one epoch more.</summary>
    public static void Import(GoldenCase golden)
    {
        var meta = MetaFiles.Import(golden.Topic.Archive(golden.Text("meta")!), golden);
        var comparer = Comparer.Of(golden);
        foreach (var (name, count) in golden.Map("collections")) comparer.Check($"entries of {name}", count, (long)meta.Graph.GetCollection(name).Count);
        foreach (var (field, collection) in new[] { ("trainable_variables", CollectionKeys.TrainableVariables), ("global_variables", CollectionKeys.GlobalVariables) })
            comparer.Check(field, golden.List(field), meta.Graph.GetCollection<Variable>(collection).Select(variable => variable.GraphName).ToList());
        foreach (var tensor in golden.Json("tensors_by_name").EnumerateObject()) CheckTensor(meta.Graph.GetTensorByName(tensor.Name), tensor.Name, tensor.Value);
        using var session = new Session(meta.Graph);
        meta.Saver!.Restore(session, golden.Topic.Archive(golden.Text("checkpoint")!));
        CheckWeights("restored", session, golden.Number("W", 0), golden.Number("b", 0), 0);
        comparer.Check("predictions", golden.Value("predictions"), session.Run("linear_regression/pred:0", new Feeds { ["X:0"] = (Tensor)golden.Value("x")! }));
        var all = new Feeds { ["X:0"] = abscissas, ["Y:0"] = ordinates };
        comparer.Check("loss", golden.Number("loss_on_the_17_points", 0), (double)session.Run("l2_loss/Mean:0", all).ToScalar<float>());
        var train = meta.Graph.GetOperationByName(golden.Text("train_op")!);
        for (var i = 0; i < abscissas.Length; i++) session.Run(train, new Feeds { ["X:0"] = abscissas[i], ["Y:0"] = ordinates[i] });
        var after = golden.Json("after_one_more_epoch");
        CheckWeights("after one more epoch", session, after.GetProperty("W").GetDouble(), after.GetProperty("b").GetDouble(), 1e-6);
    }

    /// <summary>Asks for a tensor that is not there.</summary>
    public static void GetTensor(GoldenCase golden)
    {
        var name = golden.Text("tensor")!;
        try
        {
            MetaFiles.Import(golden.Topic.Archive(golden.Text("meta")!), golden).Graph.GetTensorByName(name);
        }
        catch (KeyNotFoundException error) when (error.Message.Contains(name.Split(':')[0], StringComparison.Ordinal))
        {
            // Elsewhere this exception shows a mistake of the library; here it is the answer to a name that is not there.
            throw new ArgumentException(error.Message, error);
        }
    }

    static void CheckTensor(Tensor tensor, string name, System.Text.Json.JsonElement expected)
    {
        var type = expected.GetProperty("dtype").GetString()!.Replace("_ref", "", StringComparison.Ordinal);
        // Of a variable whose tensor is its handle, the value is what matters here.
        if (type != "resource" && tensor.ElementType.Name != type) throw new MismatchException($"{name}: expected {type}, got {tensor.ElementType.Name}");
        if (expected.GetProperty("shape").ValueKind == System.Text.Json.JsonValueKind.Array && !tensor.Shape.ToArray().SequenceEqual(expected.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt64())))
            throw new MismatchException($"{name}: expected the shape {expected.GetProperty("shape")}, got {tensor.Shape}");
    }

    static void CheckWeights(string when, Session session, double w, double b, double tolerance)
    {
        foreach (var (name, expected) in new[] { ("linear_regression/weight:0", w), ("linear_regression/bias:0", b) })
        {
            var got = session.Run(name).ToScalar<float>();
            if (Math.Abs(got - (float)expected) > tolerance * Math.Abs(expected)) throw new MismatchException($"{name} {when}: expected {expected}, got {got}");
        }
    }
}
