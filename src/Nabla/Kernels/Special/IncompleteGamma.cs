using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>The regularized incomplete gamma functions P(a, x) + Q(a, x) = 1, and the slope of P in a.</summary>
/// <remarks>A series of positive terms where x is below a, else a continued fraction; NaN for a ≤ 0 and x &lt; 0.</remarks>
internal static class IncompleteGamma
{
    const int MostTerms = 100_000;

    /// <summary>P(a, x).</summary>
    internal static double Lower(double a, double x) =>
        Edge(a, x) is { } known ? known : InSeries(a, x) ? Factor(a, x) * Series(a, x).Value : 1 - (Factor(a, x) * a * Fraction(a, x).Value);

    /// <summary>Q(a, x).</summary>
    internal static double Upper(double a, double x) =>
        Edge(a, x) is { } known ? 1 - known : InSeries(a, x) ? 1 - (Factor(a, x) * Series(a, x).Value) : Factor(a, x) * a * Fraction(a, x).Value;

    /// <summary>∂P(a, x)/∂a.</summary>
    internal static double Slope(double a, double x)
    {
        if (Edge(a, x) is { } known)
        {
            return double.IsNaN(known) ? known : 0;
        }

        double factor = Factor(a, x), log = Math.Log(x) - Digamma(a);
        if (InSeries(a, x))
        {
            var (value, slope) = Series(a, x);
            return factor * (((log - (1 / a)) * value) + slope);
        }

        var (tail, change) = Fraction(a, x);
        return -factor * a * ((log * tail) + change);
    }

    internal static double LogGamma(double x) => ElementaryFunctions<double>.Lgamma(new Scalar<double>(x)).X;

    internal static double Digamma(double x) => ElementaryFunctions<double>.Digamma(new Scalar<double>(x)).X;

    /// <summary>P where it is known at once.</summary>
    static double? Edge(double a, double x) =>
        double.IsNaN(a) || double.IsNaN(x) || a <= 0 || x < 0 ? double.NaN
        : x == 0 ? 0
        : double.IsInfinity(x) ? (double.IsInfinity(a) ? double.NaN : 1)
        : double.IsInfinity(a) ? 0 : null;

    static bool InSeries(double a, double x) => x <= 1 || x <= a;

    /// <summary>xᵃ · e⁻ˣ ÷ Γ(a + 1).</summary>
    static double Factor(double a, double x)
    {
        if (a < 8)
        {
            return Math.Exp((a * Math.Log(x)) - x - LogGamma(a + 1));
        }

        // Stirling's series, with ln(1 + m) − m of m = (x − a) ÷ a, which keeps its digits near x = a.
        double m = (x - a) / a, r = 1 / a, s = r * r;
        double series = r * ((1.0 / 12) - (s * ((1.0 / 360) - (s * ((1.0 / 1260) - (s * ((1.0 / 1680) - (s * ((1.0 / 1188) - (s * 691.0 / 360360))))))))));
        return Math.Exp((a * LogLess(m)) - series) / (Constants.RootTwoPi * Math.Sqrt(a));
    }

    /// <summary>ln(1 + m) − m.</summary>
    static double LogLess(double m)
    {
        if (Math.Abs(m) > 0.25)
        {
            return Math.Log(1 + m) - m;
        }

        // With t = m ÷ (2 + m): 2·(t + t³/3 + …) − m, and 2t − m = −m·t.
        double t = m / (2 + m), square = t * t, power = t, sum = 0;
        for (int k = 3; k < 40; k += 2)
        {
            power *= square;
            sum += 2 * power / k;
        }

        return sum - (m * t);
    }

    /// <summary>Σ xⁿ ÷ ((a + 1) … (a + n)) and its slope in a.</summary>
    static (double Value, double Slope) Series(double a, double x)
    {
        double term = 1, sum = 1, rate = 0, slope = 0;
        for (int n = 1; n < MostTerms; n++)
        {
            term *= x / (a + n);
            rate -= 1 / (a + n);
            sum += term;
            slope += term * rate;
            if (term < 1e-17 * sum && term * -rate <= 1e-17 * -slope)
            {
                break;
            }
        }

        return (sum, slope);
    }

    /// <summary>1 ÷ (x + 1 − a − 1·(1 − a) ÷ (x + 3 − a − …)), and its slope in a.</summary>
    static (double Value, double Slope) Fraction(double a, double x)
    {
        // Lentz's method tells how many terms it takes; evaluated from the end with the slope beside it.
        double b = x + 1 - a, c = 1e300, d = 1 / b;
        int terms = 1;
        for (; terms < MostTerms; terms++)
        {
            double top = -terms * (terms - a);
            b += 2;
            d = NotZero((top * d) + b);
            c = NotZero(b + (top / c));
            d = 1 / d;
            if (Math.Abs((d * c) - 1) < 1e-16)
            {
                break;
            }
        }

        double value = x + (2 * terms) + 1 - a, slope = -1;
        for (int n = terms; n > 0; n--)
        {
            double top = -n * (n - a);
            (value, slope) = (x + (2 * n) - 1 - a + (top / value), -1 + (n / value) - (top * slope / (value * value)));
        }

        return (1 / value, -slope / (value * value));
    }

    static double NotZero(double x) => x == 0 ? 1e-300 : x;
}
