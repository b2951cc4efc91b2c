using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>When the gradient of a convolution's input is added tap by tap, and how it is cut: by shape alone.</summary>
internal static unsafe class ConvolutionScatterPlan
{
    /// <summary>Products of a sum that are worth reading and writing a place for.</summary>
    private const nint LeastFilters = 24;

    /// <summary>Adds the gradient up; false where turning the convolution round is faster.</summary>
    public static bool TryRun<T>(in ConvolutionShape shape, T* dy, T* w, T* dx)
        where T : unmanaged
    {
        if (shape.Output.Width < 3 || shape.GroupFilters < LeastFilters || !IsWasteful(shape))
        {
            return false;
        }

        for (nint group = 0; group < shape.Groups; group++)
        {
            nint filter = group * shape.GroupFilters, channel = group * shape.GroupChannels;
            if (typeof(T) == typeof(float))
            {
                ByWidth(shape, (float*)dy + filter, (float*)w + filter, (float*)dx + channel);
            }
            else
            {
                ByWidth(shape, (double*)dy + filter, (double*)w + filter, (double*)dx + channel);
            }
        }

        return true;
    }

    // Turned round, every place of the input takes all taps, in lines cut into groups; strides have turned convolutions without waste, but many and short ones.
    private static bool IsWasteful(in ConvolutionShape shape)
    {
        double turned = (double)shape.Input.Depth * shape.Input.Height * ((shape.Input.Width + 2) / 3);
        double added = (double)shape.Output.Depth * shape.Output.Height * ((shape.Output.Width + 2) / 3) * 1.12;
        return shape.Stride.Size > 1 || turned > added;
    }

    private static void ByWidth<T>(in ConvolutionShape shape, T* dy, T* w, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<PlaceTile12<Gemm512<T>, T>, T>(shape, dy, w, dx);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<PlaceTile6<Gemm256<T>, T>, T>(shape, dy, w, dx);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<PlaceTile6<Gemm128<T>, T>, T>(shape, dy, w, dx);
        }
        else
        {
            Run<PlaceTile6<Gemm1<T>, T>, T>(shape, dy, w, dx);
        }
    }

    private static void Run<TTile, T>(in ConvolutionShape shape, T* dy, T* w, T* dx)
        where TTile : struct, IPlaceTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ConvolutionScatter<TTile, T> job = new() { Shape = shape, D = dy, X = dx };
        job.PiecePanels = Math.Max(1, job.Panels * shape.Batch / 16);
        byte[] rented = GemmMemory.Rent(job.TapSize * shape.Kernel.Size * sizeof(T));
        try
        {
            job.Packed = (T*)GemmMemory.Start(rented);
            Workers.Run(new Packer<TTile, T> { Job = job, W = w }, checked((int)shape.Kernel.Size), 0.5 * job.TapSize * shape.Kernel.Size);
            Workers.Run(job, job.Pieces, 0.02 * shape.Places * shape.Kernel.Size * shape.GroupFilters * shape.GroupChannels);
        }
        finally
        {
            GemmMemory.Return(rented);
        }
    }

    // A tap, its channels side by side.
    private struct Packer<TTile, T> : IPieces
        where TTile : struct, IPlaceTile<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public ConvolutionScatter<TTile, T> Job;
        public T* W;

        public readonly void Run(int piece)
        {
            nint channels = Job.Channels, filters = Job.Shape.GroupFilters, all = Job.Shape.Filters;
            T* tap = W + (piece * channels * all), target = Job.Packed + (piece * Job.TapSize);
            for (nint column = 0; column < channels; column += TTile.Columns)
            {
                int columns = (int)Math.Min(TTile.Columns, channels - column);
                TTile.Pack(tap + (column * all), all, 1, columns, TTile.Width(columns), filters, target + (column * filters));
            }
        }
    }
}
