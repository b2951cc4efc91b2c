namespace Nabla.Operations;

/// <summary>The gradient of some tensors for others, taken from the tape of the run itself: where control flow or unknown ranks decide only then what is computed.</summary>
/// <remarks>Inputs: the targets, then their gradients (all or none), then the sources that are tensors.</remarks>
/// <param name="Targets">Number of targets.</param>
/// <param name="Weighted">Whether the targets' gradients are given.</param>
/// <param name="Sources">Types and shapes of the gradients, and the variables among the sources.</param>
internal sealed record TapedGradient(int Targets, bool Weighted, GradientSources Sources) : Op
{
    /// <inheritdoc/>
    public override string Name => "Gradients";

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => Sources.Specs;

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var x = context.Inputs;
        int next = Weighted ? 2 * Targets : Targets;
        var sources = Array.ConvertAll(Sources.Variables, variable => variable ?? x[next++]);
        var dx = ReverseWalk.Run(RunTape.Current.Nodes, x[..Targets], Weighted ? x[Targets..(2 * Targets)] : null, sources);
        for (int i = 0; i < dx.Length; i++)
        {
            context.Share(i, dx[i] ?? (sources[i] is Variable v ? v.Here.Resolve() : sources[i]).ZerosLike());
        }
    }
}

/// <summary>For what gradients are taken.</summary>
/// <param name="Variables">The variables; null where the source is a tensor.</param>
/// <param name="Specs">Types and shapes of the gradients.</param>
internal sealed record GradientSources(Variable?[] Variables, TensorSpec[] Specs);

/// <summary>Keeps all that is computed in one run.</summary>
internal sealed class RunTape : INodeObserver, IDisposable
{
    [ThreadStatic]
    static RunTape? current;

    readonly RunTape? before = current;

    internal RunTape()
    {
        current = this;
        NodeObservers.Open(this);
    }

    /// <summary>The tape of the run on this thread.</summary>
    internal static RunTape Current => current!;

    internal List<Node> Nodes { get; } = [];

    public void Observe(Node node) => Nodes.Add(node);

    public void Dispose()
    {
        NodeObservers.Close(this);
        current = before;
    }
}
