using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/linear-regression</c>: a line in a graph, trained on one point a step.</summary>
sealed class LineArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var (xs, ys) = (Elements.Real((Tensor)golden.Value("x")!), Elements.Real((Tensor)golden.Value("y")!));
        var arguments = golden.Map("arguments");
        using var line = new LineGraph(golden.Json("start").GetProperty("W").GetSingle(), golden.Json("start").GetProperty("b").GetSingle());
        var train = GraphOptimizers.Make(golden.Text("optimizer")!, Convert.ToDouble(arguments["learning_rate"])).Minimize(line.Loss);
        Check(golden, line, train, xs, ys);
    }

    static void Check(GoldenCase golden, LineGraph line, GraphNode train, double[] xs, double[] ys)
    {
        var comparer = Comparer.Of(golden);
        var stepLosses = Elements.Real((Tensor)golden.Value("step_losses")!);
        var (ws, bs) = (Elements.Real((Tensor)golden.Value("W_after_epoch")!), Elements.Real((Tensor)golden.Value("b_after_epoch")!));
        var printed = golden.List("printed").Select(row => Comparer.Flatten(row)).ToDictionary(row => Convert.ToInt32(row[0]));
        using var session = new Session();
        session.Run(Graph.GlobalVariablesInitializer());
        Feeds all = new() { [line.X] = Array.ConvertAll(xs, v => (float)v), [line.Y] = Array.ConvertAll(ys, v => (float)v) };
        List<Fetch> both = [line.Loss, train];
        var step = 0;
        for (var epoch = 0; epoch < golden.Number("epochs", 0); epoch++)
        {
            for (var i = 0; i < xs.Length; i++, step++)
            {
                Feeds point = new() { [line.X] = (float)xs[i], [line.Y] = (float)ys[i] };
                if (step < stepLosses.Length)
                {
                    comparer.Check($"loss of step {step}", stepLosses[step], (double)session.Run(both, point)[0].ToScalar<float>());
                }
                else
                {
                    session.Run(train, point);
                }
            }

            if (epoch < ws.Length)
            {
                comparer.Check($"W after epoch {epoch}", ws[epoch], (double)session.Run(line.W).ToScalar<float>());
                comparer.Check($"b after epoch {epoch}", bs[epoch], (double)session.Run(line.B).ToScalar<float>());
            }

            if (printed.TryGetValue(epoch + 1, out var row))
            {
                comparer.Check($"printed loss of epoch {epoch + 1}", row[1], session.Run(line.Loss, all).ToScalar<float>());
            }
        }

        var final = golden.Map("final");
        comparer.Check("final W", final["W"], session.Run(line.W).ToScalar<float>());
        comparer.Check("final b", final["b"], session.Run(line.B).ToScalar<float>());
        comparer.Check("final loss", final["loss"], session.Run(line.Loss, all).ToScalar<float>());
        comparer.Check("predictions", golden.Value("predictions"), session.Run(line.Prediction, all));
    }
}

/// <summary>The graph of the program: placeholders X and Y of no known shape, W and b, the prediction and the loss.</summary>
sealed class LineGraph : IDisposable
{
    readonly Graph graph = new();

    public LineGraph(float w, float b)
    {
        (X, Y) = (Graph.Placeholder(name: "X"), Graph.Placeholder(name: "Y"));
        using (new VariableScope("linear_regression"))
        {
            W = Graph.GetVariable("weight", Tensor.Constant(w));
            B = Graph.GetVariable("bias", Tensor.Constant(b));
            Prediction = ((X * W).Named("mul") + B).Named("pred");
        }

        using (new VariableScope("l2_loss"))
        {
            Loss = (Prediction - Y).Power(2).Mean();
        }
    }

    public Tensor X { get; }

    public Tensor Y { get; }

    public Variable W { get; }

    public Variable B { get; }

    public Tensor Prediction { get; }

    public Tensor Loss { get; }

    public void Dispose() => graph.Dispose();
}
