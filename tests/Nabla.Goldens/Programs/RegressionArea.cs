using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/nonlinear-regression</c>: a hidden layer in a graph, trained from given start weights on all points at once.</summary>
sealed class RegressionArea : Area
{
    public override void Run(GoldenCase golden)
    {
        var (xs, ys) = (((Tensor)golden.Value("x")!).Cast(ElementType.Float32), ((Tensor)golden.Value("y")!).Cast(ElementType.Float32));
        var start = golden.Map("start");
        using var graph = new Graph();
        var x = Graph.Placeholder(ElementType.Float32, xs.Shape);
        var y = Graph.Placeholder(ElementType.Float32, ys.Shape);
        var w = start.ToDictionary(pair => pair.Key, pair => new Variable((Tensor)pair.Value!), StringComparer.Ordinal);
        var hidden = Activation(golden.Text("activation")!)(x.MatMul(w["w1"]) + w["b1"]);
        var prediction = Activation(golden.Text("output_activation")!)(hidden.MatMul(w["w2"]) + w["b2"]);
        var loss = (y - prediction).Square().Mean();
        var train = GraphOptimizers.Make(golden.Text("optimizer")!, golden.Number("learning_rate", 0.1)).Minimize(loss);
        var init = Graph.GlobalVariablesInitializer();
        graph.Dispose();

        using var session = new Session(graph);
        session.Run(init);
        Feeds feeds = new() { [x] = xs, [y] = ys };
        var comparer = Comparer.Of(golden);
        Check(golden, comparer, session, train, loss, feeds);
        new Comparer(0.25, 0).Check("final loss", golden.Value("final_loss"), session.Run(loss, feeds).ToScalar<float>());
        if (golden.Number("weights_gap_to_float64", 1) < 1e-3)
        {
            // As far as rounding alone carries the reference away from float64, several times over.
            var weights = comparer with { AbsoluteTolerance = 5 * golden.Number("weights_gap_to_float64", 0) };
            foreach (var (name, value) in golden.Map("weights_after"))
            {
                weights.Check(name, value, session.Run(w[name]));
            }
        }

        if (golden.Number("predictions_gap_to_float64", 1) < 1e-3)
        {
            (comparer with { AbsoluteTolerance = 1e-5 + (5 * golden.Number("predictions_gap_to_float64", 0)) }).Check("predictions", golden.Value("predictions"), session.Run(prediction, feeds));
        }
    }

    static void Check(GoldenCase golden, Comparer comparer, Session session, GraphNode train, Tensor loss, Feeds feeds)
    {
        var stepLosses = Elements.Real((Tensor)golden.Value("step_losses")!);
        var curve = Elements.Real((Tensor)golden.Value("curve")!);
        var (steps, points, every) = (golden.Number("step_losses_comparable", 0), golden.Number("curve_comparable", 0), (int)golden.Number("curve_every", 500));
        var both = new List<Fetch> { loss, train };
        for (var epoch = 0; epoch < golden.Number("epochs", 0); epoch++)
        {
            if (epoch < steps)
            {
                comparer.Check($"loss of step {epoch}", stepLosses[epoch], (double)session.Run(both, feeds)[0].ToScalar<float>());
            }
            else
            {
                session.Run(train, feeds);
            }

            var point = epoch / every;
            if ((epoch + 1) % every == 0 && point < points)
            {
                comparer.Check($"loss after {epoch + 1} epochs", curve[point], (double)session.Run(loss, feeds).ToScalar<float>());
            }
        }
    }

    static Func<Tensor, Tensor> Activation(string name) => name switch
    {
        "tanh" => x => x.Tanh(),
        "sigmoid" => x => x.Sigmoid(),
        "relu" => x => x.Relu(),
        _ => throw new NotSupportedNameException(name),
    };
}
