using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Functions of complex upper triangular matrices.</summary>
internal static class TriangularFunctions
{
    /// <summary>Nodes and weights of Gauss's rule of 8 points on [0, 1].</summary>
    static readonly (double Node, double Weight)[] Gauss =
    [
        (0.01985507175123188, 0.05061426814518813), (0.10166676129318664, 0.11119051722668724), (0.2372337950418355, 0.15685332293894363), (0.4082826787521751, 0.18134189168918100),
        (0.5917173212478249, 0.18134189168918100), (0.7627662049581645, 0.15685332293894363), (0.8983332387068134, 0.11119051722668724), (0.9801449282487681, 0.05061426814518813),
    ];

    /// <summary>The square root whose eigenvalues have real parts of 0 or more (Björck and Hammarling, 1983).</summary>
    public static Complex[] Root(Complex[] t, int n)
    {
        var r = new Complex[n * n];
        for (int j = 0; j < n; j++)
        {
            r[(j * n) + j] = Complex.Sqrt(t[(j * n) + j]);
            for (int i = j - 1; i >= 0; i--)
            {
                Complex sum = t[(i * n) + j];
                for (int k = i + 1; k < j; k++)
                {
                    sum -= r[(i * n) + k] * r[(k * n) + j];
                }

                r[(i * n) + j] = sum == 0 ? 0 : sum / (r[(i * n) + i] + r[(j * n) + j]);
            }
        }

        return r;
    }

    /// <summary>The principal logarithm: roots until the matrix is near 1, then ∫ X ÷ (1 + tX) dt, then doubled as often; the diagonal directly.</summary>
    public static Complex[] Logarithm(Complex[] t, int n)
    {
        var near = (Complex[])t.Clone();
        int roots = 0;
        for (; roots < 100 && Distance(near, n) > 0.25; roots++)
        {
            near = Root(near, n);
        }

        var log = new Complex[n * n];
        foreach (var (node, weight) in Gauss)
        {
            // Column by column: (1 + node · X) · Y = X.
            for (int j = 0; j < n; j++)
            {
                var y = new Complex[j + 1];
                for (int i = j; i >= 0; i--)
                {
                    Complex sum = near[(i * n) + j] - (i == j ? 1 : 0);
                    for (int k = i + 1; k <= j; k++)
                    {
                        sum -= node * near[(i * n) + k] * y[k];
                    }

                    y[i] = sum / (1 + (node * (near[(i * n) + i] - 1)));
                    log[(i * n) + j] += weight * y[i];
                }
            }
        }

        double scale = Math.ScaleB(1, roots);
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                log[(i * n) + j] *= scale;
            }

            log[(i * n) + i] = Complex.Log(t[(i * n) + i]);
        }

        return log;
    }

    /// <summary>Eigenvectors of length 1 as columns.</summary>
    public static Complex[] Vectors(Complex[] t, int n)
    {
        var v = new Complex[n * n];
        double least = 1e-300;
        foreach (var element in t)
        {
            least = Math.Max(least, element.Magnitude * 1e-16);
        }

        for (int j = 0; j < n; j++)
        {
            v[(j * n) + j] = 1;
            for (int i = j - 1; i >= 0; i--)
            {
                Complex sum = 0;
                for (int k = i + 1; k <= j; k++)
                {
                    sum -= t[(i * n) + k] * v[(k * n) + j];
                }

                // Equal eigenvalues: a tiny difference in place of none, so that the vector stays finite.
                Complex gap = t[(i * n) + i] - t[(j * n) + j];
                v[(i * n) + j] = sum / (gap.Magnitude < least ? least : gap);
            }
        }

        return v;
    }

    /// <summary>L · R, or L · Rᴴ.</summary>
    public static Complex[] Product(Complex[] left, Complex[] right, int n, bool adjoint = false)
    {
        var y = new Complex[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                for (int k = 0; k < n; k++)
                {
                    y[(i * n) + j] += left[(i * n) + k] * (adjoint ? Complex.Conjugate(right[(j * n) + k]) : right[(k * n) + j]);
                }
            }
        }

        return y;
    }

    static double Distance(Complex[] t, int n)
    {
        double largest = 0;
        for (int i = 0; i < n; i++)
        {
            double sum = 0;
            for (int j = i; j < n; j++)
            {
                sum += (t[(i * n) + j] - (i == j ? 1 : 0)).Magnitude;
            }

            largest = double.IsNaN(sum) ? 0 : Math.Max(largest, sum);
        }

        return largest;
    }
}
