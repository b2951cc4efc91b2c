using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>The number below which a standard normal one lies with a given probability.</summary>
internal static class NormalQuantile
{
    /// <summary>Φ⁻¹(p); ∓∞ at 0 and 1, NaN outside.</summary>
    internal static double At(double p)
    {
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? double.NegativeInfinity : p == 1 ? double.PositiveInfinity : double.NaN;
        }

        // In the tails the lower one is solved for, which keeps its digits.
        double tail = Math.Min(p, 1 - p);
        if (tail > 0.2)
        {
            return Math.Sqrt(2) * ElementaryFunctions<double>.Erfinv(new Scalar<double>((2 * p) - 1)).X;
        }

        double t = Math.Sqrt(-2 * Math.Log(tail)), x = t - (Math.Log(Constants.RootTwoPi * t) / t);
        for (int i = 0; i < 5; i++)
        {
            // Halley's step for ln Φ(−x) = ln tail.
            double q = 0.5 * ElementaryFunctions<double>.Erfc(new Scalar<double>(x * Math.Sqrt(0.5))).X, density = Math.Exp(-0.5 * x * x) / Constants.RootTwoPi, ratio = density / q;
            double error = Math.Log(q / tail), step = error / ratio;
            step /= 1 + (0.5 * step * (ratio - x));
            x += step;
            if (Math.Abs(step) < 1e-15 * x)
            {
                break;
            }
        }

        return p < 0.5 ? -x : x;
    }
}
