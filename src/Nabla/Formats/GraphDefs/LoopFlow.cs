namespace Nabla.Formats.GraphDefs;

/// <summary>A loop of TensorFlow 1 as one node: its body is run turn by turn, until no value goes on to a next one.</summary>
/// <remarks>Enter, Merge, LoopCond, Switch, NextIteration and Exit decide by which of their values live, as in TensorFlow; conditions and further loops may stand inside.</remarks>
sealed record LoopFlow(string Frame, LoopBody Body) : FlowOp
{
    public override string Name => "While";

    public override Effect Effect => Body.WritesState ? Effect.WritesState : Effect.None;

    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => [.. Body.Exits.Select(exit => new TensorSpec(exit.ElementType, exit.Shape))];

    internal override Tensor?[] Flow(Tensor?[] x)
    {
        var exits = new Tensor?[Body.Exits.Count];
        var carried = new Tensor?[Body.Merges.Count];
        for (var turn = 0; turn == 0 || Array.Exists(carried, value => value is not null); turn++)
        {
            var values = new Tensor?[Body.Recording.Slots];
            for (var i = 0; i < x.Length; i++)
            {
                if (turn == 0 || Body.Inputs[i].IsConstant) values[Body.Inputs[i].Parameter.Slot] = x[i];
            }
            for (var i = 0; i < carried.Length; i++)
            {
                if (carried[i] is not { } value) continue;
                values[Body.Merges[i].Merge.Promises[0].Slot] = value;
                values[Body.Merges[i].Merge.Promises[1].Slot] = Tensor.Constant(Body.Merges[i].Index);
            }
            NodeRunner.Run(Body.Nodes, values);
            for (var i = 0; i < exits.Length; i++) exits[i] = values[Body.Exits[i].Slot] ?? exits[i];
            for (var i = 0; i < carried.Length; i++) carried[i] = values[Body.Merges[i].Next.Slot];
        }
        return exits;
    }
}

/// <summary>What a loop repeats.</summary>
sealed class LoopBody
{
    public Recording Recording { get; } = new();

    /// <summary>What comes from outside: at the first turn alone, or the same at every turn.</summary>
    public List<(Tensor Outer, GraphTensor Parameter, bool IsConstant)> Inputs { get; } = [];

    /// <summary>The nodes of a turn, each after those that it needs.</summary>
    public List<GraphNode> Nodes { get; } = [];

    /// <summary>Where the values of the turn before come in, from where, and as which input.</summary>
    public List<(GraphNode Merge, GraphTensor Next, int Index)> Merges { get; } = [];

    /// <summary>What leaves the loop.</summary>
    public List<GraphTensor> Exits { get; } = [];

    public bool WritesState { get; set; }
}
