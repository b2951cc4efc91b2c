namespace Nabla.Tests.Lanes;

/// <summary>Distances between a computed number and the exact one, in units of the last place of the exact one.</summary>
static class UnitsInTheLastPlace
{
    /// <summary>Error of a float; 0 where both are NaN, or infinite alike, or the difference lies below the normal range.</summary>
    public static double Of(float computed, double exact)
    {
        if (double.IsNaN(exact)) return float.IsNaN(computed) ? 0 : double.PositiveInfinity;
        float near = (float)exact;
        if (float.IsInfinity(near)) return computed == near ? 0 : float.IsInfinity(computed) ? double.PositiveInfinity : Infinite(computed);
        if (!float.IsFinite(computed)) return double.PositiveInfinity;
        double error = Math.Abs(computed - exact);
        if (error <= 1.2e-38) return 0;
        return error / Math.Max(MathF.BitIncrement(Math.Abs(near)) - (double)Math.Abs(near), 1.4e-45);
    }

    /// <summary>Error of a double against the nearest double.</summary>
    public static double Of(double computed, double exact)
    {
        if (double.IsNaN(exact)) return double.IsNaN(computed) ? 0 : double.PositiveInfinity;
        if (computed.Equals(exact)) return double.IsNegative(computed) == double.IsNegative(exact) ? 0 : double.PositiveInfinity;
        if (!double.IsFinite(computed) || !double.IsFinite(exact)) return double.PositiveInfinity;
        return Math.Abs(computed - exact) / (Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact));
    }

    // The exact value may exceed the largest float by less than the error allowed.
    private static double Infinite(float computed) => Math.Abs(computed) >= 3.4028233e38f ? 1 : double.PositiveInfinity;
}
