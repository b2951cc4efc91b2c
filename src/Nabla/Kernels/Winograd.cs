using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>When a convolution of inference runs by Winograd's transforms: by shape alone.</summary>
/// <remarks>Its sums are other sums than those written out; the error stays below 10⁻⁵ of Σ |x|·|w| over the products of an output, which a test asserts. Float32 only.</remarks>
internal static unsafe class Winograd
{
    /// <summary>Channels and filters from which the transforms cost little beside the products.</summary>
    private const nint LeastWidth = 32;

    /// <summary>Tiles that the transformed filters, four times as large, are worth reading for.</summary>
    private const nint LeastTiles = 16;

    /// <summary>Bytes of planes of a piece that stay in L2.</summary>
    private const nint PlaneBytes = 480 << 10;

    private static int Lane => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : Vector128.IsHardwareAccelerated ? 4 : 1;

    /// <summary>Whether the convolution has the form, and enough is saved.</summary>
    public static bool Takes(in ConvolutionShape shape)
    {
        nint tiles = shape.Batch * ((shape.Output.Height + 3) / 4) * ((shape.Output.Width + 3) / 4);
        return shape.Kernel == new Space(1, 3, 3) && shape.Stride == new Space(1, 1, 1) && shape.Dilation == new Space(1, 1, 1) && shape.Groups == 1 && shape.Input.Depth == 1
            && shape.Output.Depth == 1 && shape.Channels >= LeastWidth && shape.Filters >= LeastWidth && shape.Channels % Lane == 0 && shape.Filters % Lane == 0
            && tiles >= LeastTiles && tiles * WinogradJob<PlaceTile6<Gemm1<float>, float>, Gemm1<float>>.Planes * 2 <= shape.Places * 9;
    }

    /// <summary>y = x ∗ w with its ending; the kernel comes from <see cref="Pack"/>.</summary>
    public static void Run(in ConvolutionShape shape, float* x, float* y, in ConvolutionEnding<float> ending, PackedKernel packed)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<PlaceTile12<Gemm512<float>, float>, Gemm512<float>>(shape, x, y, ending, packed);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<PlaceTile6<Gemm256<float>, float>, Gemm256<float>>(shape, x, y, ending, packed);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<PlaceTile6<Gemm128<float>, float>, Gemm128<float>>(shape, x, y, ending, packed);
        }
        else
        {
            Run<PlaceTile6<Gemm1<float>, float>, Gemm1<float>>(shape, x, y, ending, packed);
        }
    }

    private static void Run<TTile, V>(in ConvolutionShape shape, float* x, float* y, in ConvolutionEnding<float> ending, PackedKernel packed)
        where TTile : struct, IPlaceTile<float>
        where V : struct, IGemmLane<V, float>
    {
        WinogradJob<TTile, V> job = new() { Shape = shape, X = x, Y = y, Ending = ending, Packed = (float*)packed.Start };
        nint most = PlaneBytes / (WinogradJob<TTile, V>.Planes * (shape.Channels + shape.Filters) * sizeof(float)) / 12 * 12;
        nint even = shape.Batch * job.TilesOfImage / 8 / 12 * 12;
        job.PieceTiles = Math.Clamp(Math.Min(most, even), 12, 96);
        Workers.Run(job, job.Pieces, 0.1 * shape.Batch * job.TilesOfImage * shape.Channels * shape.Filters);
    }

    /// <summary>G w Gᵀ of each channel and filter, computed in double and rounded once: [plane, panel, channels, columns].</summary>
    public static PackedKernel Pack(in ConvolutionShape shape, ReadOnlySpan<float> w)
    {
        nint channels = shape.Channels, filters = shape.Filters, panel = 2 * Lane;
        PackedKernel packed = new(WinogradJob<PlaceTile6<Gemm1<float>, float>, Gemm1<float>>.Planes * channels * filters * sizeof(float));
        fixed (float* pw = w)
        {
            Workers.Run(new Packer { Channels = channels, Filters = filters, Panel = panel, W = pw, Packed = (float*)packed.Start }, (int)channels, 40.0 * channels * filters);
        }

        return packed;
    }

    private struct Packer : IPieces
    {
        public nint Channels;
        public nint Filters;
        public nint Panel;
        public float* W;
        public float* Packed;

        public readonly void Run(int piece)
        {
            double* lines = stackalloc double[18], six = stackalloc double[6];
            for (nint f = 0; f < Filters; f++)
            {
                nint column = f / Panel * Panel, wide = Math.Min(Panel, Filters - column);
                float* w = W + (piece * Filters) + f, to = Packed + (column * Channels) + (piece * wide) + f - column;
                nint tap = Channels * Filters;
                for (int x = 0; x < 3; x++)
                {
                    Six(w[x * tap], w[(3 + x) * tap], w[(6 + x) * tap], lines + x, 3);
                }

                for (int y = 0; y < 6; y++)
                {
                    Six(lines[3 * y], lines[(3 * y) + 1], lines[(3 * y) + 2], six, 1);
                    for (int x = 0; x < 6; x++)
                    {
                        to[((6 * y) + x) * tap] = (float)six[x];
                    }
                }
            }
        }

        private static void Six(double a, double b, double c, double* to, int step)
        {
            to[0] = a / 4;
            to[step] = -(a + b + c) / 6;
            to[2 * step] = -(a - b + c) / 6;
            to[3 * step] = (a / 24) + (b / 12) + (c / 6);
            to[4 * step] = (a / 24) - (b / 12) + (c / 6);
            to[5 * step] = c;
        }
    }
}
