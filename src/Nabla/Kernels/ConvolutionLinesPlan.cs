using System.Numerics;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>When a convolution runs by lines, and how it is cut: by shape alone.</summary>
internal static unsafe class ConvolutionLinesPlan
{
    /// <summary>Multiply-adds of a piece: enough lines that few are copied twice.</summary>
    private const nint Worthwhile = 1 << 24;

    /// <summary>Bytes of copied lines that stay in L2 beside the filters.</summary>
    private const nint CopiedBytes = 256 << 10;

    /// <summary>Runs the convolution by lines where its lines fill tiles; false where they do not.</summary>
    /// <param name="patches">Input, taps (forward in the input) and output places.</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="w">Filters, [taps · channels, filters].</param>
    /// <param name="wRow">From a row of w to the next.</param>
    /// <param name="filters">Number of filters.</param>
    /// <param name="target">First output.</param>
    /// <param name="imageStep">From an image of the output to the next.</param>
    /// <param name="steps">From an output place to the next along each axis.</param>
    public static bool TryRun<T>(in ConvolutionPatches<T> patches, nint batch, T* w, nint wRow, nint filters, T* target, nint imageStep, Space steps)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            var lines = Lines<float>.Of(patches, batch, w, wRow, filters, target, imageStep, steps);
            return lines.TryRun();
        }

        return Lines<double>.Of(patches, batch, w, wRow, filters, target, imageStep, steps).TryRun();
    }

    /// <summary>Sums the gradient of a kernel by lines where they are long enough; false where they are not.</summary>
    /// <param name="patches">Input, taps and output places.</param>
    /// <param name="batch">Number of images.</param>
    /// <param name="d">First output gradient of the first filter.</param>
    /// <param name="pixel">From an output gradient to the next.</param>
    /// <param name="filters">Number of filters.</param>
    /// <param name="sums">[parts, taps · channels, pixel], added to.</param>
    /// <param name="size">Elements of one part.</param>
    /// <param name="parts">Number of parts.</param>
    public static bool TrySum<T>(in ConvolutionPatches<T> patches, nint batch, T* d, nint pixel, nint filters, T* sums, nint size, int parts)
        where T : unmanaged => typeof(T) == typeof(float)
            ? Lines<float>.Of(patches, batch, d, pixel, filters, sums, size, default).TrySum(parts)
            : Lines<double>.Of(patches, batch, d, pixel, filters, sums, size, default).TrySum(parts);

    private struct Lines<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private ConvolutionPatches<T> _patches;
        private nint _batch;
        private T* _w;
        private nint _wRow;
        private nint _filters;
        private T* _target;
        private nint _imageStep;
        private Space _steps;

        public static Lines<T> Of<TSame>(in ConvolutionPatches<TSame> patches, nint batch, TSame* w, nint wRow, nint filters, TSame* target, nint imageStep, Space steps)
            where TSame : unmanaged => new()
            {
                _patches = System.Runtime.CompilerServices.Unsafe.BitCast<ConvolutionPatches<TSame>, ConvolutionPatches<T>>(patches),
                _batch = batch,
                _w = (T*)w,
                _wRow = wRow,
                _filters = filters,
                _target = (T*)target,
                _imageStep = imageStep,
                _steps = steps,
            };

        public readonly bool TryRun() =>
            Vector512.IsHardwareAccelerated ? TryTiles<GemmTile12<Gemm512<T>, T>>()
            : Vector256.IsHardwareAccelerated ? TryTiles<GemmTile6<Gemm256<T>, T>>()
            : Vector128.IsHardwareAccelerated ? TryTiles<GemmTile6<Gemm128<T>, T>>()
            : TryTiles<GemmTile6<Gemm1<T>, T>>();

        public readonly bool TrySum(int parts) =>
            Vector512.IsHardwareAccelerated ? TrySum<GemmTile12<Gemm512<T>, T>>(parts)
            : Vector256.IsHardwareAccelerated ? TrySum<GemmTile6<Gemm256<T>, T>>(parts)
            : Vector128.IsHardwareAccelerated ? TrySum<GemmTile6<Gemm128<T>, T>>(parts)
            : TrySum<GemmTile6<Gemm1<T>, T>>(parts);

        // A tile reads and writes its sums once a line: lines must be long beside that, and runs fill tiles.
        private readonly bool TrySum<TTile>(int parts)
            where TTile : struct, IGemmTile<T>
        {
            ConvolutionLines<TTile, T> lines = new() { Patches = _patches, Batch = _batch, Filters = _filters, Lines = Math.Min(_patches.Output.Height, 8) };
            nint run = lines.RunLength;
            if (_filters < 8 || _patches.Output.Width < 24 || run < 3)
            {
                return false;
            }

            while (lines.Lines > 1 && lines.Copied(lines.Lines) * sizeof(T) > CopiedBytes)
            {
                lines.Lines--;
            }

            ConvolutionKernelLines<TTile, T> job = new() { Lines = lines, D = _w, Pixel = _wRow, Sums = _target, Size = _imageStep, Parts = parts };
            Workers.Run(job, parts, 0.02 * _batch * _patches.Output.Size * lines.Depth * _filters);
            return true;
        }

        private readonly bool TryTiles<TTile>()
            where TTile : struct, IGemmTile<T>
        {
            nint width = _patches.Output.Width, rest = width % TTile.Rows;
            nint padded = width - rest + (rest == 0 ? 0 : TTile.Height((int)rest));
            if (width * 8 < padded * 7)
            {
                return false;
            }

            ConvolutionLines<TTile, T> lines = new()
            {
                Patches = _patches,
                Batch = _batch,
                Target = _target,
                ImageStep = _imageStep,
                Steps = _steps,
                Filters = _filters,
            };
            nint work = Math.Max(width * Math.Max(lines.Depth, 1) * _filters, 1), height = _patches.Output.Height;
            nint most = Math.Clamp((_batch * _patches.Output.Depth * height + 15) / 16, 1, height);
            lines.Lines = Math.Clamp(Worthwhile / work, 1, most);
            while (lines.Lines > 1 && lines.Copied(lines.Lines) * sizeof(T) > CopiedBytes)
            {
                lines.Lines--;
            }

            // The last panel may be filled up to its width.
            byte[] rented = GemmMemory.Rent(Math.Max(lines.Depth, 1) * lines.Panels * TTile.Columns * sizeof(T));
            try
            {
                lines.Packed = (T*)GemmMemory.Start(rented);
                Workers.Run(new Packer<TTile> { Lines = lines, W = _w, Row = _wRow }, (int)lines.Panels, 0.5 * lines.Depth * _filters);
                Workers.Run(lines, lines.Pieces, 0.02 * work * height * _patches.Output.Depth * _batch);
            }
            finally
            {
                GemmMemory.Return(rented);
            }

            return true;
        }

        private struct Packer<TTile> : IPieces
            where TTile : struct, IGemmTile<T>
        {
            public ConvolutionLines<TTile, T> Lines;
            public T* W;
            public nint Row;

            public readonly void Run(int piece)
            {
                int columns = (int)Math.Min(TTile.Columns, Lines.Filters - (piece * TTile.Columns));
                TTile.Pack(W + (piece * TTile.Columns), 1, Row, columns, TTile.Width(columns), Lines.Depth, Lines.Packed + (piece * TTile.Columns * Lines.Depth));
            }
        }
    }
}
