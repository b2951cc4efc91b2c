using Nabla.Operations;

namespace Nabla.Layers;

/// <summary>Dropout for selu networks: sets a share of the inputs to selu's limit for −∞ and scales all, so that mean and variance stay (Klambauer and others, 2017).</summary>
/// <remarks>y = a · (x where kept, else α′) + b, with α′ = −1.7580993, a = ((1 − rate)(1 + rate · α′²))^−½, b = −a · α′ · rate. Shape: any → same. Only while training.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1).</exception>
public sealed class AlphaDropout : Layer
{
    /// <summary>−scale · alpha of selu.</summary>
    const double Limit = -1.6732632423543772848170429916717 * 1.0507009873554804934193349852946;

    readonly SeedGenerator? seeds;

    /// <summary>A dropout layer.</summary>
    /// <param name="rate">Share of the inputs that are dropped, from 0 to below 1.</param>
    /// <param name="noiseShape">Axes of length 1 are dropped or kept as a whole; null lengths are the input's.</param>
    /// <param name="seed">Decides what is dropped.</param>
    /// <param name="name">Name in summaries.</param>
    public AlphaDropout(double rate, Shape? noiseShape = null, int? seed = null, string? name = null)
        : base(name)
    {
        Rate = rate is >= 0 and < 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), $"AlphaDropout: rate {rate}: it must be 0 or more and below 1.");
        NoiseShape = noiseShape;
        Seed = seed;
        seeds = rate > 0 ? new SeedGenerator(seed, Name) : null;
    }

    /// <summary>Share of the inputs that are dropped.</summary>
    public double Rate { get; }

    /// <summary>Axes of length 1 are dropped or kept as a whole.</summary>
    public Shape? NoiseShape { get; }

    /// <summary>The state of its random numbers; null where nothing is dropped.</summary>
    public SeedGenerator? SeedGenerator => seeds;

    /// <summary>Decides the random numbers; null where the global generator does.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        if (!Training || seeds is null)
        {
            return x;
        }

        var draw = Engine.Current.RunOne(new RandomDraw(RandomKind.Uniform, x.ElementType, null), seeds.Next(), NoisePattern.Of(Name, x, NoiseShape));
        var keep = (draw >= Rate).Cast(x.ElementType);
        double scale = 1 / Math.Sqrt((1 - Rate) * (1 + (Rate * Limit * Limit)));
        return (((x * keep) + ((1 - keep) * Limit)) * scale) - (scale * Limit * Rate);
    }
}
