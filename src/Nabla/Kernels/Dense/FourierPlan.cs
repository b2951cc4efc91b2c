namespace Nabla.Kernels;

/// <summary>Discrete Fourier transforms of one length in float64: Cooley and Tukey's for powers of two, Bluestein's chirp for all others.</summary>
internal sealed class FourierPlan
{
    readonly int length, padded;
    readonly double[] cosines, sines;
    readonly double[]? chirpReal, chirpImaginary;
    readonly double[] real, imaginary;
    readonly double[]? filterReal, filterImaginary;

    /// <summary>Prepares transforms of a length of at least 1.</summary>
    internal FourierPlan(int length)
    {
        this.length = length;
        bool power = (length & (length - 1)) == 0;
        padded = power ? length : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)((2 * length) - 1));
        (cosines, sines) = (new double[Math.Max(1, padded / 2)], new double[Math.Max(1, padded / 2)]);
        for (int k = 0; k < padded / 2; k++)
        {
            (sines[k], cosines[k]) = Turn(k, padded);
        }

        (real, imaginary) = (new double[padded], new double[padded]);
        if (power)
        {
            return;
        }

        // e^(−πik²/n), and the transform of its conjugate, with which a convolution makes all turns e^(−2πijk/n).
        (chirpReal, chirpImaginary) = (new double[length], new double[length]);
        (filterReal, filterImaginary) = (new double[padded], new double[padded]);
        for (int k = 0; k < length; k++)
        {
            (double sine, double cosine) = Turn((long)k * k % (2 * length), 2 * length);
            (chirpReal[k], chirpImaginary[k]) = (cosine, -sine);
            int mirror = k == 0 ? 0 : padded - k;
            (filterReal[k], filterImaginary[k]) = (cosine, sine);
            (filterReal[mirror], filterImaginary[mirror]) = (cosine, sine);
        }

        Powers(filterReal, filterImaginary);
    }

    /// <summary>Transforms in place with e^(−2πijk/n); the inverse, unscaled, has the real and imaginary parts in each other's place.</summary>
    internal void Run(Span<double> re, Span<double> im)
    {
        if (chirpReal is null)
        {
            Powers(re, im);
            return;
        }

        Array.Clear(real);
        Array.Clear(imaginary);
        for (int k = 0; k < length; k++)
        {
            (real[k], imaginary[k]) = Times(re[k], im[k], chirpReal[k], chirpImaginary![k]);
        }

        Powers(real, imaginary);
        for (int k = 0; k < padded; k++)
        {
            // Swapped parts make the next transform the inverse one.
            (imaginary[k], real[k]) = Times(real[k], imaginary[k], filterReal![k], filterImaginary![k]);
        }

        Powers(real, imaginary);
        for (int k = 0; k < length; k++)
        {
            (re[k], im[k]) = Times(imaginary[k] / padded, real[k] / padded, chirpReal[k], chirpImaginary![k]);
        }
    }

    /// <summary>Sine and cosine of 2π·k/n, exact at the quarters of the circle.</summary>
    static (double Sine, double Cosine) Turn(long k, int n)
    {
        // Eighths of the circle by symmetry: the angle stays below π/4.
        long eighths = 8 * k / n;
        long rest = (8 * k) - (eighths * n);
        double angle = Math.PI / 4 * ((eighths & 1) == 0 ? rest : n - rest) / n, s = Math.Sin(angle), c = Math.Cos(angle);
        return eighths switch
        {
            0 => (s, c),
            1 => (c, s),
            2 => (c, -s),
            3 => (s, -c),
            4 => (-s, -c),
            5 => (-c, -s),
            6 => (-c, s),
            _ => (-s, c),
        };
    }

    static (double Real, double Imaginary) Times(double a, double b, double c, double d) => ((a * c) - (b * d), (a * d) + (b * c));

    /// <summary>The transform of a length that is a power of two.</summary>
    void Powers(Span<double> re, Span<double> im)
    {
        int n = padded;
        for (int i = 1, j = 0; i < n; i++)
        {
            int bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
            {
                j ^= bit;
            }

            j ^= bit;
            if (i < j)
            {
                (re[i], re[j]) = (re[j], re[i]);
                (im[i], im[j]) = (im[j], im[i]);
            }
        }

        for (int half = 1; half < n; half *= 2)
        {
            int stride = n / (2 * half);
            for (int start = 0; start < n; start += 2 * half)
            {
                for (int k = 0; k < half; k++)
                {
                    int low = start + k, high = low + half;
                    (double a, double b) = Times(re[high], im[high], cosines[k * stride], -sines[k * stride]);
                    (re[high], im[high]) = (re[low] - a, im[low] - b);
                    (re[low], im[low]) = (re[low] + a, im[low] + b);
                }
            }
        }
    }
}
