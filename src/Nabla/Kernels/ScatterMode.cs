namespace Nabla;

/// <summary>What a scatter does with an element that it meets.</summary>
public enum ScatterMode
{
    /// <summary>y = u; the last of several wins.</summary>
    Update,

    /// <summary>y = y + u.</summary>
    Add,

    /// <summary>y = y − u.</summary>
    Subtract,

    /// <summary>y = y·u.</summary>
    Multiply,

    /// <summary>y = max(y, u).</summary>
    Max,

    /// <summary>y = min(y, u).</summary>
    Min,
}
