namespace Nabla;

/// <summary>What stands outside the edges of a padded array.</summary>
public enum PadMode
{
    /// <summary>One value: c c | a b c d | c c.</summary>
    Constant,

    /// <summary>The nearest element: a a | a b c d | d d.</summary>
    Edge,

    /// <summary>The mirror image without the edge: c b | a b c d | c b.</summary>
    Reflect,

    /// <summary>The mirror image with the edge: b a | a b c d | d c.</summary>
    Symmetric,

    /// <summary>The other end: c d | a b c d | a b.</summary>
    Wrap,
}
