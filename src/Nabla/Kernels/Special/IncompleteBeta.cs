namespace Nabla.Kernels;

/// <summary>The regularized incomplete beta function I(a, b; x).</summary>
internal static class IncompleteBeta
{
    /// <summary>I(a, b; x); NaN for a or b ≤ 0 and for x outside [0, 1].</summary>
    internal static double At(double a, double b, double x)
    {
        if (!(a > 0 && b > 0 && x >= 0 && x <= 1))
        {
            return double.NaN;
        }

        if (x is 0 or 1)
        {
            return x;
        }

        // The continued fraction converges fast on the lower side of the mean; the other side by symmetry.
        return x <= (a + 1) / (a + b + 2) ? Lower(a, b, x, 1 - x) : 1 - Lower(b, a, 1 - x, x);
    }

    static double Lower(double a, double b, double x, double rest)
    {
        double log = (a * Math.Log(x)) + (b * Math.Log(rest)) + IncompleteGamma.LogGamma(a + b) - IncompleteGamma.LogGamma(a) - IncompleteGamma.LogGamma(b);
        double d = 1 / NotZero(1 - ((a + b) * x / (a + 1))), c = 1, fraction = d;
        for (int m = 1; m < 10_000; m++)
        {
            Step(m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m))));
            double change = Step(-(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1)));
            if (Math.Abs(change - 1) < 1e-16)
            {
                break;
            }
        }

        return Math.Exp(log) * fraction / a;

        double Step(double top)
        {
            d = 1 / NotZero(1 + (top * d));
            c = NotZero(1 + (top / c));
            fraction *= d * c;
            return d * c;
        }
    }

    static double NotZero(double x) => Math.Abs(x) < 1e-300 ? 1e-300 : x;
}
