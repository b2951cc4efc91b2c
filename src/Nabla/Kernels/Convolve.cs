using System.Numerics;
using Nabla.Lanes;

namespace Nabla.Kernels;

/// <summary>Convolutions of float and double: blocks of patches written side by side, then multiplied as matrices.</summary>
/// <remarks>Blocks are cut by shape alone, so the bits are the same for any number of threads.</remarks>
internal static unsafe partial class Convolve
{
    /// <summary>Bytes of a block of patches: it stays in L2 between being written and being read.</summary>
    private const nint BlockBytes = 768 << 10;

    /// <summary>y = x ∗ w; then the bias is added and what is below zero becomes zero, where that is asked for.</summary>
    /// <param name="shape">All lengths.</param>
    /// <param name="x">Input.</param>
    /// <param name="w">Kernel.</param>
    /// <param name="y">Output.</param>
    /// <param name="bias">One number for each filter; empty for none. Sums are rounded before it is added.</param>
    /// <param name="relu">Whether max(y, 0) is taken at the end.</param>
    public static void Forward<T>(in ConvolutionShape shape, ReadOnlySpan<T> x, ReadOnlySpan<T> w, Span<T> y, ReadOnlySpan<T> bias = default, bool relu = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (shape.IsEmpty)
        {
            return;
        }

        fixed (T* px = x, pw = w, py = y, pb = bias)
        {
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
                Product(shape, px, pw, py, pb, relu);
                return;
            }
            else if (TryPlaces(shape, px, pw, py, pb, relu))
            {
                return;
            }
            else
            {
                nint rows = RowsOf(shape.Depth * sizeof(T), shape.Places);
                ForwardJob<T> job = new() { Shape = shape, X = px, W = pw, Y = py, Rows = rows };
                Workers.Run(job, checked((int)((shape.Places + rows - 1) / rows)), 0.03 * shape.Places * shape.Depth * shape.GroupFilters * shape.Groups);
            }

            if (pb != null || relu)
            {
                FinishJob<T> finish = new() { Y = py, Bias = pb, Relu = relu, Filters = shape.Filters, Places = shape.Places };
                Workers.Run(finish, finish.Pieces, 0.1 * shape.Places * shape.Filters);
            }
        }
    }

    private static bool TryPlaces<T>(in ConvolutionShape shape, T* x, T* w, T* y, T* bias, bool relu)
        where T : unmanaged
    {
        nint pixel = shape.Filters, line = shape.Output.Width * pixel, plane = shape.Output.Height * line;
        for (nint group = 0; group < shape.Groups; group++)
        {
            nint first = group * shape.GroupFilters;
            ConvolutionPatches<T> patches = Patches(shape, x, group);
            if (!ConvolutionPlan.TryRun(patches, shape.Batch, Filters(shape, patches, w + first), new()
            {
                First = y + first,
                ImageStep = shape.Output.Depth * plane,
                Steps = new(plane, line, pixel),
                Bias = bias == null ? null : bias + first,
                Relu = relu,
            }))
            {
                return false;
            }
        }

        return true;
    }

    private static void Product<T>(in ConvolutionShape shape, T* x, T* w, T* y, T* bias, bool relu)
        where T : unmanaged
    {
        View<T> a = new(Reach(x, shape.Places, shape.Channels, shape.Channels, 1), 0, [shape.Places, shape.Channels], [shape.Channels, 1]);
        View<T> b = new(Reach(w, shape.Channels, shape.Filters, shape.Filters, 1), 0, [shape.Channels, shape.Filters], [shape.Filters, 1]);
        View<T> c = new(Reach(y, shape.Places, shape.Filters, shape.Filters, 1), 0, [shape.Places, shape.Filters], [shape.Filters, 1]);
        View<T> added = bias == null ? new([], 0, [], []) : new(new(bias, (int)shape.Filters), 0, [shape.Filters], [1]);
        if (relu)
        {
            Gemm.Multiply(a, b, added, default(Positive), c);
        }
        else
        {
            Gemm.Multiply(a, b, added, c);
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

    private readonly struct Positive : IUnary
    {
        public V Value<V>(V x)
            where V : struct, IRealLane<V> => V.Max(x, 0);

        public V Slope<V>(V x, V y)
            where V : struct, IRealLane<V> => V.SelectLess(0, x, 1, 0);
    }

    // Bias and relu where a convolution could not take them along.
    private struct FinishJob<T> : IPieces
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T* Y;
        public T* Bias;
        public bool Relu;
        public nint Filters;
        public nint Places;

        public readonly int Pieces => checked((int)((Places + Each - 1) / Each));

        private readonly nint Each => Math.Max(1, (1 << 14) / Filters);

        public readonly void Run(int piece)
        {
            nint end = Math.Min((piece + 1) * Each, Places);
            for (nint place = piece * Each; place < end; place++)
            {
                T* y = Y + (place * Filters);
                nint f = 0;
                for (; f + Vector<T>.Count <= Filters; f += Vector<T>.Count)
                {
                    Vector<T> sum = Bias == null ? Vector.Load(y + f) : Vector.Load(y + f) + Vector.Load(Bias + f);
                    (Relu ? Vector.Max(sum, Vector<T>.Zero) : sum).Store(y + f);
                }

                for (; f < Filters; f++)
                {
                    T sum = Bias == null ? y[f] : y[f] + Bias[f];
                    y[f] = Relu ? T.Max(sum, T.Zero) : sum;
                }
            }
        }
    }
}
