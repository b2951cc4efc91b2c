using Xunit;

namespace Nabla.Tests.Compilation;

/// <summary>They set the global seed, so nothing else draws beside them.</summary>
[Collection(AloneCollection.Name)]
public sealed class CompiledRandomTests
{
    [Fact]
    public void Random_numbers_follow_the_generator()
    {
        var f = Compiled.Of(() => Tensor.RandomNormal([3]));
        for (int seed = 1; seed < 3; seed++)
        {
            SeedGenerator.SetGlobal(seed);
            Tensor[] expected = [Tensor.RandomNormal([3]), Tensor.RandomNormal([3])];
            SeedGenerator.SetGlobal(seed);
            CompiledOpTableTests.Same(expected[0], f.Run());
            CompiledOpTableTests.Same(expected[1], f.Run());
        }
    }
}
