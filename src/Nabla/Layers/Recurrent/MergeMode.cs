namespace Nabla.Layers;

/// <summary>How a <see cref="Bidirectional"/> layer joins the outputs of its two directions.</summary>
public enum MergeMode
{
    /// <summary>Side by side along the last axis.</summary>
    Concatenate,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product.</summary>
    Multiply,

    /// <summary>Their mean.</summary>
    Average,

    /// <summary>Not at all: two outputs.</summary>
    None,
}
