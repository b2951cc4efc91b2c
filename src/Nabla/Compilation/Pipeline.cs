using Nabla.Compilation.Passes;

namespace Nabla.Compilation;

/// <summary>The passes in their order.</summary>
internal static class Pipeline
{
    static readonly IPass[] Always = [new DeadCode(), new FoldConstants(), new Simplify(), new MergeEqual(), new FoldConstants(), new DeadCode()];

    /// <summary>Runs them.</summary>
    /// <param name="draft">What is changed.</param>
    /// <param name="leastFused">Elementwise ops are joined from this many elements on; null for nothing joined at all.</param>
    internal static void Run(Draft draft, long? leastFused)
    {
        foreach (var pass in Always)
        {
            pass.Apply(draft);
        }

        if (leastFused is { } least)
        {
            new FinishProducts().Apply(draft);
            new FinishConvolutions().Apply(draft);
            new JoinPoolGradients().Apply(draft);
            new FuseElementwise(least).Apply(draft);
            new DeadCode().Apply(draft);
        }

        new SnapshotReads().Apply(draft);
    }
}
