namespace Nabla.Initializers;

/// <summary>By what a window is divided.</summary>
public enum STFTScaling
{
    /// <summary>The root of its sum of squares.</summary>
    Density,

    /// <summary>Its sum.</summary>
    Spectrum,
}
