using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Convolutions of float and double: blocks of patches written side by side, then multiplied as matrices.</summary>
/// <remarks>Blocks are cut by shape alone, so the bits are the same for any number of threads.</remarks>
internal static unsafe partial class Convolve
{
    /// <summary>Bytes of a block of patches: it stays in L2 between being written and being read.</summary>
    private const nint BlockBytes = 768 << 10;

    /// <summary>y = x ∗ w.</summary>
    public static void Forward<T>(in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => Forward(shape, x, w, y, [], [], [], relu: false, null);

    /// <summary>y = x ∗ w, then · scale, + bias, + beside and max(y, 0), where these are given; each is rounded by itself.</summary>
    /// <param name="shape">All lengths.</param>
    /// <param name="x">Input.</param>
    /// <param name="w">Kernel.</param>
    /// <param name="y">Output.</param>
    /// <param name="scale">One number for each filter; empty for none.</param>
    /// <param name="bias">One number for each filter; empty for none.</param>
    /// <param name="beside">One number for each output; empty for none.</param>
    /// <param name="relu">Whether max(y, 0) is taken at the end.</param>
    /// <param name="packed">The kernel packed before; null where it is not.</param>
    /// <param name="transformed">Whether it was packed by <see cref="Winograd.Pack"/>.</param>
    public static void Forward<T>(in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y, ReadOnlySpan<T> scale, ReadOnlySpan<T> bias, ReadOnlySpan<T> beside, bool relu, PackedKernel? packed, bool transformed = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (shape.IsEmpty)
        {
            return;
        }

        fixed (T* px = x, pw = w, py = y, ps = scale, pb = bias, pz = beside)
        {
            ConvolutionEnding<T> ending = new() { Scale = ps, Bias = pb, Beside = pz, Relu = relu };
            if (transformed && typeof(T) == typeof(float))
            {
                Winograd.Run(shape, (float*)px, (float*)py, Unsafe.BitCast<ConvolutionEnding<T>, ConvolutionEnding<float>>(ending), packed!);
                return;
            }

            if (shape.Depth == 0)
            {
                y.Clear();
            }
            else if (shape.IsDepthwise)
            {
                DepthwiseConvolve.Forward(shape, px, pw, py);
            }
            else if (shape.IsProduct)
            {
                Multiply(shape.Places, shape.Channels, shape.Filters, px, shape.Channels, 1, pw, shape.Filters, py, shape.Filters, accumulate: false);
            }
            else if (TryPlaces(shape, px, pw, py, ending, packed))
            {
                return;
            }
            else
            {
                nint rows = RowsOf(shape.Depth * sizeof(T), shape.Places);
                ForwardJob<T> job = new() { Shape = shape, X = px, W = pw, Y = py, Rows = rows };
                Workers.Run(job, checked((int)((shape.Places + rows - 1) / rows)), 0.03 * shape.Places * shape.Depth * shape.GroupFilters * shape.Groups);
            }

            if (!ending.IsNone)
            {
                new ConvolutionEndingJob<T> { Ending = ending, Y = py, Filters = shape.Filters, Places = shape.Places }.RunAll();
            }
        }
    }

    /// <summary>The kernel as the convolution reads it; null where packing it once would change nothing.</summary>
    public static PackedKernel? Pack<T>(in ConvolutionShape shape, ReadOnlySpan<T> w)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (shape.IsEmpty || shape.Depth == 0 || shape.Groups > 1 || shape.IsProduct || !ConvolutionPlan.Takes(shape.Output))
        {
            return null;
        }

        fixed (T* pw = w)
        {
            return ConvolutionPlan.Pack(Filters(shape, Patches<T>(shape, null, 0), pw), shape.Depth);
        }
    }

    private static bool TryPlaces<T>(in ConvolutionShape shape, T* x, T* w, T* y, in ConvolutionEnding<T> ending, PackedKernel? packed)
        where T : unmanaged
    {
        nint pixel = shape.Filters, line = shape.Output.Width * pixel, plane = shape.Output.Height * line;
        for (nint group = 0; group < shape.Groups; group++)
        {
            nint first = group * shape.GroupFilters;
            ConvolutionPatches<T> patches = Patches(shape, x, group);
            ConvolutionFilters<T> filters = Filters(shape, patches, w + first) with { Packed = packed is null ? null : (T*)packed.Start };
            if (!ConvolutionPlan.TryRun(patches, shape.Batch, filters, new() { First = y + first, ImageStep = shape.Output.Depth * plane, Steps = new(plane, line, pixel), Ending = ending.From(first) }))
            {
                return false;
            }
        }

        return true;
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
