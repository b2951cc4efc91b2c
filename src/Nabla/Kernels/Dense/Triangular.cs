namespace Nabla.Kernels;

/// <summary>Triangular systems and Cholesky's factorisation, row-major float64.</summary>
internal static class Triangular
{
    /// <summary>X of T · X = B in place of B, T one triangle of a square matrix, or its transpose.</summary>
    /// <param name="t">[n][n]; only the triangle is read.</param>
    /// <param name="n">The side.</param>
    /// <param name="lower">Which triangle.</param>
    /// <param name="transposed">Whether its transpose stands on the left.</param>
    /// <param name="unit">Whether the diagonal counts as 1.</param>
    /// <param name="b">[n][columns]; becomes X.</param>
    /// <param name="columns">Columns of B.</param>
    public static void Solve(ReadOnlySpan<double> t, int n, bool lower, bool transposed, bool unit, Span<double> b, int columns)
    {
        bool forward = lower != transposed;
        for (int step = 0; step < n; step++)
        {
            int i = forward ? step : n - 1 - step;
            var row = b.Slice(i * columns, columns);
            for (int k = forward ? 0 : i + 1; k < (forward ? i : n); k++)
            {
                double factor = transposed ? t[(k * n) + i] : t[(i * n) + k];
                if (factor != 0)
                {
                    LuFactor.Add(row, b.Slice(k * columns, columns), -factor);
                }
            }

            double diagonal = t[(i * n) + i];
            for (int j = 0; j < columns && !unit; j++)
            {
                row[j] /= diagonal;
            }
        }
    }

    /// <summary>L of A = L · Lᵀ from the lower triangle of A; false where A is not positive definite.</summary>
    /// <param name="a">[n][n]; becomes L, zero above the diagonal.</param>
    /// <param name="n">The side.</param>
    public static bool Cholesky(Span<double> a, int n)
    {
        for (int i = 0; i < n; i++)
        {
            var row = a.Slice(i * n, n);
            for (int j = 0; j <= i; j++)
            {
                var other = a.Slice(j * n, n);
                double sum = row[j];
                for (int k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                if (j < i)
                {
                    row[j] = sum / other[j];
                }
                else if (sum > 0)
                {
                    row[i] = Math.Sqrt(sum);
                }
                else
                {
                    return false;
                }
            }

            row[(i + 1)..].Clear();
        }

        return true;
    }
}
