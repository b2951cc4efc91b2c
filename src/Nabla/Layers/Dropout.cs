using Nabla.Operations;

namespace Nabla.Layers;

/// <summary>While training, sets a share of the inputs to 0 and scales the others by 1 ÷ (1 − rate); else passes all on (Srivastava and others, 2014).</summary>
/// <remarks>Shape: any → same.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1].</exception>
public class Dropout : Layer
{
    readonly double rate;
    readonly Shape? noiseShape;
    readonly SeedGenerator? seeds;

    /// <summary>A dropout layer.</summary>
    /// <param name="rate">Share of the inputs that are dropped, 0 … 1.</param>
    /// <param name="noiseShape">Axes of length 1 are dropped or kept as a whole; null lengths are the input's.</param>
    /// <param name="seed">Decides what is dropped.</param>
    /// <param name="name">Name in summaries.</param>
    public Dropout(double rate, Shape? noiseShape = null, int? seed = null, string? name = null)
        : base(name)
    {
        this.rate = rate is >= 0 and <= 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), $"Dropout: rate {rate}: it is the share of the inputs that are dropped, 0 … 1.");
        this.noiseShape = noiseShape;
        Seed = seed;
        seeds = rate > 0 ? new SeedGenerator(seed, Name) : null;
    }

    /// <summary>Share of the inputs that are dropped.</summary>
    public double Rate => rate;

    /// <summary>Axes of length 1 are dropped or kept as a whole.</summary>
    public Shape? NoiseShape => noiseShape;

    /// <summary>The state of its random numbers; null where nothing is dropped.</summary>
    public SeedGenerator? SeedGenerator => seeds;

    /// <summary>Decides the random numbers; null where the global generator does.</summary>
    public int? Seed { get; }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected sealed override Tensor Forward(Tensor x)
    {
        NoisePattern.Check(Name, x, noiseShape);
        if (!Training || seeds is null)
        {
            return x;
        }

        if (rate == 1)
        {
            return x.ZerosLike();
        }

        var like = NoisePattern.Of(Name, x, noiseShape);
        var draw = Engine.Current.RunOne(new RandomDraw(RandomKind.Uniform, x.ElementType, null), seeds.Next(), like);
        var keep = (draw >= rate).Cast(x.ElementType);
        return x * keep / (1 - rate);
    }
}
