using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Ops;

/// <summary>Compares float32 results with exact values, in units of the last place.</summary>
static class UlpComparer
{
    public static void Check(Tensor expected, Tensor actual, double allowed, double absolute)
    {
        if (actual.ElementType != ElementType.Float32 || actual.Shape != expected.Shape) throw new MismatchException($"expected float32 {expected.Shape}, got {actual.ElementType.Name} {actual.Shape}");
        var (exact, values) = (expected.ToArray<double>(), actual.ToArray<float>());
        var (worst, at, count) = (0.0, -1, 0);
        for (var i = 0; i < exact.Length; i++)
        {
            var error = Error(exact[i], values[i], absolute);
            if (error <= allowed) continue;
            count++;
            if (at < 0 || !(error <= worst)) (worst, at) = (error, i);
        }
        if (at >= 0) throw new MismatchException($"element {at}: expected {exact[at]:R}, got {values[at]:R} ({worst:0.##} ulp, {allowed} allowed; {count} of {exact.Length} differ)");
    }

    static double Error(double exact, float value, double absolute)
    {
        // Beyond the largest float the exact value rounds to it or to infinity.
        if (Math.Abs(exact) > float.MaxValue) exact = (float)exact;
        if (!double.IsFinite(exact)) return exact.Equals(value) ? 0 : double.PositiveInfinity;
        if (!float.IsFinite(value)) return double.PositiveInfinity;
        var error = Math.Abs(value - exact);
        if (error <= absolute) return 0;
        var magnitude = (float)Math.Min(Math.Abs(exact), float.MaxValue);
        var ulp = Math.Max((double)MathF.BitIncrement(magnitude) - magnitude, float.Epsilon);
        return error / (double.IsInfinity(ulp) ? Math.ScaleB(1, 104) : ulp);
    }
}
