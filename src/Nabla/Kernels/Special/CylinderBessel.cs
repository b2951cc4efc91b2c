namespace Nabla.Kernels;

/// <summary>Bessel functions J and Y of order 0 and 1.</summary>
/// <remarks>Power series up to 2, Miller's backward recurrence with Neumann's series up to 25, Hankel's asymptotic series beyond. The error is a few
/// units of float64 of the function's envelope √(2 ÷ πx).</remarks>
internal static class CylinderBessel
{
    const double Small = 2, Near = 25;

    /// <summary>Jₙ(x) for n = 0 or 1.</summary>
    internal static double J(int order, double x)
    {
        double size = Math.Abs(x);
        double y = size < Small ? SeriesJ(order, size) : size < Near ? Recurrence(order, size, second: false) : Asymptotic(order, size, second: false);
        return order == 1 && x < 0 ? -y : y;
    }

    /// <summary>Yₙ(x) for n = 0 or 1; −∞ at 0, NaN below.</summary>
    internal static double Y(int order, double x) =>
        !(x > 0) ? (x == 0 ? double.NegativeInfinity : double.NaN)
        : x < Small ? SeriesY(order, x) : x < Near ? Recurrence(order, x, second: true) : Asymptotic(order, x, second: true);

    static double SeriesJ(int order, double x)
    {
        double quarter = -0.25 * x * x, term = order == 0 ? 1 : 0.5 * x, sum = term;
        for (int k = 1; k < 20; k++)
        {
            term *= quarter / (k * (double)(k + order));
            sum += term;
        }

        return sum;
    }

    static double SeriesY(int order, double x)
    {
        // Σ (−x²/4)ᵏ ÷ (k!·(k + n)!) · (2·ln(x/2) − ψ(k + 1) − ψ(k + n + 1)) · (x/2)ⁿ ÷ π, less 2 ÷ πx for n = 1.
        double quarter = -0.25 * x * x, term = order == 0 ? 1 : 0.5 * x, log = 2 * Math.Log(0.5 * x);
        double first = -Constants.Euler, second = order - Constants.Euler, sum = order == 0 ? 0 : -2 / x;
        for (int k = 0; k < 20; k++)
        {
            sum += term * (log - first - second);
            term *= quarter / ((k + 1.0) * (k + 1 + order));
            first += 1 / (k + 1.0);
            second += 1 / (k + 1.0 + order);
        }

        return sum / Math.PI;
    }

    static double Recurrence(int order, double x, bool second)
    {
        int top = 2 * (int)Math.Ceiling((x + 45) / 2);
        double above = 0, here = 1e-250, total = 0, odd = 0, even = 0, j1 = 0;
        for (int n = top; n > 0; n--)
        {
            // here is a multiple of Jₙ: 1 = J₀ + 2·Σ J₂ₖ tells which.
            int k = n / 2;
            double sign = (k & 1) == 0 ? 1 : -1;
            if ((n & 1) == 0)
            {
                total += 2 * here;
                even += sign * here / k;
            }
            else if (n == 1)
            {
                j1 = here;
            }
            else
            {
                odd += sign * ((2 * k) + 1) / (k * (k + 1.0)) * here;
            }

            (above, here) = (here, (2 * n / x * here) - above);
        }

        total += here;
        double log = Math.Log(0.5 * x) + Constants.Euler;
        double y = (order, second) switch
        {
            (0, false) => here,
            (1, false) => j1,
            (0, true) => ((2 * log * here) - (4 * even)) / Math.PI,
            _ => ((-2 * here / x) + (2 * (log - 1) * j1) - (2 * odd)) / Math.PI,
        };
        return y / total;
    }

    static double Asymptotic(int order, double x, bool second)
    {
        if (double.IsInfinity(x))
        {
            return 0;
        }

        double term = 1, p = 1, q = 0;
        for (int k = 1; k <= 40; k++)
        {
            double odd = (2 * k) - 1;
            term *= ((4.0 * order * order) - (odd * odd)) / (8 * k * x);
            if ((k & 1) == 1)
            {
                q += (k & 2) == 0 ? term : -term;
            }
            else
            {
                p += (k & 2) == 0 ? term : -term;
            }

            if (Math.Abs(term) < 1e-18)
            {
                break;
            }
        }

        // The angle is x − π/4 or x − 3π/4, of which sine and cosine are sums of those of x.
        double s = Math.Sin(x), c = Math.Cos(x);
        (double cosine, double sine) = order == 0 ? (c + s, s - c) : (s - c, -s - c);
        return (second ? (p * sine) + (q * cosine) : (p * cosine) - (q * sine)) / Math.Sqrt(Math.PI * x);
    }
}
