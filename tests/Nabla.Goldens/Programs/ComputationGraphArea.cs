using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Ops;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/computation-graph</c>: the values of all nodes of a formula, and the gradient of the loss for each.</summary>
sealed class ComputationGraphArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var given = golden.Map("values");
        var nodes = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        using var tape = new GradientTape(persistent: true);
        foreach (var (name, value) in given) nodes[name] = value as Tensor ?? Tensor.Constant((float)Convert.ToDouble(value));
        if (golden.Text("op") == "two-layers") TwoLayers(nodes, (Tensor)golden.Value("y_true")!, tape);
        else if (golden.Text("op") == "computation-graph") Compute(golden.Text("formula")!, nodes, tape);
        else throw new NotSupportedNameException(golden.Text("op") ?? "");

        var comparer = Comparer.Of(golden);
        foreach (var (name, value) in given) comparer.Check(name, value, nodes[name]);
        foreach (var (name, value) in golden.Map("gradients_of_loss"))
        {
            comparer.Check($"gradient of the loss for {name}", value, tape.Gradient(nodes["loss"], nodes[name], unconnected: UnconnectedGradients.Zero));
        }
        foreach (var (edge, value) in golden.Map("edge_gradients"))
        {
            var ends = edge.Split('/');
            comparer.Check($"∂{ends[0]}/∂{ends[1]}", value, tape.Gradient(nodes[ends[0]], nodes[ends[1]], unconnected: UnconnectedGradients.Zero));
        }
    }

    /// <summary>Statements "name = formula" separated by semicolons; names without a statement are the leaves.</summary>
    static void Compute(string text, Dictionary<string, Tensor> nodes, GradientTape tape)
    {
        var statements = text.Split(';').Select(statement => statement.Split('=', 2)).Select(parts => (Name: parts[0].Trim(), Formula: parts[1].Trim())).ToList();
        foreach (var leaf in nodes.Where(node => !statements.Exists(statement => statement.Name == node.Key))) tape.Watch(leaf.Value);
        foreach (var (name, formula) in statements)
        {
            // Bars around the whole stand for the absolute value.
            nodes[name] = formula.StartsWith('|') ? OpTable.Invoke("abs", nodes[formula.Trim('|')]) : Formula.Value(formula, nodes);
        }
    }

    static void TwoLayers(Dictionary<string, Tensor> nodes, Tensor labels, GradientTape tape)
    {
        foreach (var leaf in new[] { "x", "W1", "b1", "W2", "b2" }) tape.Watch(nodes[leaf]);
        nodes["dot1"] = OpTable.Invoke("matmul", nodes["x"], nodes["W1"]);
        nodes["add1"] = OpTable.Invoke("add", nodes["dot1"], nodes["b1"]);
        nodes["relu1"] = OpTable.Invoke("relu", nodes["add1"]);
        nodes["dot2"] = OpTable.Invoke("matmul", nodes["relu1"], nodes["W2"]);
        nodes["add2"] = OpTable.Invoke("add", nodes["dot2"], nodes["b2"]);
        nodes["softmax"] = OpTable.Invoke("softmax", nodes["add2"]);
        nodes["loss"] = OpTable.Invoke("mean", OpTable.Invoke("sparse_categorical_crossentropy", labels, nodes["softmax"]));
    }
}
