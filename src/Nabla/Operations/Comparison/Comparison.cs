namespace Nabla.Operations;

/// <summary>How two numbers are compared.</summary>
public enum Comparison
{
    /// <summary>x = y; false where either is NaN.</summary>
    Equal,

    /// <summary>x ≠ y; true where either is NaN.</summary>
    NotEqual,

    /// <summary>x &lt; y; false where either is NaN.</summary>
    Less,

    /// <summary>x ≤ y; false where either is NaN.</summary>
    LessEqual,

    /// <summary>x &gt; y; false where either is NaN.</summary>
    Greater,

    /// <summary>x ≥ y; false where either is NaN.</summary>
    GreaterEqual,
}
