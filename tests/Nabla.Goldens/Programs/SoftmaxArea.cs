using Nabla.Formats;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Images;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/mnist-softmax</c>: softmax regression in a graph, its checkpoints, and digits read from pictures.</summary>
sealed class SoftmaxArea : Area
{
    public override void Run(GoldenCase golden)
    {
        switch (golden.Text("op"))
        {
            case null:
                Train(golden);
                break;
            case "predict-files" when golden.MustFail:
                var size = golden.List("size").Select(Convert.ToInt64).ToArray();
                using (var net = new SoftmaxGraph(null, null))
                using (var session = new Session())
                {
                    // A picture of another size has another number of pixels than the network has inputs.
                    session.Run(net.Y, new() { [net.X] = new float[1, size[0] * size[1]] });
                }

                break;
            case "predict-files":
                Predict(golden);
                break;
            case "png-to-grey":
                Grey(golden);
                break;
            case "log-guard":
                Guard(golden);
                break;
            case var other:
                throw new NotSupportedNameException(other);
        }
    }

    static void Train(GoldenCase golden)
    {
        var start = golden.Map("start");
        using var net = new SoftmaxGraph((Tensor)start["w"]!, (Tensor)start["b"]!);
        var train = new Nabla.Train.GradientDescentOptimizer(golden.Number("learning_rate", 0.01)).Minimize(net.Loss);
        var init = Graph.GlobalVariablesInitializer();
        net.Close();
        using var session = new Session(net.Graph);
        session.Run(init);
        var (first, rows, size) = ((int)golden.Number("first_row", 0), (int)golden.Number("rows", 0), (int)golden.Number("batch_size", 64));
        var images = ScratchArea.Rows(MnistFiles.Part("train_images")[first..(first + rows)], 255);
        var labels = MnistFiles.Part("train_labels")[first..(first + rows)].Cast(ElementType.Int32).OneHot(10);
        Feeds test = new() { [net.X] = ScratchArea.Rows(MnistFiles.Part("test_images"), 255), [net.Label] = MnistFiles.Part("test_labels").Cast(ElementType.Int32).OneHot(10) };
        var comparer = Comparer.Of(golden);
        var (stepLosses, shown, accuracies) = (Elements.Real((Tensor)golden.Value("step_losses")!), Elements.Real((Tensor)golden.Value("shown")!), golden.List("test_accuracy"));
        var (shownEvery, testEvery) = ((int)golden.Number("shown_every", 100), (int)golden.Number("test_accuracy_every", 1000));
        List<Fetch> both = [net.Loss, train];
        for (var step = 0; step < golden.Number("steps", 0); step++)
        {
            var places = Tensor.Constant(Enumerable.Range(0, size).Select(j => (int)(((long)step * size) + j) % rows).ToArray());
            Feeds feeds = new() { [net.X] = images.Gather(places), [net.Label] = labels.Gather(places) };
            var loss = session.Run(both, feeds)[0].ToScalar<float>();
            if (step < stepLosses.Length) comparer.Check($"loss of step {step}", stepLosses[step], (double)loss);
            if ((step + 1) % shownEvery == 0) comparer.Check($"loss shown at step {step + 1}", shown[step / shownEvery], (double)session.Run(net.Loss, feeds).ToScalar<float>());
            if ((step + 1) % testEvery == 0) new Comparer(0, 0.001).Check($"accuracy at step {step + 1}", accuracies[step / testEvery], session.Run(net.Accuracy, test).ToScalar<float>());
        }

        var (weights, gaps) = (golden.Map("weights_after"), golden.Map("weights_gap_to_float64"));
        foreach (var (name, variable) in new[] { ("w", net.W), ("b", net.B) })
        {
            // As far as rounding alone carries the reference away from float64, several times over.
            (comparer with { AbsoluteTolerance = comparer.AbsoluteTolerance + (5 * Convert.ToDouble(gaps[name])) }).Check(name, weights[name], session.Run(variable));
        }

        var expected = golden.Map("first_20_test_images");
        var outputs = session.Run(net.Y, new() { [net.X] = ScratchArea.Rows(MnistFiles.Part("test_images")[..20], 255) });
        comparer.Check("predicted classes", expected["predicted"], outputs.ArgMax(1));
        comparer.Check("probabilities", expected["probabilities"], outputs);
    }

