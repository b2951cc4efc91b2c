using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
    public static unsafe void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift, double epsilon, Span<T> y, Span<T> mean, Span<T> factor)
        where T : unmanaged
    {
        if (y.IsEmpty)
        {
            return;
        }

        long length = x.Length / mean.Length;
        fixed (T* px = x, ps = scale, pt = shift, py = y, pm = mean, pf = factor)
        {
            if (typeof(T) == typeof(float))
            {
                RowJob<float, LayerNormWork<float>>.Run(
                    new((float*)px, (float*)ps, (float*)pt, (float)epsilon, (float*)py, (float*)pm, (float*)pf, length), mean.Length, length, 0.25);
            }
            else if (typeof(T) == typeof(double))
            {
                RowJob<double, LayerNormWork<double>>.Run(
                    new((double*)px, (double*)ps, (double*)pt, epsilon, (double*)py, (double*)pm, (double*)pf, length), mean.Length, length, 0.5);
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
    public static unsafe void Gradient<T>(Span<T> x, Span<T> dy, ReadOnlySpan<T> scale, ReadOnlySpan<T> mean, ReadOnlySpan<T> factor, Span<T> dx,
        Span<T> scaleGradient, Span<T> shiftGradient)
        where T : unmanaged
    {
        if (dx.IsEmpty)
        {
            scaleGradient.Clear();
            shiftGradient.Clear();
            return;
        }

        long rows = mean.Length, length = x.Length / rows;
        ReadOnlySpan<long> lengths = [rows, length], strides = [length, 1];
        if (!shiftGradient.IsEmpty)
        {
            Reduce.Sum(new View<T>(dy, 0, lengths, strides), [0], shiftGradient);
        }

        using Scratch<T> terms = new(scaleGradient.IsEmpty ? 0 : x.Length);
        fixed (T* px = x, pd = dy, ps = scale, pm = mean, pf = factor, pg = dx, pt = terms.Span)
        {
            if (typeof(T) == typeof(float))
            {
                RowJob<float, LayerNormGradientWork<float>>.Run(
                    new((float*)px, (float*)pd, (float*)ps, (float*)pm, (float*)pf, (float*)pg, length), rows, length, 0.25);
                if (!scaleGradient.IsEmpty)
                {
                    RowJob<float, LayerNormScaleWork<float>>.Run(new((float*)px, (float*)pd, (float*)pm, (float*)pf, (float*)pt, length), rows, length, 0.1);
                }
            }
            else if (typeof(T) == typeof(double))
            {
                RowJob<double, LayerNormGradientWork<double>>.Run(
                    new((double*)px, (double*)pd, (double*)ps, (double*)pm, (double*)pf, (double*)pg, length), rows, length, 0.5);
                if (!scaleGradient.IsEmpty)
                {
                    RowJob<double, LayerNormScaleWork<double>>.Run(new((double*)px, (double*)pd, (double*)pm, (double*)pf, (double*)pt, length), rows, length, 0.2);
                }
            }
            else
            {
                throw Widen.Refusal<T>("LayerNorm");
            }
        }

        if (!scaleGradient.IsEmpty)
        {
            Reduce.Sum(new View<T>(terms.Span, 0, lengths, strides), [0], scaleGradient);
        }
    }
}
