using Nabla.Operations;

namespace Nabla.Layers;

/// <summary>While training, multiplies the inputs by normal numbers of mean 1 and variance rate ÷ (1 − rate); else passes them on (Srivastava and others, 2014).</summary>
/// <remarks>Shape: any → same.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
public sealed class GaussianDropout : Layer
{
    readonly SeedGenerator? seeds;

    /// <summary>A layer of noise.</summary>
    /// <param name="rate">The rate of a <see cref="Dropout"/> with as much variance, from 0 to below 1.</param>
    /// <param name="seed">Decides the noise.</param>
    /// <param name="name">Name in summaries.</param>
    public GaussianDropout(double rate, int? seed = null, string? name = null)
        : base(name)
    {
        Rate = rate is >= 0 and < 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), $"GaussianDropout: rate {rate}: it must be 0 or more and below 1.");
        Seed = seed;
        seeds = rate > 0 ? new SeedGenerator(seed, Name) : null;
    }

    /// <summary>The rate of a <see cref="Dropout"/> with as much variance.</summary>
    public double Rate { get; }

    /// <summary>The state of its random numbers; null where there is no noise.</summary>
    public SeedGenerator? SeedGenerator => seeds;

    /// <summary>Decides the random numbers; null where the global generator does.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) =>
        Training && seeds is not null ? x * ((Engine.Current.RunOne(new RandomDraw(RandomKind.Normal, x.ElementType, null), seeds.Next(), x) * Math.Sqrt(Rate / (1 - Rate))) + 1) : x;
}
