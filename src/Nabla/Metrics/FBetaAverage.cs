namespace Nabla.Metrics;

/// <summary>How the scores of classes become one.</summary>
public enum FBetaAverage
{
    /// <summary>They stay apart, one for each class.</summary>
    None,

    /// <summary>All decisions count together.</summary>
    Micro,

    /// <summary>Their mean.</summary>
    Macro,

    /// <summary>Their mean, weighted by how many labels each class has.</summary>
    Weighted,
}
