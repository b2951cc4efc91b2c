namespace Nabla.Losses;

/// <summary>How the losses of the samples become one number.</summary>
public enum Reduction
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their sum divided by their number; weights do not count in the number. What losses do unless told.</summary>
    SumOverBatchSize,

    /// <summary>The same as <see cref="SumOverBatchSize"/>.</summary>
    Mean,

    /// <summary>Their weighted sum divided by the sum of the weights.</summary>
    MeanWithSampleWeight,
}
