using System.Numerics;

namespace Nabla.Kernels;

/// <summary>A = Q · T · Qᴴ with T upper triangular, for complex square matrices: Householder's reduction and QR steps with Wilkinson's shifts.</summary>
internal static class SchurForm
{
    const int MostSteps = 300;

    /// <summary>T in place of A; false where the steps did not converge, as with NaN.</summary>
    /// <param name="a">Row-major [n][n]; becomes T.</param>
    /// <param name="n">The side.</param>
    /// <param name="q">Row-major [n][n].</param>
    public static bool Run(Complex[] a, int n, Complex[] q)
    {
        Array.Clear(q);
        for (int k = 0; k < n; k++)
        {
            q[(k * n) + k] = 1;
        }

        for (int k = 0; k < n - 2; k++)
        {
            Reflect(a, n, q, k);
        }

        int high = n - 1;
        for (int steps = 0; high > 0;)
        {
            int low = high;
            for (; low > 0; low--)
            {
                double size = Size(a[((low - 1) * n) + low - 1]) + Size(a[(low * n) + low]);
                if (Size(a[(low * n) + low - 1]) <= 1e-16 * size)
                {
                    a[(low * n) + low - 1] = 0;
                    break;
                }
            }

            if (low == high)
            {
                (high, steps) = (high - 1, 0);
            }
            else if (++steps > MostSteps)
            {
                return false;
            }
            else
            {
                Step(a, n, q, low, high, steps % 11 == 10 ? Size(a[(high * n) + high - 1]) + a[(high * n) + high] : Shift(a, n, high));
            }
        }

        return true;
    }

    static double Size(Complex z) => Math.Abs(z.Real) + Math.Abs(z.Imaginary);

    /// <summary>The eigenvalue of the last 2 × 2 block that lies nearer to its last element.</summary>
    static Complex Shift(Complex[] a, int n, int high)
    {
        Complex p = a[((high - 1) * n) + high - 1], q = a[((high - 1) * n) + high], r = a[(high * n) + high - 1], s = a[(high * n) + high];
        Complex half = (p - s) / 2, root = Complex.Sqrt((half * half) + (q * r));
        Complex first = half + root, second = half - root;
        return s + (first.Magnitude < second.Magnitude ? first : second);
    }

    /// <summary>One QR step on rows and columns low … high, by rotations of neighbours.</summary>
    static void Step(Complex[] a, int n, Complex[] q, int low, int high, Complex shift)
    {
        for (int k = low; k <= high; k++)
        {
            a[(k * n) + k] -= shift;
        }

        var turns = new (double C, Complex S)[high - low];
        for (int k = low; k < high; k++)
        {
            Complex x = a[(k * n) + k], y = a[((k + 1) * n) + k];
            double length = Math.Sqrt((x.Real * x.Real) + (x.Imaginary * x.Imaginary) + (y.Real * y.Real) + (y.Imaginary * y.Imaginary)), size = x.Magnitude;
            var (c, s) = length == 0 ? (1.0, Complex.Zero) : size == 0 ? (0.0, Complex.One) : (size / length, x / size * Complex.Conjugate(y) / length);
            turns[k - low] = (c, s);
            for (int j = k; j < n; j++)
            {
                Complex up = a[(k * n) + j], down = a[((k + 1) * n) + j];
                (a[(k * n) + j], a[((k + 1) * n) + j]) = ((c * up) + (s * down), (c * down) - (Complex.Conjugate(s) * up));
            }
        }

        for (int k = low; k < high; k++)
        {
            var (c, s) = turns[k - low];
            Columns(a, n, k, Math.Min(k + 2, high + 1), c, s);
            Columns(q, n, k, n, c, s);
        }

        for (int k = low; k <= high; k++)
        {
            a[(k * n) + k] += shift;
        }
    }

    static void Columns(Complex[] m, int n, int k, int rows, double c, Complex s)
    {
        for (int i = 0; i < rows; i++)
        {
            Complex left = m[(i * n) + k], right = m[(i * n) + k + 1];
            (m[(i * n) + k], m[(i * n) + k + 1]) = ((c * left) + (Complex.Conjugate(s) * right), (c * right) - (s * left));
        }
    }

    /// <summary>Makes column k zero below the element under the diagonal.</summary>
    static void Reflect(Complex[] a, int n, Complex[] q, int k)
    {
        var v = new Complex[n];
        double sum = 0;
        for (int i = k + 1; i < n; i++)
        {
            v[i] = a[(i * n) + k];
            sum += (v[i].Real * v[i].Real) + (v[i].Imaginary * v[i].Imaginary);
        }

        double size = v[k + 1].Magnitude, length = Math.Sqrt(sum);
        if (length == 0 || length == size)
        {
            return;
        }

        v[k + 1] += size == 0 ? length : v[k + 1] / size * length;
        double scale = 1 / Math.Sqrt(sum + (size * length));
        for (int i = k + 1; i < n; i++)
        {
            v[i] *= scale;
        }

        // (1 − v·vᴴ) from the left and from the right, v·v = 2.
        for (int j = 0; j < n; j++)
        {
            Complex along = 0;
            for (int i = k + 1; i < n; i++)
            {
                along += Complex.Conjugate(v[i]) * a[(i * n) + j];
            }

            for (int i = k + 1; i < n; i++)
            {
                a[(i * n) + j] -= v[i] * along;
            }
        }

        Right(a, n, v, k);
        Right(q, n, v, k);
        for (int i = k + 2; i < n; i++)
        {
            a[(i * n) + k] = 0;
        }
    }

    static void Right(Complex[] m, int n, Complex[] v, int k)
    {
        for (int i = 0; i < n; i++)
        {
            Complex along = 0;
            for (int j = k + 1; j < n; j++)
            {
                along += m[(i * n) + j] * v[j];
            }

            for (int j = k + 1; j < n; j++)
            {
                m[(i * n) + j] -= along * Complex.Conjugate(v[j]);
            }
        }
    }
}
