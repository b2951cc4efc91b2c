namespace Nabla.Initializers;

/// <summary>An initializer that draws random numbers: equal seeds, shapes and types give equal numbers, at every call.</summary>
/// <remarks>The draws are those of TensorFlow's stateless generator (Philox 4×32-10, Salmon et al., 2011) for the same seed.</remarks>
public abstract class RandomInitializer : Initializer
{
    /// <summary>Takes a seed, or draws one from the global generator.</summary>
    protected RandomInitializer(int? seed) => (GivenSeed, Seed) = (seed, seed ?? SeedGenerator.Global.NextSeed());

    /// <summary>The seed that was given; null where one was drawn.</summary>
    public int? GivenSeed { get; }

    /// <summary>The seed of the draws.</summary>
    public int Seed { get; private set; }

    /// <inheritdoc/>
    public sealed override Initializer Clone()
    {
        if (GivenSeed is not null)
        {
            return this;
        }

        var copy = (RandomInitializer)MemberwiseClone();
        copy.Seed = SeedGenerator.Global.NextSeed();
        return copy;
    }
}
