namespace Nabla.Kernels;

/// <summary>Modified Bessel functions I and K of order 0 and 1, times e^(−|x|) and eˣ, so that they stay in range.</summary>
internal static class ModifiedBessel
{
    const double Near = 24;

    /// <summary>e^(−|x|) · Iₙ(x) for n = 0 or 1: the power series, whose terms are all positive, then the asymptotic one.</summary>
    internal static double ScaledI(int order, double x)
    {
        double size = Math.Abs(x), y;
        if (size < Near)
        {
            double quarter = 0.25 * size * size, term = order == 0 ? 1 : 0.5 * size, sum = term;
            for (int k = 1; term > 1e-18 * sum; k++)
            {
                term *= quarter / (k * (double)(k + order));
                sum += term;
            }

            y = Math.Exp(-size) * sum;
        }
        else
        {
            double inverse = 1 / size, part = 1, series = 1;
            for (int k = 1; k <= 24; k++)
            {
                double odd = (2 * k) - 1;
                part *= inverse * (((odd * odd) - (4.0 * order * order)) / (8.0 * k));
                series += part;
            }

            y = 0.39894228040143267794 / Math.Sqrt(size) * series;
        }

        return order == 1 && x < 0 ? -y : y;
    }

    /// <summary>Iₙ(x); ±∞ where it overflows.</summary>
    internal static double I(int order, double x)
    {
        // eˣ in two halves: it overflows before the function does.
        double half = Math.Exp(0.5 * Math.Abs(x));
        return double.IsInfinity(x) ? (order == 0 ? double.PositiveInfinity : x) : half * ScaledI(order, x) * half;
    }

    /// <summary>eˣ · Kₙ(x) for n = 0 or 1; ∞ at 0, NaN below.</summary>
    internal static double ScaledK(int order, double x)
    {
        if (!(x > 0))
        {
            return x == 0 ? double.PositiveInfinity : double.NaN;
        }

        if (x < 0.5)
        {
            return Math.Exp(x) * (order == 0 ? SeriesK0(x) : SeriesK1(x));
        }

        // ∫ e^(−x(cosh t − 1)) · cosh nt dt by the trapezoidal rule, whose error falls exponentially in 1/step for such integrands.
        double step = Math.Min(0.2, 0.6 / Math.Sqrt(x)), sum = 0.5;
        for (int k = 1; ; k++)
        {
            double t = k * step, half = Math.Sinh(0.5 * t), weight = Math.Exp(-2 * x * half * half);
            double term = order == 0 ? weight : weight * Math.Cosh(t);
            sum += term;
            if (term < 1e-18 * sum)
            {
                return double.IsInfinity(x) ? 0 : step * sum;
            }
        }
    }

    /// <summary>Kₙ(x).</summary>
    internal static double K(int order, double x) => Math.Exp(-x) * ScaledK(order, x);

    static double SeriesK0(double x)
    {
        double quarter = 0.25 * x * x, term = 1, harmonic = 0, log = -(Math.Log(0.5 * x) + Constants.Euler), sum = log;
        for (int k = 1; k < 20; k++)
        {
            term *= quarter / ((double)k * k);
            harmonic += 1.0 / k;
            sum += term * (log + harmonic);
        }

        return sum;
    }

    static double SeriesK1(double x)
    {
        // 1/x + ln(x/2)·I₁ − x/4 · Σ (ψ(k + 1) + ψ(k + 2)) · (x²/4)ᵏ ÷ (k!·(k + 1)!).
        double quarter = 0.25 * x * x, term = 0.5 * x, log = Math.Log(0.5 * x), first = -Constants.Euler, second = 1 - Constants.Euler, sum = 1 / x;
        for (int k = 0; k < 20; k++)
        {
            sum += term * (log - (0.5 * (first + second)));
            term *= quarter / ((k + 1.0) * (k + 2.0));
            first += 1 / (k + 1.0);
            second += 1 / (k + 2.0);
        }

        return sum;
    }
}
