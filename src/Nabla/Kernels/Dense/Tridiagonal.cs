namespace Nabla.Kernels;

/// <summary>Tridiagonal systems by elimination with pivots.</summary>
internal static class Tridiagonal
{
    /// <summary>X of T · X = B in place of B; false where T is singular.</summary>
    /// <param name="above">[n]: element i stands in row i, column i + 1; destroyed.</param>
    /// <param name="main">[n]; destroyed.</param>
    /// <param name="below">[n]: element i stands in row i, column i − 1; destroyed.</param>
    /// <param name="b">Row-major [n][columns]; becomes X.</param>
    /// <param name="columns">Columns of B.</param>
    public static bool Solve(Span<double> above, Span<double> main, Span<double> below, Span<double> b, int columns)
    {
        int n = main.Length;
        if (n == 0)
        {
            return true;
        }

        // A row that was swapped up reaches two places beyond the diagonal.
        var second = new double[n];
        above[n - 1] = 0;
        for (int i = 0; i < n - 1; i++)
        {
            Span<double> here = b.Slice(i * columns, columns), next = b.Slice((i + 1) * columns, columns);
            if (Math.Abs(below[i + 1]) > Math.Abs(main[i]))
            {
                (main[i], below[i + 1]) = (below[i + 1], main[i]);
                (above[i], main[i + 1]) = (main[i + 1], above[i]);
                (second[i], above[i + 1]) = (above[i + 1], 0);
                for (int j = 0; j < columns; j++)
                {
                    (here[j], next[j]) = (next[j], here[j]);
                }
            }

            if (main[i] == 0)
            {
                return false;
            }

            double factor = below[i + 1] / main[i];
            main[i + 1] -= factor * above[i];
            above[i + 1] -= factor * second[i];
            LuFactor.Add(next, here, -factor);
        }

        if (main[n - 1] == 0)
        {
            return false;
        }

        for (int i = n - 1; i >= 0; i--)
        {
            var here = b.Slice(i * columns, columns);
            if (i + 1 < n)
            {
                LuFactor.Add(here, b.Slice((i + 1) * columns, columns), -above[i]);
            }

            if (i + 2 < n)
            {
                LuFactor.Add(here, b.Slice((i + 2) * columns, columns), -second[i]);
            }

            for (int j = 0; j < columns; j++)
            {
                here[j] /= main[i];
            }
        }

        return true;
    }
}
