namespace Nabla.Operations;

/// <summary>x to the power y for whole numbers; the result wraps.</summary>
/// <remarks>Shapes: broadcast. A negative exponent is an error: the result would be no whole number.</remarks>
public readonly record struct WholePower : IScalarBinary
{
    /// <inheritdoc/>
    public static bool TakesFloating => false;

    /// <inheritdoc/>
    public double At(double x, double y) => Math.Pow(x, y);

    /// <inheritdoc/>
    public long At(long x, long y) => y >= 0 ? unchecked((long)At((ulong)x, (ulong)y))
        : throw new ArgumentOutOfRangeException(nameof(y), $"Power: the exponent {y} of a whole number: the result would be no whole number. Cast to float32 first.");

    /// <inheritdoc/>
    public ulong At(ulong x, ulong y)
    {
        ulong result = 1;
        for (; y != 0; y >>= 1)
        {
            if ((y & 1) != 0)
            {
                result = unchecked(result * x);
            }

            x = unchecked(x * x);
        }

        return result;
    }
}
