namespace Nabla;

/// <summary>Where the arrows of a picture of a model lead.</summary>
public enum RankDir
{
    /// <summary>From top to bottom; Keras's <c>TB</c>.</summary>
    TopToBottom,

    /// <summary>From left to right; Keras's <c>LR</c>.</summary>
    LeftToRight,

    /// <summary>From bottom to top; Keras's <c>BT</c>.</summary>
    BottomToTop,

    /// <summary>From right to left; Keras's <c>RL</c>.</summary>
    RightToLeft,
}
