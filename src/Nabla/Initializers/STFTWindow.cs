namespace Nabla.Initializers;

/// <summary>What a frame is multiplied by before it is transformed.</summary>
public enum STFTWindow
{
    /// <summary>A raised cosine, 0 at the ends.</summary>
    Hann,

    /// <summary>A raised cosine, 0.08 at the ends.</summary>
    Hamming,

    /// <summary>Two cosines, 0 at the ends.</summary>
    Blackman,

    /// <summary>A triangle.</summary>
    Bartlett,

    /// <summary>1 everywhere.</summary>
    Boxcar,
}
