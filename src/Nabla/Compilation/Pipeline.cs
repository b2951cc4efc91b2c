using Nabla.Compilation.Passes;

namespace Nabla.Compilation;

/// <summary>The passes in their order.</summary>
internal static class Pipeline
{
    static readonly IPass[] Always = [new DeadCode(), new FoldConstants(), new Simplify(), new MergeEqual(), new FoldConstants(), new DeadCode()];

    internal static void Run(Draft draft, bool fuses)
    {
        foreach (var pass in Always)
        {
            pass.Apply(draft);
        }

        new SnapshotReads().Apply(draft);
    }
}
