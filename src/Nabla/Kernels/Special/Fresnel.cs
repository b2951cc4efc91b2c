namespace Nabla.Kernels;

/// <summary>Fresnel's integrals S(x) = ∫₀ˣ sin(πt²/2) dt and C(x) = ∫₀ˣ cos(πt²/2) dt.</summary>
internal static class Fresnel
{
    const double Near = 1.5;

    /// <summary>S(x).</summary>
    internal static double Sine(double x) => Both(x).Sine;

    /// <summary>C(x).</summary>
    internal static double Cosine(double x) => Both(x).Cosine;

    static (double Sine, double Cosine) Both(double x)
    {
        double size = Math.Abs(x);
        var (s, c) = double.IsInfinity(x) ? (0.5, 0.5) : size < Near ? Series(size) : Far(size);
        return (Math.CopySign(s, x), Math.CopySign(c, x));
    }

    static (double Sine, double Cosine) Series(double x)
    {
        double t = Math.PI / 2 * x * x, term = x, sine = 0, cosine = 0;
        for (int k = 0; k < 32; k++)
        {
            double part = term / ((2 * k) + 1);
            cosine += (k & 3) == 0 ? part : (k & 3) == 2 ? -part : 0;
            sine += (k & 3) == 1 ? part : (k & 3) == 3 ? -part : 0;
            term *= t / (k + 1);
        }

        return (sine, cosine);
    }

    static (double Sine, double Cosine) Far(double x)
    {
        // Both are ½ less a turning vector (f, g), which are ∫ e^(−πx²u²/2) · (1, u²) ÷ (1 + u⁴) du: smooth and positive, so the trapezoidal rule is exact to float64.
        double step = Math.Min(0.1, 0.39 / x), rate = Math.PI / 2 * x * x, f = 0.5, g = 0;
        for (int k = 1; ; k++)
        {
            double u = k * step, square = u * u, weight = Math.Exp(-rate * square) / (1 + (square * square));
            f += weight;
            g += weight * square;
            if (weight < 1e-18)
            {
                break;
            }
        }

        double factor = Math.Sqrt(2) / Math.PI * step;
        // x² mod 4 as a pair: the rest of the square counts where the square is large.
        double whole = x * x, rest = Math.FusedMultiplyAdd(x, x, -whole), angle = Math.PI / 2 * (Math.IEEERemainder(whole, 4) + rest);
        double s = Math.Sin(angle), c = Math.Cos(angle);
        return (0.5 - (factor * ((f * c) + (g * s))), 0.5 + (factor * ((f * s) - (g * c))));
    }
}
