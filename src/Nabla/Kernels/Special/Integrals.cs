namespace Nabla.Kernels;

/// <summary>Integrals of elementary functions that have names of their own.</summary>
internal static class Integrals
{
    /// <summary>Dawson's integral e^(−x²) · ∫₀ˣ e^(t²) dt.</summary>
    internal static double Dawson(double x)
    {
        double size = Math.Abs(x);
        if (size < 0.5)
        {
            // x · Σ (−2x²)ᵏ ÷ (2k + 1)!!.
            double term = x, all = x;
            for (int k = 1; k < 20; k++)
            {
                term *= -2 * x * x / ((2 * k) + 1);
                all += term;
            }

            return all;
        }

        if (size > 25)
        {
            // 1/2x · Σ (2k − 1)!! ÷ (2x²)ᵏ.
            double term = 0.5 / x, all = term;
            for (int k = 1; k < 16 && Math.Abs(term) > 1e-18 * Math.Abs(all); k++)
            {
                term *= ((2 * k) - 1) / (2 * x * x);
                all += term;
            }

            return all;
        }

        // Rybicki's sum Σ e^(−(x − nh)²) ÷ n over odd n (1989), centred at the even multiple of h nearest to x; its error is about e^(−(π ÷ 2h)²).
        const double Step = 0.25;
        int centre = 2 * (int)Math.Round(size / (2 * Step));
        double offset = size - (centre * Step), sum = 0;
        for (int n = 1; n <= 27; n += 2)
        {
            double up = offset - (n * Step), down = offset + (n * Step);
            sum += (Math.Exp(-up * up) / (centre + n)) + (Math.Exp(-down * down) / (centre - n));
        }

        return Math.CopySign(sum / Constants.RootPi, x);
    }

    /// <summary>The exponential integral Ei(x), the principal value of ∫ eᵗ ÷ t dt from −∞ to x; −∞ at 0.</summary>
    internal static double Exponential(double x)
    {
        if (x == 0 || double.IsNaN(x))
        {
            return x == 0 ? double.NegativeInfinity : x;
        }

        if (x < -1)
        {
            // −E₁(−x) by its continued fraction, from the end.
            if (x < -745)
            {
                return -0.0;
            }

            double fraction = 0;
            for (int k = (int)(20 + (80 / -x)); k > 0; k--)
            {
                fraction = k * (double)k / (-x + (2 * k) + 1 - fraction);
            }

            return -Math.Exp(x) / (-x + 1 - fraction);
        }

        if (x < 40)
        {
            double term = 1, sum = 0;
            for (int k = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum) || k < 3; k++)
            {
                term *= x / k;
                sum += term / k;
            }

            return Constants.Euler + Math.Log(Math.Abs(x)) + sum;
        }

        double part = 1, series = 1;
        for (int k = 1; k < x && part > 1e-18; k++)
        {
            part *= k / x;
            series += part;
        }

        // eˣ in two halves: it overflows before the quotient does.
        double half = Math.Exp(0.5 * x);
        return double.IsInfinity(half) ? half : half / x * series * half;
    }

    /// <summary>The dilogarithm as TensorFlow and SciPy take it: −∫ ln t ÷ (t − 1) dt from 1 to x; NaN below 0.</summary>
    internal static double Spence(double x)
    {
        if (!(x >= 0) || double.IsPositiveInfinity(x))
        {
            return x < 0 ? double.NaN : -x;
        }

        // Debye's series in u = −ln(1 − z) for |u| ≤ ln 2; elsewhere by the functions of 1 − z and 1/z.
        const double SixthOfPiSquared = Math.PI * Math.PI / 6;
        return x switch
        {
            0 => SixthOfPiSquared,
            < 0.5 => SixthOfPiSquared - (Math.Log(x) * LogOneMinus(x)) - Debye(-LogOneMinus(x)),
            <= 2 => Debye(-Math.Log(x)),
            _ => (-0.5 * Math.Log(x) * Math.Log(x)) - SixthOfPiSquared - (Math.Log(x) * LogOneMinus(1 / x)) + Debye(-LogOneMinus(1 / x)),
        };
    }

    /// <summary>u − u²/4 + Σ B₂ₖ · u^(2k + 1) ÷ (2k + 1)!.</summary>
    static double Debye(double u)
    {
        double s = u * u;
        double p = 1 + (s * ((1.0 / 36) + (s * ((-1.0 / 3600) + (s * ((1.0 / 211680) + (s * ((-1.0 / 10886400) + (s * ((1.0 / 526901760)
            + (s * ((-691.0 / 2730 / 6227020800) + (s * ((7.0 / 6 / 1307674368000) + (s * (-3617.0 / 510 / 355687428096000))))))))))))))));
        return (u * p) - (0.25 * s);
    }

    /// <summary>ln(1 − x), exact to the last digits for small x.</summary>
    static double LogOneMinus(double x)
    {
        double rest = 1 - x;
        return rest == 1 ? -x : Math.Log(rest) * (-x / (rest - 1));
    }
}
