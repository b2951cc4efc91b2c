namespace Nabla;

/// <summary>A value of a run at a step.</summary>
/// <param name="WallTime">When it was written, in seconds since 1970 (UTC).</param>
/// <param name="Step">The training step.</param>
/// <param name="Value">The value.</param>
public readonly record struct LoggedPoint<T>(double WallTime, long Step, T Value);
