namespace Nabla.Layers;

/// <summary>Where the pixels of a larger image come from.</summary>
public enum UpSamplingInterpolation
{
    /// <summary>Copies of the nearest ones.</summary>
    Nearest,

    /// <summary>Mixed linearly along both sides.</summary>
    Bilinear,

    /// <summary>Mixed from 4 × 4 others by cubics (Keys, 1981).</summary>
    Bicubic,

    /// <summary>Mixed from 6 × 6 others by Lanczos's window of radius 3.</summary>
    Lanczos3,

    /// <summary>Mixed from 10 × 10 others by Lanczos's window of radius 5.</summary>
    Lanczos5,
}
