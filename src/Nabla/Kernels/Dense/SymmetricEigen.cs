namespace Nabla.Kernels;

/// <summary>Eigenvalues and eigenvectors of symmetric matrices by Jacobi's rotations, each element to the size of the matrix in float64.</summary>
internal static class SymmetricEigen
{
    const int MostSweeps = 60;

    /// <summary>A · V = V · diag(w), w ascending, columns of V at right angles and of length 1.</summary>
    /// <param name="a">Row-major [n][n], symmetric; destroyed.</param>
    /// <param name="n">The side.</param>
    /// <param name="w">The eigenvalues.</param>
    /// <param name="v">Row-major [n][n]: column k belongs to w[k].</param>
    public static void Run(Span<double> a, int n, Span<double> w, Span<double> v)
    {
        // Rows of V in the making are eigenvectors, so that rotations run along rows.
        var turned = new double[n * n];
        for (int k = 0; k < n; k++)
        {
            turned[(k * n) + k] = 1;
        }

        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            double off = 0, all = 0;
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double square = a[(i * n) + j] * a[(i * n) + j];
                    all += square;
                    off += i == j ? 0 : square;
                }
            }

            if (!(off > 1e-34 * all))
            {
                break;
            }

            for (int p = 0; p < n - 1; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Rotate(a, turned, n, p, q);
                }
            }
        }

        var order = new int[n];
        var values = new double[n];
        for (int k = 0; k < n; k++)
        {
            (order[k], values[k]) = (k, a[(k * n) + k]);
        }

        Array.Sort(values, order);
        for (int k = 0; k < n; k++)
        {
            w[k] = values[k];
            for (int i = 0; i < n; i++)
            {
                v[(i * n) + k] = turned[(order[k] * n) + i];
            }
        }
    }

    static void Rotate(Span<double> a, Span<double> v, int n, int p, int q)
    {
        double apq = a[(p * n) + q];
        if (apq == 0)
        {
            return;
        }

        double theta = (a[(q * n) + q] - a[(p * n) + p]) / (2 * apq);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(1 + (theta * theta)));
        double c = 1 / Math.Sqrt(1 + (t * t)), s = c * t;
        for (int k = 0; k < n; k++)
        {
            double left = a[(k * n) + p], right = a[(k * n) + q];
            (a[(k * n) + p], a[(k * n) + q]) = ((c * left) - (s * right), (s * left) + (c * right));
        }

        for (int k = 0; k < n; k++)
        {
            double up = a[(p * n) + k], down = a[(q * n) + k];
            (a[(p * n) + k], a[(q * n) + k]) = ((c * up) - (s * down), (s * up) + (c * down));
            (v[(p * n) + k], v[(q * n) + k]) = ((c * v[(p * n) + k]) - (s * v[(q * n) + k]), (s * v[(p * n) + k]) + (c * v[(q * n) + k]));
        }

        (a[(p * n) + q], a[(q * n) + p]) = (0, 0);
    }
}
