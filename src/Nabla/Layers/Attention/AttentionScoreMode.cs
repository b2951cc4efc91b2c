namespace Nabla.Layers;

/// <summary>How query and key meet in <see cref="Attention"/>.</summary>
public enum AttentionScoreMode
{
    /// <summary>Their dot product.</summary>
    Dot,

    /// <summary>The sum of tanh(query + key) along the depth, times a learned number.</summary>
    Concat,
}