    static void Predict(GoldenCase golden)
    {
        using var net = new SoftmaxGraph(null, null);
        var saver = new Saver();
        net.Close();
        using var session = new Session(net.Graph);
        saver.Restore(session, golden.Topic.Archive(golden.Text("checkpoint")!));
        var formula = golden.Text("preprocessing")!;
        var pictures = golden.List("paths").Select(path => Grey(ArtifactFiles.Path(golden.Text("root")!, (string)path!))).ToList();
        var grey = Tensor.Stack([.. pictures.Select(p => Tensor.Constant(p.Bytes))]);
        var scaled = grey.Cast(ElementType.Float32) / 255;
        var x = formula.StartsWith("grey bytes", StringComparison.Ordinal) ? (Tensor.Constant((byte)1) - grey).Cast(ElementType.Float32)
            : formula.StartsWith("x = 1 -", StringComparison.Ordinal) ? 1 - scaled
            : scaled;
        var results = session.Run([net.Logits, net.Y], new() { [net.X] = x });
        var comparer = Comparer.Of(golden);
        comparer.Check("logits", golden.Value("logits"), results[0]);
        comparer.Check("probabilities", golden.Value("probabilities"), results[1]);
        comparer.Check("predicted classes", golden.Value("predicted"), results[0].ArgMax(1));
    }

    static void Grey(GoldenCase golden)
    {
        var pictures = golden.List("paths").Select(path => Grey(ArtifactFiles.Path(golden.Text("root")!, (string)path!))).ToList();
        Comparer.Of(golden).Check("grey", golden.Value("grey"), Tensor.Stack([.. pictures.Select(p => Tensor.Constant(p.Bytes, [28, 28]))]));
    }

    /// <summary>What the program's picture library makes of a file: grey bytes, alpha ignored.</summary>
    static Pixels Grey(string path)
    {
        var picture = ImageFile.Read(path);
        return picture.Channels == 1 ? picture : picture.ToGrayscale();
    }

    static void Guard(GoldenCase golden)
    {
        using var tape = new GradientTape();
        var (y, label) = ((Tensor)golden.Value("y")!, (Tensor)golden.Value("label")!);
        tape.Watch(y);
        var loss = -(label * (y + 1e-10).Log()).Sum(-1);
        var comparer = Comparer.Of(golden);
        comparer.Check("loss of each sample", golden.Value("per_sample"), loss);
        comparer.Check("gradient", golden.Value("gradient"), tape.Gradient(loss.Sum(), y));
    }
}

/// <summary>The graph of the program; variables are named as TensorFlow names them, Variable and Variable_1.</summary>
sealed class SoftmaxGraph : IDisposable
{
    public SoftmaxGraph(Tensor? w, Tensor? b)
    {
        X = Graph.Placeholder(ElementType.Float32, [null, 784]);
        Label = Graph.Placeholder(ElementType.Float32, [null, 10]);
        W = new Variable(w ?? Tensor.RandomNormal([784, 10]));
        B = new Variable(b ?? Tensor.RandomNormal([10]));
        Logits = X.MatMul(W) + B;
        Y = Logits.Softmax();
        Loss = -(Label * (Y + 1e-10).Log()).Sum();
        Accuracy = (Label.ArgMax(1) == Y.ArgMax(1)).Cast(ElementType.Float32).Mean();
    }

    public Graph Graph { get; } = new();

    public Tensor X { get; }

    public Tensor Label { get; }

    public Variable W { get; }

    public Variable B { get; }

    public Tensor Logits { get; }

    public Tensor Y { get; }

    public Tensor Loss { get; }

    public Tensor Accuracy { get; }

    /// <summary>Ends the building.</summary>
    public void Close() => Graph.Dispose();

    public void Dispose() => Graph.Dispose();
}
