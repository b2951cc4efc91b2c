namespace Nabla.Operations;

/// <summary>What divisions of whole numbers say of a divisor of 0.</summary>
internal static class Divisor
{
    internal static DivideByZeroException Zero(string op) =>
        new($"{op}: a divisor of 0 among whole numbers: they have no infinity. Replace zeros first (Tensor.Where, Maximum), or cast to float32.");
}
