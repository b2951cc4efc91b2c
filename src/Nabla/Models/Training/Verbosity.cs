namespace Nabla;

/// <summary>What training and evaluation print.</summary>
public enum Verbosity
{
    /// <summary>A progress bar where the output is a terminal, else a line an epoch.</summary>
    Auto = -1,

    /// <summary>Nothing.</summary>
    Silent = 0,

    /// <summary>A progress bar that moves while an epoch runs.</summary>
    Bar = 1,

    /// <summary>One line an epoch.</summary>
    Line = 2,
}
