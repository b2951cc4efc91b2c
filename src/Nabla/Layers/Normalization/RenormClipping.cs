namespace Nabla.Layers;

/// <summary>Limits of the corrections of batch renormalisation; null for none.</summary>
/// <param name="RMax">The largest ratio of deviations.</param>
/// <param name="RMin">The smallest ratio of deviations.</param>
/// <param name="DMax">The largest shift, in either direction.</param>
public sealed record RenormClipping(double? RMax = null, double? RMin = null, double? DMax = null)
{
    /// <summary>A ratio of deviations within the limits.</summary>
    internal Tensor Ratio(Tensor r)
    {
        r = RMin is { } least ? r.Maximum(least) : r;
        return RMax is { } most ? r.Minimum(most) : r;
    }

    /// <summary>A shift within the limits.</summary>
    internal Tensor Shift(Tensor d) => DMax is { } most ? d.Clip(-most, most) : d;
}
