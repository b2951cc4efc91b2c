using System.Numerics;

namespace Nabla.Kernels;

/// <content>The gradient of w: patches transposed times dy, summed over places.</content>
internal static unsafe partial class Convolve
{
    /// <summary>dw[t, c, f] = Σ x[n, o·Stride + t·Dilation − Before, c]·dy[n, o, f].</summary>
    /// <remarks>Places are cut into at most 16 parts by shape; each is summed by itself, and the sums are added in order.</remarks>
    public static void KernelGradient<T>(in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dw)
        where T : unmanaged, INumber<T>
    {
        if (dw.IsEmpty || shape.IsEmpty)
        {
            dw.Clear();
            return;
        }

        nint size = dw.Length, parts = Math.Clamp(Math.Min(shape.Places / 1024, (2 << 20) / size), 1, 8);
        byte[] rented = GemmMemory.Rent(parts * size * sizeof(T));
        try
        {
            T* sums = (T*)GemmMemory.Start(rented);
            fixed (T* px = x, pd = dy, pw = dw)
            {
                T* first = parts == 1 ? pw : sums;
                if (!TryPlaces(shape, px, pd, first, size, (int)parts))
                {
                    new Span<T>(first, checked((int)(parts * size))).Clear();
                    nint rows = shape.IsDepthwise ? shape.Places : Math.Min(RowsOf(shape.Depth * sizeof(T), shape.Places), 480);
                    KernelJob<T> job = new() { Shape = shape, X = px, D = pd, Sums = first, Size = size, Parts = (int)parts, Rows = rows };
                    Workers.Run(job, (int)parts, 0.03 * shape.Places * size);
                }

                if (parts > 1)
                {
                    SumJob<T> sum = new() { Sums = sums, W = pw, Size = size, Parts = parts };
                    Workers.Run(sum, checked((int)((size + SumJob<T>.Each - 1) / SumJob<T>.Each)), 0.05 * size * parts);
                }
            }
        }
        finally
        {
            GemmMemory.Return(rented);
        }
    }

    private static bool TryPlaces<T>(in ConvolutionShape shape, T* x, T* dy, T* sums, nint size, int parts)
        where T : unmanaged
    {
        if (shape.IsDepthwise || shape.Output.Width < 3)
        {
            return false;
        }

        for (nint group = 0; group < shape.Groups; group++)
        {
            nint filter = group * shape.GroupFilters;
            if (!KernelGradientPlan.TrySum(Patches(shape, x, group), shape.Batch, dy + filter, shape.Filters, shape.GroupFilters, sums + filter, size, parts))
            {
                return false;
            }
        }

        return true;
    }

    // w = the sum of all parts, in their order.
    private struct SumJob<T> : IPieces
        where T : unmanaged, INumber<T>
    {
        public const nint Each = 4096;

        public T* Sums;
        public T* W;
        public nint Size;
        public nint Parts;

        public readonly void Run(int piece)
        {
            nint i = piece * Each, end = Math.Min(i + Each, Size);
            for (; i + Vector<T>.Count <= end; i += Vector<T>.Count)
            {
                Vector<T> sum = Vector.Load(Sums + i);
                for (nint part = 1; part < Parts; part++)
                {
                    sum += Vector.Load(Sums + (part * Size) + i);
                }

                sum.Store(W + i);
            }

            for (; i < end; i++)
            {
                T sum = Sums[i];
                for (nint part = 1; part < Parts; part++)
                {
                    sum += Sums[(part * Size) + i];
                }

                W[i] = sum;
            }
        }
    }

    private struct KernelJob<T> : IPieces
        where T : unmanaged, INumber<T>
    {
        public ConvolutionShape Shape;
        public T* X;
        public T* D;
        public T* Sums;
        public nint Size;
        public nint Rows;
        public int Parts;

        public readonly void Run(int piece)
        {
            (long start, long end) = Cut.Range(Shape.Places, Parts, piece);
            T* sums = Sums + (piece * Size);
            if (Shape.IsDepthwise)
            {
                DepthwiseConvolve.KernelGradient(Shape, X, D, sums, (nint)start, (nint)end);
                return;
            }

            byte[] rented = GemmMemory.Rent(Rows * Shape.Depth * sizeof(T));
            try
            {
                T* patches = (T*)GemmMemory.Start(rented);
                for (nint first = (nint)start; first < end; first += Rows)
                {
                    nint count = Math.Min(Rows, (nint)end - first);
                    for (nint group = 0; group < Shape.Groups; group++)
                    {
                        Patches(Shape, X, group).Write(first, count, patches);
                        Multiply(Shape.Depth, count, Shape.GroupFilters, patches, 1, Shape.Depth, D + (first * Shape.Filters) + (group * Shape.GroupFilters), Shape.Filters,
                            sums + (group * Shape.GroupFilters), Shape.Filters, accumulate: true);
                    }
                }
            }
            finally
            {
                GemmMemory.Return(rented);
            }
        }
    }
}
