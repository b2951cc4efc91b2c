namespace Nabla.Layers;

/// <summary>What constructors of layers with windows check.</summary>
static class WindowArguments
{
    /// <summary>A count of 1 or more.</summary>
    internal static int Count(string layer, string what, int given) =>
        given > 0 ? given : throw new ArgumentOutOfRangeException(what, $"{layer}: {what} {given}: it must be at least 1.");

    /// <summary>Valid by default; same, and causal where it is allowed.</summary>
    internal static Padding Rule(string layer, Padding? given, bool causal = false)
    {
        given ??= Padding.Valid;
        return given == Padding.Valid || given.IsSame || (given.IsCausal && causal) ? given
            : throw new ArgumentException($"{layer}: padding {given}: valid{(causal ? ", same or causal" : " or same")} is expected. For other widths put a ZeroPadding layer in front.", nameof(given));
    }

    /// <summary>Refuses strides beside dilations, which Keras has no convolution for.</summary>
    internal static void Exclude(string layer, Extent strides, Extent dilationRate)
    {
        if (strides.Any(step => step > 1) && dilationRate.Any(step => step > 1))
        {
            throw new ArgumentException($"{layer}: strides {strides} and dilationRate {dilationRate}: one of them must be 1 along all axes. Cut the output by a slice with a step instead.", nameof(strides));
        }
    }
}
