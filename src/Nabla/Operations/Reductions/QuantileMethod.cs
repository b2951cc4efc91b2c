namespace Nabla;

/// <summary>What a quantile is where it falls between two elements.</summary>
public enum QuantileMethod
{
    /// <summary>Between them, by how far it is from each.</summary>
    Linear,

    /// <summary>The lower one.</summary>
    Lower,

    /// <summary>The higher one.</summary>
    Higher,

    /// <summary>Their mean.</summary>
    Midpoint,

    /// <summary>The nearer one; halfway the one with the even place.</summary>
    Nearest,
}
