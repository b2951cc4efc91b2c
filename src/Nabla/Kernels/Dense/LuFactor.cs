namespace Nabla.Kernels;

/// <summary>P · A = L · U by rows with partial pivoting, in place: L below the diagonal (its own is 1), U on it and above.</summary>
internal static class LuFactor
{
    /// <summary>Factors a row-major square matrix; the sign of the permutation, 0 where a pivot is 0.</summary>
    /// <param name="a">[n][n]; becomes L and U.</param>
    /// <param name="n">The side.</param>
    /// <param name="rows">Which row of A each row of the result was.</param>
    public static int Run(Span<double> a, int n, Span<int> rows)
    {
        int sign = 1;
        for (int i = 0; i < n; i++)
        {
            rows[i] = i;
        }

        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                pivot = Math.Abs(a[(i * n) + k]) > Math.Abs(a[(pivot * n) + k]) ? i : pivot;
            }

            if (pivot != k)
            {
                (rows[k], rows[pivot]) = (rows[pivot], rows[k]);
                sign = -sign;
                for (int j = 0; j < n; j++)
                {
                    (a[(k * n) + j], a[(pivot * n) + j]) = (a[(pivot * n) + j], a[(k * n) + j]);
                }
            }

            double top = a[(k * n) + k];
            if (top == 0)
            {
                sign = 0;
                continue;
            }

            var row = a.Slice((k * n) + k + 1, n - k - 1);
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[(i * n) + k] / top;
                a[(i * n) + k] = factor;
                if (factor != 0)
                {
                    Add(a.Slice((i * n) + k + 1, n - k - 1), row, -factor);
                }
            }
        }

        return sign;
    }

    /// <summary>X of A · X = B, or of Aᵀ · X = B, from the factors of A.</summary>
    /// <param name="lu">What <see cref="Run"/> made, no pivot 0.</param>
    /// <param name="n">The side.</param>
    /// <param name="rows">The rows that <see cref="Run"/> gave.</param>
    /// <param name="b">[n][columns].</param>
    /// <param name="columns">Columns of B.</param>
    /// <param name="transposed">Whether Aᵀ stands on the left.</param>
    /// <param name="x">[n][columns].</param>
    public static void Solve(ReadOnlySpan<double> lu, int n, ReadOnlySpan<int> rows, ReadOnlySpan<double> b, int columns, bool transposed, Span<double> x)
    {
        if (!transposed)
        {
            for (int i = 0; i < n; i++)
            {
                b.Slice(rows[i] * columns, columns).CopyTo(x.Slice(i * columns, columns));
            }

            Triangular.Solve(lu, n, lower: true, transposed: false, unit: true, x, columns);
            Triangular.Solve(lu, n, lower: false, transposed: false, unit: false, x, columns);
            return;
        }

        var y = new double[n * columns];
        b.CopyTo(y);
        Triangular.Solve(lu, n, lower: false, transposed: true, unit: false, y, columns);
        Triangular.Solve(lu, n, lower: true, transposed: true, unit: true, y, columns);
        for (int i = 0; i < n; i++)
        {
            y.AsSpan(i * columns, columns).CopyTo(x.Slice(rows[i] * columns, columns));
        }
    }

    /// <summary>y += factor · x.</summary>
    internal static void Add(Span<double> y, ReadOnlySpan<double> x, double factor)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] += factor * x[i];
        }
    }
}
