namespace Nabla.Metrics;

/// <summary>The curve whose area is measured.</summary>
public enum AUCCurve
{
    /// <summary>Receiver operating characteristic: the part of the labels 1 that are a yes, over the part of the labels 0 that are.</summary>
    ROC,

    /// <summary>Precision over recall.</summary>
    PR,

    /// <summary>Gain in precision over gain in recall, against a guess that always says yes.</summary>
    /// <remarks>Flach and Kull, Precision-recall-gain curves, 2015.</remarks>
    PRGain,
}
