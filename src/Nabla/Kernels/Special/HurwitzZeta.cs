namespace Nabla.Kernels;

/// <summary>Hurwitz's zeta function ζ(x, q) = Σ (q + n)^(−x), and the polygamma functions made of it.</summary>
internal static class HurwitzZeta
{
    /// <summary>B₂ₖ ÷ (2k)! for k = 1, 2, ….</summary>
    static readonly double[] Bernoulli =
    [
        1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160, -691.0 / 1307674368000, 1.0 / 74724249600, -3617.0 / 10670622842880000, 43867.0 / 5109094217170944000,
    ];

    /// <summary>ζ(x, q): ∞ for x = 1, NaN below; for q ≤ 0 ∞ or NaN where a term has no value.</summary>
    internal static double At(double x, double q)
    {
        if (!(x > 1) || double.IsNaN(q))
        {
            return x == 1 ? double.PositiveInfinity : double.NaN;
        }

        if (q <= 0 && (q == Math.Floor(q) || x != Math.Floor(x)))
        {
            // A pole, from both sides alike for even x only; or a negative number to a broken power.
            return q == Math.Floor(q) && Math.IEEERemainder(x, 2) == 0 ? double.PositiveInfinity : double.NaN;
        }

        double sum = 0, w = q;
        for (; w < 12 + x; w++)
        {
            double term = Math.Pow(w, -x);
            sum += term;
            if (w > 0 && term < 1e-18 * sum)
            {
                return sum;
            }
        }

        // Euler and Maclaurin: the integral, half a term, and the derivatives at w.
        double power = Math.Pow(w, -x), rate = x / w, tail = 0;
        for (int k = 0; k < Bernoulli.Length; k++)
        {
            tail += Bernoulli[k] * rate;
            rate *= (x + (2 * k) + 1) * (x + (2 * k) + 2) / (w * w);
        }

        return sum + (power * ((w / (x - 1)) + 0.5 + tail));
    }

    /// <summary>ψ⁽ⁿ⁾(x); NaN where n is no whole number from 0 up.</summary>
    internal static double Polygamma(double n, double x)
    {
        if (n == 0)
        {
            return IncompleteGamma.Digamma(x);
        }

        if (!(n > 0) || n != Math.Floor(n))
        {
            return double.NaN;
        }

        double factorial = 1;
        for (int k = 2; k <= n && !double.IsInfinity(factorial); k++)
        {
            factorial *= k;
        }

        double value = factorial * At(n + 1, x);
        return Math.IEEERemainder(n, 2) == 0 ? -value : value;
    }
}
