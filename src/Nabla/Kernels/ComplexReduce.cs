using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Sums and products of complex numbers, accumulated with 64-bit parts, pairwise.</summary>
internal static class ComplexReduce
{
    /// <summary>y = Σ x ÷ count or Π x.</summary>
    public static void Run<T>(View<T> x, ReadOnlySpan<int> axes, Span<T> y, bool product, long count)
        where T : unmanaged
    {
        if (y.IsEmpty)
        {
            return;
        }

        int rank = x.Rank;
        Span<long> lengths = stackalloc long[rank], strides = stackalloc long[rank];
        int at = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < rank; k++)
            {
                if (axes.Contains(k) == (pass == 1))
                {
                    (lengths[at], strides[at]) = (x.Lengths[k], x.Strides[k]);
                    at++;
                }
            }
        }

        using Scratch<T> rows = new(x.Size);
        Copy.ToContiguous(new View<T>(x.Storage, x.Offset, lengths, strides), rows.Span);
        int length = rows.Span.Length / y.Length;
        for (int i = 0; i < y.Length; i++)
        {
            Span<T> row = rows.Span.Slice(i * length, length);
            if (typeof(T) == typeof(Complex))
            {
                Reduce.As<T, Complex>(y)[i] = Join(Reduce.As<T, Complex>(row), product) / count;
            }
            else
            {
                Reduce.As<T, Complex64>(y)[i] = (Complex64)(Join(Reduce.As<T, Complex64>(row), product) / count);
            }
        }
    }

    static Complex Join<T>(ReadOnlySpan<T> x, bool product)
        where T : unmanaged
    {
        if (x.Length > 32)
        {
            Complex left = Join(x[..(x.Length / 2)], product), right = Join(x[(x.Length / 2)..], product);
            return product ? left * right : left + right;
        }

        Complex y = product ? Complex.One : Complex.Zero;
        foreach (T value in x)
        {
            Complex z = typeof(T) == typeof(Complex) ? (Complex)(object)value : (Complex64)(object)value;
            y = product ? y * z : y + z;
        }

        return y;
    }
}
