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

        nint size = dw.Length, parts = Math.Clamp(Math.Min(shape.Places / 512, (8 << 20) / size), 1, 16);
        byte[] rented = GemmMemory.Rent(parts * size * sizeof(T));
        try
        {
            T* sums = (T*)GemmMemory.Start(rented);
            fixed (T* px = x, pd = dy, pw = dw)
            {
                T* first = parts == 1 ? pw : sums;
                new Span<T>(first, checked((int)(parts * size))).Clear();
                KernelJob<T> job = new() { Shape = shape, X = px, D = pd, Sums = first, Size = size, Parts = (int)parts };
                bool done = !shape.IsDepthwise;
                for (nint group = 0; group < shape.Groups && done; group++)
                {
                    nint filter = group * shape.GroupFilters;
                    done = ConvolutionLinesPlan.TrySum(Patches(shape, px, group), shape.Batch, pd + filter, shape.Filters, shape.GroupFilters, first + filter, size, (int)parts);
                }

                job.Rows = shape.IsDepthwise ? shape.Places : Math.Min(RowsOf(shape.Depth * sizeof(T), shape.Places), 480);
                Workers.Run(job, done ? 0 : (int)parts, 0.03 * shape.Places * size);
                for (nint i = 0; i < size && parts > 1; i++)
                {
                    T sum = sums[i];
                    for (nint part = 1; part < parts; part++)
                    {
                        sum += sums[(part * size) + i];
                    }

                    pw[i] = sum;
                }
            }
        }
        finally
        {
            GemmMemory.Return(rented);
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
