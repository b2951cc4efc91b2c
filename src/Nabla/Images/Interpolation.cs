namespace Nabla.Images;

/// <summary>How a resized picture's dots are computed from those of the original.</summary>
public enum Interpolation
{
    /// <summary>The dot that the middle of the new dot falls into.</summary>
    Nearest,

    /// <summary>Weights that fall linearly with the distance.</summary>
    Bilinear,

    /// <summary>The mean over the area that the new dot covers.</summary>
    Area,
}
