namespace Nabla.Initializers;

/// <summary>By which number of connections <see cref="VarianceScaling"/> divides.</summary>
public enum FanMode
{
    /// <summary>The inputs of each unit.</summary>
    FanIn,

    /// <summary>The outputs that each input reaches.</summary>
    FanOut,

    /// <summary>The mean of both.</summary>
    FanAvg,
}
