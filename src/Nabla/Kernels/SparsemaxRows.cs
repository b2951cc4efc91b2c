namespace Nabla.Kernels;

/// <summary>Sparsemax of each row of a matrix.</summary>
internal static class SparsemaxRows
{
    /// <summary>y = max(x − τ, 0), row by row; how much τ grows with each x; and 1 where x ≥ τ, through which gradients flow, else 0.</summary>
    /// <remarks>τ = (Σ partial sums of the sorted support − 1) ÷ (length of the support), which is Keras's rule.</remarks>
    public static void Run(ReadOnlySpan<double> x, int length, Span<double> y, Span<double> share, Span<double> open)
    {
        var sorted = new double[length];
        var order = new int[length];
        for (int start = 0; length > 0 && start < x.Length; start += length)
        {
            for (int i = 0; i < length; i++)
            {
                // Ascending by −x: the largest first, equal ones in their order.
                (sorted[i], order[i]) = (-x[start + i], i);
            }

            Array.Sort(sorted, order);
            double sum = 0, sums = 0;
            int support = 0;
            for (int k = 1; k <= length; k++)
            {
                sum -= sorted[k - 1];
                if (-sorted[k - 1] - ((sum - 1) / k) > 0)
                {
                    sums += sum;
                    support++;
                }
            }

            double threshold = (sums - 1) / support;
            share.Slice(start, length).Clear();
            for (int k = 0; k < length; k++)
            {
                y[start + k] = Math.Max(x[start + k] - threshold, 0);
                open[start + k] = x[start + k] >= threshold ? 1 : 0;
                if (k < support)
                {
                    share[start + order[k]] = (support - k) / (double)support;
                }
            }
        }
    }
}
