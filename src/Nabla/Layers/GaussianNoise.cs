using Nabla.Operations;

namespace Nabla.Layers;

/// <summary>While training, adds normal noise of mean 0 to the inputs; else passes them on.</summary>
/// <remarks>Shape: any → same.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The deviation is negative.</exception>
public sealed class GaussianNoise : Layer
{
    readonly double stddev;
    readonly SeedGenerator? seeds;

    /// <summary>A layer of noise.</summary>
    /// <param name="stddev">Standard deviation of the noise, 0 or more.</param>
    /// <param name="seed">Decides the noise.</param>
    /// <param name="name">Name in summaries.</param>
    public GaussianNoise(double stddev, int? seed = null, string? name = null)
        : base(name)
    {
        this.stddev = stddev >= 0 ? stddev : throw new ArgumentOutOfRangeException(nameof(stddev), $"GaussianNoise: standard deviation {stddev}: it must be 0 or more.");
        Seed = seed;
        seeds = stddev > 0 ? new SeedGenerator(seed, Name) : null;
    }

    /// <summary>Standard deviation of the noise.</summary>
    public double Stddev => stddev;

    /// <summary>Decides the random numbers; null where the global generator does.</summary>
    public int? Seed { get; }

    /// <summary>The state of its random numbers; null where no noise is added.</summary>
    public SeedGenerator? SeedGenerator => seeds;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) =>
        Training && seeds is not null ? x + (Engine.Current.RunOne(new RandomDraw(RandomKind.Normal, x.ElementType, null), seeds.Next(), x) * stddev) : x;
}
