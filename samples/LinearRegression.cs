namespace Nabla.Samples;

/// <summary>A line through 17 points, built as a graph and trained in a session, one point a step; checkpoints, summaries and a plot.</summary>
public static class LinearRegression
{
    public static readonly float[] TrainX = [3.3f, 4.4f, 5.5f, 6.71f, 6.93f, 4.168f, 9.779f, 6.182f, 7.59f, 2.167f, 7.042f, 10.791f, 5.313f, 7.997f, 5.654f, 9.27f, 3.1f];
    public static readonly float[] TrainY = [3f, 4.7f, 5f, 7.21f, 6.93f, 4.168f, 9.779f, 6.182f, 7.59f, 2.167f, 7.042f, 10.291f, 5.813f, 7.997f, 5.654f, 9.17f, 3.2f];

    const int TrainingEpochs = 1000;
    const int DisplayStep = 50;
    const int SaveStep = 500;

    public static (float Loss, float W, float B) Run(SampleOptions options) => Run(options, new Train.GradientDescentOptimizer(0.01));

    public static (float Loss, float W, float B) Run(SampleOptions options, Train.Optimizer optimizer)
    {
        var start = new Random(options.Seed);
        using var graph = new Graph();

        // Input of the graph.
        var x = Graph.Placeholder(ElementType.Float32, name: "X");
        var y = Graph.Placeholder(ElementType.Float32, name: "Y");

        Variable w, b;
        Tensor prediction, loss;
        using (new VariableScope("linear_regression"))
        {
            w = Graph.GetVariable("weight", Tensor.Constant((float)start.NextDouble()));
            b = Graph.GetVariable("bias", Tensor.Constant((float)start.NextDouble()));
            var product = (x * w).Named("mul");
            prediction = (product + b).Named("pred");
        }

        using (new VariableScope("l2_loss"))
        {
            loss = (prediction - y).Power(2).Mean();
        }

        var train = optimizer.Minimize(loss);
        var init = Graph.GlobalVariablesInitializer();
        string folder = options.Checkpoints("linear-regression");
        string checkpoint = Path.Combine(folder, "linear-regression-model.ckpt");
        var saver = new Saver();

        Summary.Scalar("weight", w);
        Summary.Scalar("bias", b);
        Summary.Scalar("loss", loss);
        var summaries = Summary.MergeAll()!;

        using var session = new Session();
        using var writer = new FileWriter(folder, graph);
        session.Run(init);
        var watch = new Train.LossWatch();
        Feeds all = new() { [x] = TrainX, [y] = TrainY };
        for (int epoch = 0; epoch < TrainingEpochs; epoch++)
        {
            foreach (var (pointX, pointY) in TrainX.Zip(TrainY))
            {
                session.Run(train, new() { [x] = pointX, [y] = pointY });
            }

            // The summary is that of all points, after the epoch: fetched by itself, so that there is no doubt what it shows.
            writer.AddSummary(session.Run(summaries, all), step: epoch);
            if ((epoch + 1) % SaveStep == 0)
            {
                Console.WriteLine($"Model saved in file {saver.Save(session, checkpoint, globalStep: epoch)}");
            }

            if ((epoch + 1) % DisplayStep == 0)
            {
                float shown = (float)session.Run(loss, all);
                Console.WriteLine($"Epoch: {epoch + 1:0000} loss= {shown:F9} W= {(float)w.Eval()} b= {(float)b.Eval()}");
                if (watch.Look(shown) is { } warning)
                {
                    Console.WriteLine(warning);
                }
            }
        }

        Console.WriteLine("Optimization finished");
        var results = session.Run([loss, w, b], all);
        var (final, weight, bias) = ((float)results[0], (float)results[1], (float)results[2]);
        Console.WriteLine($"Training loss= {final} W= {weight} b= {bias}");
        new Plot("Linear regression")
            .Scatter(TrainX, TrainY, "original data", color: "red")
            .Line(TrainX, TrainX.Select(v => (weight * v) + bias), "fitted line")
            .Save(options.Picture("linear-regression.png"));
        return (final, weight, bias);
    }
}
