using Nabla.Optimizers;

namespace Nabla.Samples;

/// <summary>The ways that optimizers go down a surface, drawn; and a local minimum that momentum leaves.</summary>
public static class GradientDescentPaths
{
    /// <returns>The places of each way by name, the start first.</returns>
    public static IReadOnlyDictionary<string, double[][]> Run(SampleOptions options)
    {
        var ways = new Dictionary<string, double[][]>(StringComparer.Ordinal);
        Ravine(options, ways);
        LocalMinimum(options, ways);
        LearningRates(options, ways);
        foreach (var (name, way) in ways)
        {
            Console.WriteLine($"{name,-28} {way.Length - 1,4} steps from ({string.Join(", ", way[0].Select(v => $"{v:F2}"))}) to ({string.Join(", ", way[^1].Select(v => $"{v:F4}"))})");
        }

        return ways;
    }

    /// <summary>A valley that is steep across and flat along: each optimizer takes another way to its lowest point, (0, 0).</summary>
    static void Ravine(SampleOptions options, Dictionary<string, double[][]> ways)
    {
        // <descent>
        Tensor Ravine(Tensor w) => 0.1 * w[0].Square() + 2 * w[1].Square();
        float[] start = [-5, -2];
        var sgd = Descend(Ravine, start, new SGD(0.4), steps: 40);
        var momentum = Descend(Ravine, start, new SGD(0.2, momentum: 0.5), steps: 40);
        var adagrad = Descend(Ravine, start, new Adagrad(0.4), steps: 40);
        var rmsprop = Descend(Ravine, start, new RMSprop(0.4), steps: 40);

        new Plot("Four ways down a ravine, 40 steps each")
            .Contours((x, y) => 0.1 * x * x + 2 * y * y, -5.6, 2.2, -2.5, 2.5, levels: 24)
            .Line(sgd.Select(w => w[0]), sgd.Select(w => w[1]), "SGD", "#e4002b", markers: true)
            .Line(momentum.Select(w => w[0]), momentum.Select(w => w[1]), "momentum", "#ffb000", markers: true)
            .Line(adagrad.Select(w => w[0]), adagrad.Select(w => w[1]), "Adagrad", "#ff7fd0", markers: true)
            .Line(rmsprop.Select(w => w[0]), rmsprop.Select(w => w[1]), "RMSprop", "#111111", markers: true)
            .XLabel("w[0]").YLabel("w[1]")
            .Save(options.Picture("descent-ravine.png"));
        // </descent>
        (ways["ravine, SGD"], ways["ravine, momentum"], ways["ravine, Adagrad"], ways["ravine, RMSprop"]) = (sgd, momentum, adagrad, rmsprop);
    }

    // <descend>
    static double[][] Descend(Func<Tensor, Tensor> loss, float[] start, Optimizer optimizer, int steps)
    {
        var w = new Variable(Tensor.Constant(start));
        var way = new List<double[]> { Place(w) };
        for (int step = 0; step < steps; step++)
        {
            using var tape = new GradientTape();
            var value = loss(w);
            optimizer.ApplyGradients(tape.Gradient(value, [w]), [w]);
            way.Add(Place(w));
        }

        return [.. way];
    }
    // </descend>

    static double[] Place(Variable w) => w.Cast(ElementType.Float64).ToArray<double>();

    /// <summary>Plain descent comes to rest in the first hollow; with momentum the ball rolls through it into the deeper one.</summary>
    static void LocalMinimum(SampleOptions options, Dictionary<string, double[][]> ways)
    {
        static Tensor Hollows(Tensor w) => ((w.Square() - 4).Square() / 16 + 0.3 * w).Sum();
        static double Height(double w) => Math.Pow(w * w - 4, 2) / 16 + 0.3 * w;

        var plain = Descend(Hollows, [3.5f], new SGD(0.05), steps: 120);
        var rolling = Descend(Hollows, [3.5f], new SGD(0.05, momentum: 0.9), steps: 150);
        var byHand = VelocityLoop(start: 3.5f, rate: 0.05f, momentum: 0.9f, steps: 150);
        var nesterov = Descend(Hollows, [3.5f], new SGD(0.05, momentum: 0.9, nesterov: true), steps: 150);
        (ways["hollows, SGD"], ways["hollows, momentum"], ways["hollows, by hand"], ways["hollows, Nesterov"]) = (plain, rolling, byHand, nesterov);

        var grid = Enumerable.Range(0, 301).Select(i => -3.4 + 7.0 * i / 300).ToArray();
        new Plot("A local minimum, left with momentum")
            .Line(grid, grid.Select(Height), color: "#636e7b")
            .Line(rolling.Select(w => w[0]), rolling.Select(w => Height(w[0]) + 0.12), "momentum 0.9", "#d55e00", markers: true)
            .Line(plain.Select(w => w[0]), plain.Select(w => Height(w[0]) + 0.04), "plain SGD", "#0072b2", markers: true)
            .XLabel("w").YLabel("loss")
            .Save(options.Picture("descent-local-minimum.png"));
    }

    /// <summary>Momentum written out: the velocity remembers the steps before, and the gradient changes it. It is what SGD does with nesterov: true.</summary>
    static double[][] VelocityLoop(float start, float rate, float momentum, int steps)
    {
        float w = start, velocity = 0;
        var way = new List<double[]> { new double[] { w } };
        for (int step = 0; step < steps; step++)
        {
            float gradient = w * (w * w - 4) / 4 + 0.3f;
            velocity = momentum * velocity - rate * gradient;
            w += momentum * velocity - rate * gradient;
            way.Add([w]);
        }

        return [.. way];
    }

    /// <summary>Too small a rate hardly moves, too large a one jumps further away with each step.</summary>
    static void LearningRates(SampleOptions options, Dictionary<string, double[][]> ways)
    {
        static Tensor Bowl(Tensor w) => (w - 3).Square().Sum();
        var plot = new Plot("The learning rate: (w − 3)², from −4").XLabel("step").YLabel("loss").LogY();
        foreach (var (rate, what) in new[] { (0.001, "too small"), (0.3, "right"), (1.05, "too large") })
        {
            var way = Descend(Bowl, [-4f], new SGD(rate), steps: 20);
            plot.Line(way.Select(w => Math.Max(Math.Pow(w[0] - 3, 2), 1e-14)), $"{rate}: {what}", markers: true);
            ways[$"bowl, rate {rate}"] = way;
        }

        plot.Save(options.Picture("descent-learning-rates.png"));
    }
}
