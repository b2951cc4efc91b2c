namespace Nabla;

/// <summary>A function of tensors as a recording: what a loop repeats, a branch that may be taken.</summary>
internal sealed class RecordedFunction
{
    readonly GraphNode[] nodes;

    internal RecordedFunction(Recording recording, IReadOnlyList<Tensor> outputs)
    {
        Recording = recording;
        Outputs = [.. outputs.Select(y => (GraphTensor)recording.Adopt(y))];
        nodes = [.. recording.Nodes];
    }

    internal Recording Recording { get; }

    internal IReadOnlyList<GraphTensor> Parameters => Recording.Parameters;

    /// <summary>What it uses of the outside; given as further inputs after the parameters.</summary>
    internal IReadOnlyList<Tensor> Captures => Recording.Captures;

    internal GraphTensor[] Outputs { get; }

    /// <summary>The most that one of its nodes does.</summary>
    internal Effect Effect => nodes.Max(node => node.Op.Effect);

    /// <summary>Records a function inside the recording that is open on this thread.</summary>
    internal static RecordedFunction Of(IReadOnlyList<TensorSpec> parameters, Func<Tensor[], IReadOnlyList<Tensor>> function)
    {
        var recorded = Of(parameters, function, capturesReads: true);

        // A function that changes variables must read them anew each time.
        return recorded.Effect == Effect.WritesState ? Of(parameters, function, capturesReads: false) : recorded;
    }

    static RecordedFunction Of(IReadOnlyList<TensorSpec> parameters, Func<Tensor[], IReadOnlyList<Tensor>> function, bool capturesReads)
    {
        var recording = new Recording(Engine.Current as Recording, capturesReads);
        using (Engine.Use(recording))
        {
            var x = parameters.Select(Tensor (p) => recording.AddParameter(p.ElementType, p.Shape)).ToArray();
            return new(recording, [.. function(x).Select(recording.Given)]);
        }
    }

    /// <summary>Runs it on values for the parameters and then the captures, through the engine of this thread.</summary>
    internal Tensor[] Run(ReadOnlySpan<Tensor> x)
    {
        var values = new Tensor?[Recording.Slots];
        for (int i = 0; i < x.Length; i++)
        {
            values[(i < Parameters.Count ? Parameters[i] : Recording.Captured[i - Parameters.Count]).Slot] = x[i];
        }

        if (Engine.Current is Recording)
        {
            return Replay(values);
        }

        NodeRunner.Run(nodes, values);
        return Array.ConvertAll(Outputs, y => values[y.Slot]!);
    }

    /// <summary>Records its nodes again in the recording of this thread.</summary>
    Tensor[] Replay(Tensor?[] values)
    {
        foreach (var node in nodes)
        {
            if (node.Promises.Length > 0 && values[node.Promises[0].Slot] is not null)
            {
                continue;
            }

            var y = Engine.Current.Run(node.Op, Array.ConvertAll(node.Inputs, x => values[((GraphTensor)x).Slot]!));
            for (int i = 0; i < y.Length; i++)
            {
                values[node.Promises[i].Slot] = y[i];
            }
        }

        return Array.ConvertAll(Outputs, y => values[y.Slot]!);
    }
}
