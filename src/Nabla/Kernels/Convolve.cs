namespace Nabla.Kernels;

/// <summary>Convolutions of float and double: blocks of patches written side by side, then multiplied as matrices.</summary>
/// <remarks>Blocks are cut by shape alone, so the bits are the same for any number of threads.</remarks>
internal static unsafe partial class Convolve
{
    /// <summary>Bytes of a block of patches: it stays in L2 between being written and being read.</summary>
    private const nint BlockBytes = 768 << 10;

    /// <summary>y = x ∗ w.</summary>
    public static void Forward<T>(in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y)
        where T : unmanaged
    {
        if (shape.IsEmpty || shape.Depth == 0)
        {
            y.Clear();
            return;
        }

        fixed (T* px = x, pw = w, py = y)
        {
            if (shape.IsDepthwise)
            {
                DepthwiseConvolve.Forward(shape, px, pw, py);
                return;
            }

            if (shape.IsProduct)
            {
                Multiply(shape.Places, shape.Channels, shape.Filters, px, shape.Channels, 1, pw, shape.Filters, py, shape.Filters, accumulate: false);
                return;
            }

            nint pixel = shape.Filters, line = shape.Output.Width * pixel, plane = shape.Output.Height * line;
            bool done = true;
            for (nint group = 0; group < shape.Groups && done; group++)
            {
                nint first = group * shape.GroupFilters;
                ConvolutionPatches<T> patches = Patches(shape, px, group);
                done = ConvolutionPlan.TryRun(patches, shape.Batch, Filters(shape, patches, pw + first), new() { First = py + first, ImageStep = shape.Output.Depth * plane, Steps = new(plane, line, pixel) });
            }

            if (done)
            {
                return;
            }

            nint rows = RowsOf(shape.Depth * sizeof(T), shape.Places);
            ForwardJob<T> job = new() { Shape = shape, X = px, W = pw, Y = py, Rows = rows };
            Workers.Run(job, checked((int)((shape.Places + rows - 1) / rows)), 0.03 * shape.Places * shape.Depth * shape.GroupFilters * shape.Groups);
        }
    }

    /// <summary>The patches that a convolution's outputs read.</summary>
    public static ConvolutionPatches<T> Patches<T>(in ConvolutionShape shape, T* x, nint group)
        where T : unmanaged => new()
        {
            Source = x + (group * shape.GroupChannels),
            Input = shape.Input,
            Pixel = shape.Channels,
            Channels = shape.GroupChannels,
            Output = shape.Output,
            Depth = ConvolutionTaps.Forward(shape.Kernel.Depth, shape.Stride.Depth, shape.Dilation.Depth, shape.Before.Depth),
            Height = ConvolutionTaps.Forward(shape.Kernel.Height, shape.Stride.Height, shape.Dilation.Height, shape.Before.Height),
            Width = ConvolutionTaps.Forward(shape.Kernel.Width, shape.Stride.Width, shape.Dilation.Width, shape.Before.Width),
        };

    // The filters as they lie, in the order of the taps.
    private static ConvolutionFilters<T> Filters<T>(in ConvolutionShape shape, in ConvolutionPatches<T> patches, T* first)
        where T : unmanaged => new()
        {
            First = first,
            Count = shape.GroupFilters,
            Column = 1,
            Row = shape.Filters,
            Channels = shape.GroupChannels,
            TapSize = shape.GroupChannels * shape.Filters,
            Kernel = shape.Kernel,
            Depth = patches.Depth,
            Height = patches.Height,
            Width = patches.Width,
        };

    // Rows of a block: a multiple of every tile's height.
    private static nint RowsOf(nint bytes, nint places)
    {
        nint rows = Math.Clamp(BlockBytes / bytes / 24 * 24, 24, 960);
        return Math.Min(rows, Math.Max(places, 1));
    }

    // c [m, n] (+)= a [m, k] · b [k, n], the columns of b and c side by side.
    private static void Multiply<T>(nint m, nint k, nint n, T* a, nint aRow, nint aColumn, T* b, nint bRow, T* c, nint cRow, bool accumulate)
        where T : unmanaged => Gemm.Multiply(
            new View<T>(Reach(a, m, aRow, k, aColumn), 0, [m, k], [aRow, aColumn]),
            new View<T>(Reach(b, k, bRow, n, 1), 0, [k, n], [bRow, 1]),
            new View<T>(Reach(c, m, cRow, n, 1), 0, [m, n], [cRow, 1]),
            accumulate);

    private static Span<T> Reach<T>(T* data, nint rows, nint row, nint columns, nint column)
        where T : unmanaged => rows * columns == 0 ? [] : new(data, checked((int)(((rows - 1) * row) + ((columns - 1) * column) + 1)));

    private struct ForwardJob<T> : IPieces
        where T : unmanaged
    {
        public ConvolutionShape Shape;
        public T* X;
        public T* W;
        public T* Y;
        public nint Rows;

        public readonly void Run(int piece)
        {
            nint first = piece * Rows, count = Math.Min(Rows, Shape.Places - first);
            byte[] rented = GemmMemory.Rent(count * Shape.Depth * sizeof(T));
            try
            {
                T* patches = (T*)GemmMemory.Start(rented);
                for (nint group = 0; group < Shape.Groups; group++)
                {
                    Patches(Shape, X, group).Write(first, count, patches);
                    Multiply(count, Shape.Depth, Shape.GroupFilters, patches, Shape.Depth, 1, W + (group * Shape.GroupFilters), Shape.Filters,
                        Y + (first * Shape.Filters) + (group * Shape.GroupFilters), Shape.Filters, accumulate: false);
                }
            }
            finally
            {
                GemmMemory.Return(rented);
            }
        }
    }
}
