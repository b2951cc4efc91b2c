namespace Nabla.Kernels;

/// <summary>Layer normalisation of contiguous rows, with its gradients; float and double.</summary>
public static class LayerNorm
{
    /// <summary>y = (x − mean)·factor·scale + shift with factor = 1 ÷ √(variance + ε), row by row.</summary>
    /// <param name="x">Row-major [rows, length].</param>
    /// <param name="scale">[length], or empty for 1.</param>
    /// <param name="shift">[length], or empty for 0.</param>
    /// <param name="epsilon">What is added to the variance.</param>
    /// <param name="y">[rows, length].</param>
    /// <param name="mean">[rows]: Σ x ÷ length.</param>
    /// <param name="factor">[rows], what the gradient needs again.</param>
    /// <param name="isCentred">False: the mean counts as 0, and the variance is the mean square.</param>
    public static unsafe void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, double epsilon, Span<T> y, Span<T> mean, Span<T> factor, bool isCentred = true)
        where T : unmanaged
    {
        if (y.IsEmpty)
        {
            mean.Clear();
            factor.Clear();
            return;
        }

        long length = x.Length / mean.Length;
        fixed (T* px = x, ps = scale, pt = shift, py = y, pm = mean, pf = factor)
        {
            if (typeof(T) == typeof(float))
            {
                RowJob<float, LayerNormWork<float>>.Run(
                    new((float*)px, (float*)ps, (float*)pt, (float)epsilon, (float*)py, (float*)pm, (float*)pf, length, isCentred), mean.Length, length, 0.25);
            }
            else if (typeof(T) == typeof(double))
            {
                RowJob<double, LayerNormWork<double>>.Run(
                    new((double*)px, (double*)ps, (double*)pt, epsilon, (double*)py, (double*)pm, (double*)pf, length, isCentred), mean.Length, length, 0.5);
            }
            else
            {
                throw Widen.Refusal<T>("LayerNorm");
            }
        }
    }

    /// <summary>The gradients of x, scale and shift.</summary>
    /// <param name="x">As given to <see cref="Run"/>.</param>
    /// <param name="dy">Gradient of y.</param>
    /// <param name="scale">As given to <see cref="Run"/>.</param>
    /// <param name="mean">As written by <see cref="Run"/>.</param>
    /// <param name="factor">As written by <see cref="Run"/>.</param>
    /// <param name="dx">[rows, length].</param>
    /// <param name="scaleGradient">[length]: Σ dy·(x − mean)·factor over rows; or empty.</param>
    /// <param name="shiftGradient">[length]: Σ dy over rows; or empty.</param>
    /// <param name="isCentred">As given to <see cref="Run"/>.</param>
    public static unsafe void Gradient<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, ReadOnlySpan<T> scale, ReadOnlySpan<T> mean, ReadOnlySpan<T> factor, Span<T> dx,
        Span<T> scaleGradient, Span<T> shiftGradient, bool isCentred = true)
        where T : unmanaged
    {
        if (dx.IsEmpty)
        {
            scaleGradient.Clear();
            shiftGradient.Clear();
            return;
        }

        long rows = mean.Length, length = x.Length / rows;
        int pieces = Cut.Pieces(rows, rows * length);
        bool sums = !scaleGradient.IsEmpty || !shiftGradient.IsEmpty;
        using Scratch<T> parts = new(sums ? 4 * pieces * length : 0);
        fixed (T* px = x, pd = dy, ps = scale, pm = mean, pf = factor, pg = dx, pt = parts.Span, pa = scaleGradient, pb = shiftGradient)
        {
            if (typeof(T) == typeof(float))
            {
                new LayerNormGradient<float>((float*)px, (float*)pd, (float*)ps, (float*)pm, (float*)pf, (float*)pg, sums ? (float*)pt : null, rows, length, pieces, isCentred)
                    .Run((float*)pa, (float*)pb, 0.4);
            }
            else if (typeof(T) == typeof(double))
            {
                new LayerNormGradient<double>((double*)px, (double*)pd, (double*)ps, (double*)pm, (double*)pf, (double*)pg, sums ? (double*)pt : null, rows, length, pieces, isCentred)
                    .Run((double*)pa, (double*)pb, 0.8);
            }
            else
            {
                throw Widen.Refusal<T>("LayerNorm");
            }
        }
    }
}
