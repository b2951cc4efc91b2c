namespace Nabla.Initializers;

/// <summary>From which distribution <see cref="VarianceScaling"/> draws.</summary>
public enum ScalingDistribution
{
    /// <summary>Normal within two standard deviations, widened so that the variance is kept.</summary>
    TruncatedNormal,

    /// <summary>Normal.</summary>
    UntruncatedNormal,

    /// <summary>Even, ±√(3·variance).</summary>
    Uniform,
}
