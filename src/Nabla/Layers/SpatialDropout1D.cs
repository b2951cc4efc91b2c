namespace Nabla.Layers;

/// <summary>Dropout of whole channels of sequences: neighbours are much alike, so that single values would say what was dropped (Tompson and others, 2015).</summary>
/// <remarks>Shape: [batch, steps, channels] → same.</remarks>
public sealed class SpatialDropout1D : Dropout
{
    /// <summary>A dropout layer.</summary>
    /// <param name="rate">Share of the channels that are dropped, 0 … 1.</param>
    /// <param name="seed">Decides what is dropped.</param>
    /// <param name="name">Name in summaries.</param>
    public SpatialDropout1D(double rate, int? seed = null, string? name = null)
        : base(rate, [null, 1, null], seed, name)
    {
    }
}
