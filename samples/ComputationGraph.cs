namespace Nabla.Samples;

/// <summary>loss = |x · w + b − y| as a graph: the value of each node forwards, its share in the loss backwards, and the chain rule along the way.</summary>
public static class ComputationGraph
{
    /// <param name="Name">The node.</param>
    /// <param name="Value">What it holds.</param>
    /// <param name="Gradient">∂loss/∂node.</param>
    public sealed record Row(string Name, double Value, double Gradient);

    public static IReadOnlyList<Row> Run(SampleOptions options)
    {
        // <graph>
        var w = new Variable(Tensor.Constant(1f));
        var b = new Variable(Tensor.Constant(1f));
        var x = Tensor.Constant(2f);
        var yTrue = Tensor.Constant(9f);

        using var tape = new GradientTape(persistent: true);
        var x1 = x * w;
        var x2 = x1 + b;
        var x3 = x2 - yTrue;
        var loss = x3.Abs();

        // Backwards along each edge …
        var lossX3 = tape.Gradient(loss, x3);
        var x3X2 = tape.Gradient(x3, x2);
        var x2X1 = tape.Gradient(x2, x1);
        var x1W = tape.Gradient(x1, w);

        // … and their product is the derivative along the whole path: the chain rule.
        var product = lossX3 * x3X2 * x2X1 * x1W;
        var whole = tape.Gradient(loss, w);
        // </graph>

        Row[] rows =
        [
            new("w", (double)w, (double)whole),
            new("b", (double)b, (double)tape.Gradient(loss, b)),
            new("x1 = x * w", (double)x1, (double)tape.Gradient(loss, x1)),
            new("x2 = x1 + b", (double)x2, (double)tape.Gradient(loss, x2)),
            new("x3 = x2 - y", (double)x3, (double)lossX3),
            new("loss = |x3|", (double)loss, (double)tape.Gradient(loss, loss)),
            new("product of the edges to w", (double)w, (double)product),
            TwoPaths(),
        ];
        Console.WriteLine($"{"node",-30} {"value",8} {"d loss/d node",14}");
        foreach (var row in rows)
        {
            Console.WriteLine($"{row.Name,-30} {row.Value,8:G5} {row.Gradient,14:G5}");
        }

        return rows;
    }

    /// <summary>Where two paths lead from a node to the loss, their derivatives add up: d(w² + 3w)/dw = 2w + 3.</summary>
    static Row TwoPaths()
    {
        var w = new Variable(Tensor.Constant(2f));
        using var tape = new GradientTape();
        var loss = w.Square() + 3 * w;
        return new("w, by two paths: w² + 3w", (double)w, (double)tape.Gradient(loss, w));
    }
}
