namespace Nabla.Kernels;

/// <summary>Singular values of matrices by one-sided Jacobi rotations (Hestenes, 1958).</summary>
/// <remarks>Columns are turned in pairs until all are at right angles; their lengths are the singular values then. Accurate to a few units of float64
/// for small values too. Matrices are worked on one by one, so results do not depend on threads.</remarks>
internal static class SingularValues
{
    const int MostSweeps = 60;

    /// <summary>x = U · diag(s) · Vᵀ with s in descending order, for a matrix with at least as many rows as columns.</summary>
    /// <param name="x">Column-major [columns][rows]; becomes U.</param>
    /// <param name="rows">Rows, at least as many as columns.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="s">The singular values.</param>
    /// <param name="v">Column-major [columns][columns]: V.</param>
    public static void Run(Span<double> x, int rows, int columns, Span<double> s, Span<double> v)
    {
        v.Clear();
        for (int k = 0; k < columns; k++)
        {
            v[(k * columns) + k] = 1;
        }

        for (int sweep = 0, turned = 1; sweep < MostSweeps && turned > 0; sweep++)
        {
            turned = 0;
            for (int p = 0; p < columns - 1; p++)
            {
                for (int q = p + 1; q < columns; q++)
                {
                    turned += Turn(x.Slice(p * rows, rows), x.Slice(q * rows, rows), v.Slice(p * columns, columns), v.Slice(q * columns, columns)) ? 1 : 0;
                }
            }
        }

        for (int k = 0; k < columns; k++)
        {
            s[k] = Math.Sqrt(Dot(x.Slice(k * rows, rows), x.Slice(k * rows, rows)));
        }

        Order(x, rows, columns, s, v);
        Complete(x, rows, columns, s);
    }

    /// <summary>Turns two columns to a right angle; false where they stand at one already.</summary>
    static bool Turn(Span<double> a, Span<double> b, Span<double> va, Span<double> vb)
    {
        double aa = Dot(a, a), bb = Dot(b, b), ab = Dot(a, b);
        if (!(Math.Abs(ab) > 1e-16 * Math.Sqrt(aa * bb)) || ab == 0)
        {
            return false;
        }

        double zeta = (bb - aa) / (2 * ab);
        double t = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        double c = 1 / Math.Sqrt(1 + (t * t));
        Rotate(a, b, c, c * t);
        Rotate(va, vb, c, c * t);
        return true;
    }

    static void Rotate(Span<double> a, Span<double> b, double c, double s)
    {
        for (int i = 0; i < a.Length; i++)
        {
            (a[i], b[i]) = ((c * a[i]) - (s * b[i]), (s * a[i]) + (c * b[i]));
        }
    }

    /// <summary>Sorts the columns by their lengths, longest first.</summary>
    static void Order(Span<double> x, int rows, int columns, Span<double> s, Span<double> v)
    {
        for (int k = 0; k < columns; k++)
        {
            int longest = k;
            for (int j = k + 1; j < columns; j++)
            {
                longest = s[j] > s[longest] ? j : longest;
            }

            if (longest != k)
            {
                (s[k], s[longest]) = (s[longest], s[k]);
                Swap(x.Slice(k * rows, rows), x.Slice(longest * rows, rows));
                Swap(v.Slice(k * columns, columns), v.Slice(longest * columns, columns));
            }
        }
    }

    /// <summary>Columns of length 1; those of length 0 become unit vectors at right angles to the others.</summary>
    static void Complete(Span<double> x, int rows, int columns, Span<double> s)
    {
        double least = columns == 0 ? 0 : s[0] * 1e-300;
        for (int k = 0; k < columns; k++)
        {
            var column = x.Slice(k * rows, rows);
            if (!(s[k] <= least))
            {
                Scale(column, 1 / s[k]);
                continue;
            }

            for (int axis = 0; axis < rows; axis++)
            {
                column.Clear();
                column[axis] = 1;
                for (int pass = 0; pass < 2; pass++)
                {
                    for (int j = 0; j < k; j++)
                    {
                        var other = x.Slice(j * rows, rows);
                        double along = Dot(column, other);
                        for (int i = 0; i < rows; i++)
                        {
                            column[i] -= along * other[i];
                        }
                    }
                }

                double length = Math.Sqrt(Dot(column, column));
                if (length > 0.5 / Math.Sqrt(rows))
                {
                    Scale(column, 1 / length);
                    break;
                }
            }
        }
    }

    static void Swap(Span<double> a, Span<double> b)
    {
        for (int i = 0; i < a.Length; i++)
        {
            (a[i], b[i]) = (b[i], a[i]);
        }
    }

    static void Scale(Span<double> a, double factor)
    {
        for (int i = 0; i < a.Length; i++)
        {
            a[i] *= factor;
        }
    }

    static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
