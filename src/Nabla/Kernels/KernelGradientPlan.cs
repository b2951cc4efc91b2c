using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>When the gradient of a kernel is summed by tiles of places, and how it is cut: by shape alone.</summary>
internal static unsafe class KernelGradientPlan
{
    /// <summary>Places of a block of lines: sums are read and written once for them.</summary>
    private const nint BlockPlaces = 224;

    /// <summary>Bytes of copied lines that stay in L2.</summary>
    private const nint CopiedBytes = 256 << 10;

    /// <summary>Sums the gradient; false where lines or runs are shorter than a group.</summary>
    /// <param name="patches">Input, taps and output places.</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="d">First output gradient of the first filter.</param>
    /// <param name="pixel">From an output gradient to the next.</param>
    /// <param name="filters">Number of filters.</param>
    /// <param name="sums">[parts, taps · channels, pixel], overwritten.</param>
    /// <param name="size">Elements of one part.</param>
    /// <param name="parts">Number of parts.</param>
    public static bool TrySum<T>(in ConvolutionPatches<T> patches, nint batch, T* d, nint pixel, nint filters, T* sums, nint size, int parts)
        where T : unmanaged => typeof(T) == typeof(float)
            ? ByWidth(Unsafe.BitCast<ConvolutionPatches<T>, ConvolutionPatches<float>>(patches), batch, (float*)d, pixel, filters, (float*)sums, size, parts)
            : ByWidth(Unsafe.BitCast<ConvolutionPatches<T>, ConvolutionPatches<double>>(patches), batch, (double*)d, pixel, filters, (double*)sums, size, parts);

    private static bool ByWidth<T>(in ConvolutionPatches<T> patches, nint batch, T* d, nint pixel, nint filters, T* sums, nint size, int parts)
        where T : unmanaged, IFloatingPointIeee754<T> =>
            Vector512.IsHardwareAccelerated ? Run<PlaceTile12<Gemm512<T>, T>, T>(patches, batch, d, pixel, filters, sums, size, parts)
            : Vector256.IsHardwareAccelerated ? Run<PlaceTile6<Gemm256<T>, T>, T>(patches, batch, d, pixel, filters, sums, size, parts)
            : Vector128.IsHardwareAccelerated ? Run<PlaceTile6<Gemm128<T>, T>, T>(patches, batch, d, pixel, filters, sums, size, parts)
            : Run<PlaceTile6<Gemm1<T>, T>, T>(patches, batch, d, pixel, filters, sums, size, parts);

    private static bool Run<TTile, T>(in ConvolutionPatches<T> patches, nint batch, T* d, nint pixel, nint filters, T* sums, nint size, int parts)
        where TTile : struct, IPlaceTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ConvolutionKernelPlaces<TTile, T> job = new()
        {
            Source = ConvolutionSource<T>.Of(patches),
            AllLines = batch * patches.Output.Depth * patches.Output.Height,
            D = d,
            Pixel = pixel,
            Filters = filters,
            Sums = sums,
            Size = size,
            Parts = parts,
        };
        nint width = patches.Output.Width, height = patches.Output.Height;
        nint lines = Math.Max((BlockPlaces + width - 1) / width, 1);
        if (job.Source.Copies && lines < height)
        {
            while (lines > 1 && job.Source.CopiedOfPlane(lines) * sizeof(T) > CopiedBytes)
            {
                lines--;
            }
        }

        job.Lines = lines;
        job.Source.Most = Math.Min(lines, height);
        if (job.Source.RunLength < 3)
        {
            return false;
        }

        // Enough pieces for many threads; each with tiles enough that its lines are worth reading.
        job.PieceTiles = Math.Max((job.Tiles + 3) / 4, Math.Min(job.Tiles, 6));
        Workers.Run(job, job.Pieces, 0.02 * job.AllLines * width * patches.Columns * filters);
        return true;
    }
}
