namespace Nabla.Samples;

/// <summary>A parabola with noise, learnt by ten hidden units: tanh, sigmoid or relu, gradient descent or Adam.</summary>
public static class NonlinearRegression
{
    public static IReadOnlyDictionary<string, float> Run(SampleOptions options)
    {
        int epochs = (int)(20000 * options.Share);
        var losses = new Dictionary<string, float>(StringComparer.Ordinal)
        {
            ["tanh, gradient descent"] = Train(options, x => x.Tanh(), x => x.Tanh(), new Train.GradientDescentOptimizer(0.1), epochs, "tanh-gradient-descent"),
            ["tanh, Adam"] = Train(options, x => x.Tanh(), x => x.Tanh(), new Train.AdamOptimizer(0.01), epochs, "tanh-adam"),
            ["sigmoid, gradient descent"] = Train(options, x => x.Sigmoid(), x => x.Sigmoid(), new Train.GradientDescentOptimizer(0.1), 2 * epochs, "sigmoid-gradient-descent"),
            ["relu, gradient descent"] = Train(options, x => x.Relu(), x => x.Relu(), new Train.GradientDescentOptimizer(0.1), epochs, "relu-gradient-descent"),
        };
        foreach (var (name, loss) in losses)
        {
            Console.WriteLine($"{name}: {loss:F9}");
        }

        return losses;
    }

    public static float Train(SampleOptions options, Func<Tensor, Tensor> activation, Func<Tensor, Tensor> outputActivation, Train.Optimizer optimizer, int epochs, string picture)
    {
        const int DisplayStep = 500;
        var random = new Random(options.Seed);
        float[] xData = [.. Enumerable.Range(0, 200).Select(i => -1 + (2 * i / 199f))];
        float[] yData = [.. xData.Select(x => (x * x) + (0.05f * Gauss(random)))];

        using var graph = new Graph { Seed = options.Seed };
        var x = Graph.Placeholder(ElementType.Float32, [200, 1]);
        var y = Graph.Placeholder(ElementType.Float32, [200, 1]);

        // Hidden layer.
        var weightsL1 = new Variable(Tensor.RandomNormal([1, 10]));
        var biasesL1 = new Variable(Tensor.Zeros([1, 10]));
        var l1 = activation(x.MatMul(weightsL1) + biasesL1);

        // Output layer.
        var weightsL2 = new Variable(Tensor.RandomNormal([10, 1]));
        var biasesL2 = new Variable(Tensor.Zeros([1, 1]));
        var prediction = outputActivation(l1.MatMul(weightsL2) + biasesL2);

        var loss = (y - prediction).Square().Mean();
        var trainStep = optimizer.Minimize(loss);
        var init = Graph.GlobalVariablesInitializer();
        graph.Dispose();

        using var session = new Session(graph);
        session.Run(init);
        Feeds feeds = new() { [x] = Column(xData), [y] = Column(yData) };
        var watch = new Train.LossWatch();
        var curve = new List<float>();
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            session.Run(trainStep, feeds);
            if (epoch % DisplayStep == 0)
            {
                float shown = (float)session.Run(loss, feeds);
                curve.Add(shown);
                Console.WriteLine($"epoch: {epoch:0000} loss= {shown:F9}");
                if (watch.Look(shown) is { } warning)
                {
                    Console.WriteLine(warning);
                }
            }
        }

        var results = session.Run([prediction, loss], feeds);
        new Plot($"Nonlinear regression, {picture}")
            .Scatter(xData, yData, "data")
            .Line(xData, results[0].ToArray<float>(), "prediction", color: "red")
            .Save(options.Picture($"nonlinear-{picture}.png"));
        new Plot($"Loss, {picture}")
            .Line(Enumerable.Range(1, curve.Count).Select(i => i * DisplayStep), curve)
            .XLabel("epoch").YLabel("loss").LogY()
            .Save(options.Picture($"nonlinear-{picture}-loss.png"));
        return (float)results[1];
    }

    static Tensor Column(float[] values) => Tensor.Constant(values, [values.Length, 1]);

    /// <summary>A normal number (Box and Muller, 1958).</summary>
    static float Gauss(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
