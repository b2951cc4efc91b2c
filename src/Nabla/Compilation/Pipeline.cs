using Nabla.Compilation.Passes;

namespace Nabla.Compilation;

/// <summary>The passes in their order.</summary>
internal static class Pipeline
{
    static readonly IPass[] Always = [new DeadCode(), new SnapshotReads()];

    internal static void Run(Draft draft, bool fuses)
    {
        foreach (var pass in Always)
        {
            pass.Apply(draft);
        }
    }
}
