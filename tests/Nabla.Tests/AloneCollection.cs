using Xunit;

namespace Nabla.Tests;

/// <summary>Tests of what the whole process shares: its memory, its global seed. They run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "Alone";
}
