namespace Nabla.Samples;

/// <summary>Opens the model that <see cref="LinearRegression"/> saved: once by building the same graph again, once by importing the graph that was saved beside the weights.</summary>
public static class RestoreLine
{
    public static ((float W, float B) Rebuilt, (float W, float B) Imported) Run(SampleOptions options)
    {
        string folder = options.Checkpoints("linear-regression");
        string checkpoint = Checkpoints.LatestCheckpoint(folder)
            ?? throw new FileNotFoundException($"{folder}: no model has been saved there. Run the sample LinearRegression with the same --output first.");
        return (SameGraph(checkpoint), ImportedGraph(checkpoint));
    }

    static (float W, float B) SameGraph(string checkpoint)
    {
        using var graph = new Graph();
        Variable w, b;
        using (new VariableScope("linear_regression"))
        {
            w = Graph.GetVariable("weight", []);
            b = Graph.GetVariable("bias", []);
        }

        var saver = new Saver([w, b]);
        using var session = new Session();
        saver.Restore(session, checkpoint);
        var value = ((float)w.Eval(), (float)b.Eval());
        Console.WriteLine($"Restored value W={value.Item1}, b={value.Item2}");
        return value;
    }

    static (float W, float B) ImportedGraph(string checkpoint)
    {
        var meta = MetaGraph.Import(checkpoint + ".meta");
        using var session = new Session(meta.Graph);
        meta.Saver!.Restore(session, checkpoint);
        var graph = meta.Graph;
        var x = graph.GetTensorByName("X:0");
        var prediction = graph.GetTensorByName("linear_regression/pred:0");
        var value = ((float)session.Run("linear_regression/weight:0"), (float)session.Run("linear_regression/bias:0"));
        Console.WriteLine($"Restored value W={value.Item1}, b={value.Item2}");
        Console.WriteLine($"Prediction for 6: {(float)session.Run(prediction, new() { [x] = 6 })}");
        return value;
    }
}
