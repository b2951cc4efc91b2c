using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>When a convolution runs by tiles of places, and how it is cut: by shape alone.</summary>
internal static unsafe class ConvolutionPlan
{
    /// <summary>Multiply-adds of a piece, at least: handing it out costs little beside them, and its places fill tiles. Small convolutions are cut into four.</summary>
    private const nint Least = 1 << 21;
    private const nint LeastOfFour = 1 << 19;

    /// <summary>Pieces, at most.</summary>
    private const nint Most = 96;

    /// <summary>Bytes of copied lines that stay in L2 beside the filters.</summary>
    private const nint CopiedBytes = 256 << 10;

    /// <summary>Runs the convolution where its lines fill groups; false where they do not.</summary>
    /// <param name="patches">Input, taps (forward in the input) and output places.</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="filters">The filters.</param>
    /// <param name="target">Where outputs go.</param>
    public static bool TryRun<T>(in ConvolutionPatches<T> patches, nint batch, in ConvolutionFilters<T> filters, in ConvolutionTarget<T> target)
        where T : unmanaged
    {
        if (!Takes(patches.Output))
        {
            return false;
        }

        if (typeof(T) == typeof(float))
        {
            ByWidth<float>(Same<ConvolutionPatches<T>, ConvolutionPatches<float>>(patches), batch, Same<ConvolutionFilters<T>, ConvolutionFilters<float>>(filters), Same<ConvolutionTarget<T>, ConvolutionTarget<float>>(target));
        }
        else
        {
            ByWidth<double>(Same<ConvolutionPatches<T>, ConvolutionPatches<double>>(patches), batch, Same<ConvolutionFilters<T>, ConvolutionFilters<double>>(filters), Same<ConvolutionTarget<T>, ConvolutionTarget<double>>(target));
        }

        return true;
    }

    /// <summary>Whether lines of these outputs have groups.</summary>
    public static bool Takes(Space output) => output.Width >= 3;

    /// <summary>Filters packed to be used again.</summary>
    /// <param name="filters">The filters.</param>
    /// <param name="depth">Taps · channels.</param>
    public static PackedKernel Pack<T>(in ConvolutionFilters<T> filters, nint depth)
        where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector512.IsHardwareAccelerated ? Pack<PlaceTile12<Gemm512<T>, T>, T>(filters, depth)
            : Vector256.IsHardwareAccelerated ? Pack<PlaceTile6<Gemm256<T>, T>, T>(filters, depth)
            : Vector128.IsHardwareAccelerated ? Pack<PlaceTile6<Gemm128<T>, T>, T>(filters, depth)
            : Pack<PlaceTile6<Gemm1<T>, T>, T>(filters, depth);

    private static PackedKernel Pack<TTile, T>(in ConvolutionFilters<T> filters, nint depth)
        where TTile : struct, IPlaceTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint panels = (filters.Count + TTile.Columns - 1) / TTile.Columns;
        PackedKernel packed = new(depth * panels * TTile.Columns * sizeof(T));
        Workers.Run(new FilterPacker<TTile, T> { Filters = filters, Depth = depth, Packed = (T*)packed.Start }, (int)panels, 0.5 * depth * filters.Count);
        return packed;
    }

    private static TTo Same<TFrom, TTo>(in TFrom x)
        where TFrom : struct
        where TTo : struct => Unsafe.BitCast<TFrom, TTo>(x);

    private static void ByWidth<T>(in ConvolutionPatches<T> patches, nint batch, in ConvolutionFilters<T> filters, in ConvolutionTarget<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<PlaceTile12<Gemm512<T>, T>, T>(patches, batch, filters, target);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<PlaceTile6<Gemm256<T>, T>, T>(patches, batch, filters, target);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<PlaceTile6<Gemm128<T>, T>, T>(patches, batch, filters, target);
        }
        else
        {
            Run<PlaceTile6<Gemm1<T>, T>, T>(patches, batch, filters, target);
        }
    }

    private static void Run<TTile, T>(in ConvolutionPatches<T> patches, nint batch, in ConvolutionFilters<T> filters, in ConvolutionTarget<T> target)
        where TTile : struct, IPlaceTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ConvolutionPlaces<TTile, T> job = new()
        {
            Source = ConvolutionSource<T>.Of(patches),
            AllLines = batch * patches.Output.Depth * patches.Output.Height,
            Target = target.First,
            ImageStep = target.ImageStep,
            Steps = target.Steps,
            Filters = filters.Count,
            Ending = target.Ending,
        };
        nint ofLine = Math.Max(patches.Output.Width * Math.Max(job.Depth, 1) * filters.Count, 1);
        Cut(ref job, ofLine);
        nint elements = filters.Packed != null ? 0 : Math.Max(job.Depth, 1) * job.Panels * TTile.Columns, columns = job.Panels * TTile.Columns;
        byte[] rented = GemmMemory.Rent((elements + (2 * columns)) * sizeof(T));
        try
        {
            T* memory = (T*)GemmMemory.Start(rented);
            job.Ending.Scale = Filled(target.Ending.Scale, filters.Count, columns, memory + elements);
            job.Ending.Bias = Filled(target.Ending.Bias, filters.Count, columns, memory + elements + columns);
            job.Packed = filters.Packed;
            if (job.Packed == null)
            {
                job.Packed = memory;
                Workers.Run(new FilterPacker<TTile, T> { Filters = filters, Depth = job.Depth, Packed = memory }, (int)job.Panels, 0.5 * job.Depth * filters.Count);
            }

            Workers.Run(job, job.Pieces, 0.02 * ofLine * job.AllLines);
        }
        finally
        {
            GemmMemory.Return(rented);
        }
    }

    // Numbers of all filters with zeros behind them, up to whole panels.
    private static T* Filled<T>(T* from, nint count, nint columns, T* to)
        where T : unmanaged
    {
        if (from == null)
        {
            return null;
        }

        new Span<T>(from, (int)count).CopyTo(new Span<T>(to, (int)count));
        new Span<T>(to + count, (int)(columns - count)).Clear();
        return to;
    }

    // Pieces are bands of lines; where there are few lines for much work, of some panels each.
    private static void Cut<TTile, T>(ref ConvolutionPlaces<TTile, T> job, nint ofLine)
        where TTile : struct, IPlaceTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint height = job.Source.Patches.Output.Height, work = job.AllLines * ofLine, pieces = Math.Max(Math.Min(work / Least, Most), Math.Clamp(work / LeastOfFour, 1, 4));
        nint lines = Math.Max((job.AllLines + pieces - 1) / pieces, 1);
        if (lines < height)
        {
            // Bands of one plane, equally high.
            nint bands = (height + lines - 1) / lines;
            lines = (height + bands - 1) / bands;
        }
        else
        {
            lines -= lines % height;
        }

        while (lines > 1 && job.Source.Copies && job.Source.CopiedOfPlane(Math.Min(lines, height)) * Math.Max(lines / height, 1) * sizeof(T) > CopiedBytes)
        {
            lines = lines > height ? lines - height : lines - 1;
        }

        job.Lines = lines;
        job.Source.Most = Math.Min(lines, height);
        nint pieced = Math.Max(job.AllLines / lines, 1);
        job.PiecePanels = pieced >= 8 ? job.Panels : Math.Max(1, job.Panels * pieced / Math.Clamp(pieces, 1, 16));
    }
}
