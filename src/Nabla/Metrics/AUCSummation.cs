namespace Nabla.Metrics;

/// <summary>How high a curve is taken between two thresholds.</summary>
public enum AUCSummation
{
    /// <summary>The mean of both ends; of precision over recall, the curve that counts in between would give.</summary>
    /// <remarks>Davis and Goadrich, The relationship between precision-recall and ROC curves, 2006.</remarks>
    Interpolation,

    /// <summary>The lower end.</summary>
    Minoring,

    /// <summary>The higher end.</summary>
    Majoring,
}
