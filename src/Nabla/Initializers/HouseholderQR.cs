namespace Nabla.Initializers;

/// <summary>A = Q · R by Householder reflections, in double precision.</summary>
static class HouseholderQR
{
    /// <summary>Q of a matrix, rows × columns (row-major, rows ≥ columns), with the signs for which R has a positive diagonal.</summary>
    internal static double[] Orthonormal(double[] a, int rows, int columns)
    {
        var scales = new double[columns];
        var positive = new bool[columns];
        for (int k = 0; k < columns; k++)
        {
            double norm = 0;
            for (int i = k; i < rows; i++)
            {
                norm += a[(i * columns) + k] * a[(i * columns) + k];
            }

            norm = Math.Sqrt(norm);
            double head = a[(k * columns) + k];
            // The reflection sends the column to −sign(head)·norm, so that the subtraction below never cancels.
            double pivot = head < 0 ? norm : -norm;
            positive[k] = pivot > 0;
            double v0 = head - pivot;
            scales[k] = norm == 0 ? 0 : -v0 / pivot;
            for (int i = k + 1; i < rows && norm != 0; i++)
            {
                a[(i * columns) + k] /= v0;
            }

            for (int j = k + 1; j < columns; j++)
            {
                Reflect(a, a, rows, columns, k, j, scales[k]);
            }
        }

        var q = new double[rows * columns];
        for (int k = columns - 1; k >= 0; k--)
        {
            q[(k * columns) + k] = 1;
            for (int j = k; j < columns; j++)
            {
                Reflect(a, q, rows, columns, k, j, scales[k]);
            }
        }

        for (int i = 0; i < q.Length; i++)
        {
            q[i] = positive[i % columns] ? q[i] : -q[i];
        }

        return q;
    }

    /// <summary>Applies reflection k, whose vector is 1 at row k and stands below the diagonal of a, to column j of x.</summary>
    static void Reflect(double[] a, double[] x, int rows, int columns, int k, int j, double scale)
    {
        double dot = x[(k * columns) + j];
        for (int i = k + 1; i < rows; i++)
        {
            dot += a[(i * columns) + k] * x[(i * columns) + j];
        }

        dot *= scale;
        x[(k * columns) + j] -= dot;
        for (int i = k + 1; i < rows; i++)
        {
            x[(i * columns) + j] -= dot * a[(i * columns) + k];
        }
    }
}
