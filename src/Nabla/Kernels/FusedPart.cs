namespace Nabla.Kernels;

/// <summary>A formula as part of a fused loop, and which inputs of an op are its arguments.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="A">Which input is its first argument.</param>
/// <param name="B">Which input is its second argument.</param>
/// <param name="C">Which input is its third argument.</param>
internal readonly record struct FusedPart(FusedFormula Formula, int A = 0, int B = 1, int C = 2)
{
    /// <summary>The input at a place of the formula.</summary>
    internal int Input(int place) => place switch { 0 => A, 1 => B, _ => C };
}
