namespace Nabla.Metrics;

/// <summary>How the scores of outputs become one.</summary>
public enum R2Aggregation
{
    /// <summary>They stay apart, one for each output.</summary>
    None,

    /// <summary>Their mean.</summary>
    UniformAverage,

    /// <summary>Their mean, weighted by the variance of each output's truth.</summary>
    VarianceWeightedAverage,
}
