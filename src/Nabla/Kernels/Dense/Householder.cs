namespace Nabla.Kernels;

/// <summary>A = Q · R by Householder's reflections.</summary>
internal static class Householder
{
    /// <summary>R in place of A, and the columns of Q.</summary>
    /// <param name="a">Row-major [rows][columns]; becomes R.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="q">Row-major [rows][width].</param>
    /// <param name="width">How many columns of Q: rows, or the smaller side.</param>
    public static void Run(Span<double> a, int rows, int columns, Span<double> q, int width)
    {
        int count = Math.Min(rows, columns);
        var vectors = new double[count][];
        for (int k = 0; k < count; k++)
        {
            double length = 0;
            for (int i = k; i < rows; i++)
            {
                length = Math.Max(length, Math.Abs(a[(i * columns) + k]));
            }

            // Nothing below the diagonal: the column stays, as LAPACK leaves it.
            double below = 0;
            for (int i = k + 1; i < rows; i++)
            {
                below = Math.Max(below, Math.Abs(a[(i * columns) + k]));
            }

            var v = vectors[k] = new double[rows];
            if (below == 0)
            {
                continue;
            }

            double sum = 0;
            for (int i = k; i < rows; i++)
            {
                v[i] = a[(i * columns) + k] / length;
                sum += v[i] * v[i];
            }

            double root = Math.Sqrt(sum), half = sum + (root * Math.Abs(v[k]));
            v[k] += v[k] < 0 ? -root : root;
            double scale = 1 / Math.Sqrt(half);
            for (int i = k; i < rows; i++)
            {
                v[i] *= scale;
            }

            Reflect(a, columns, v, k, k, rows);
            for (int i = k + 1; i < rows; i++)
            {
                a[(i * columns) + k] = 0;
            }
        }

        q.Clear();
        for (int k = 0; k < width; k++)
        {
            q[(k * width) + k] = 1;
        }

        for (int k = count - 1; k >= 0; k--)
        {
            Reflect(q, width, vectors[k], k, 0, rows);
        }
    }

    /// <summary>A − v · (vᵀ · A), v·v = 2.</summary>
    static void Reflect(Span<double> a, int columns, double[] v, int top, int left, int rows)
    {
        var sums = new double[columns - left];
        for (int i = top; i < rows; i++)
        {
            LuFactor.Add(sums, a.Slice((i * columns) + left, columns - left), v[i]);
        }

        for (int i = top; i < rows; i++)
        {
            LuFactor.Add(a.Slice((i * columns) + left, columns - left), sums, -v[i]);
        }
    }
}
