using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>3 × 3 convolutions by Winograd's F(4×4, 3×3): 36 products for 16 outputs where the sums written out take 144.</summary>
/// <remarks>A piece takes some tiles of 4 × 4 outputs through all three steps: their pixels transformed to 36 planes, each plane multiplied with its filters, and the products
/// transformed back; all of it stays in L2.</remarks>
internal unsafe struct WinogradJob<TTile, V> : IPieces
    where TTile : struct, IPlaceTile<float>
    where V : struct, IGemmLane<V, float>
{
    public const int Planes = 36;

    public ConvolutionShape Shape;
    public float* X;
    public float* Y;
    public ConvolutionEnding<float> Ending;

    /// <summary>The transformed filters: [plane, panel, channels, columns].</summary>
    public float* Packed;

    /// <summary>Tiles of a piece, a multiple of those in a register tile.</summary>
    public nint PieceTiles;

    public readonly nint Across => (Shape.Output.Width + 3) / 4;

    public readonly nint TilesOfImage => (Shape.Output.Height + 3) / 4 * Across;

    public readonly int Pieces => checked((int)(((Shape.Batch * TilesOfImage) + PieceTiles - 1) / PieceTiles));

    /// <inheritdoc/>
    [SkipLocalsInit]
    public readonly void Run(int piece)
    {
        nint first = piece * PieceTiles, count = Math.Min(PieceTiles, (Shape.Batch * TilesOfImage) - first), channels = Shape.Channels, filters = Shape.Filters;

        // A line more between planes: their elements then lie in different sets of the cache.
        nint inPlane = (PieceTiles * channels) + 16, outPlane = (PieceTiles * filters) + 16;
        float* zeros = (float*)GemmMemory.Own(((Planes * (inPlane + outPlane)) + channels) * sizeof(float)), pixels = zeros + channels, products = pixels + (Planes * inPlane);
        new Span<float>(zeros, (int)channels).Clear();
        float** places = stackalloc float*[Planes];
        for (nint t = 0; t < count; t++)
        {
            Find(first + t, zeros, places);
            WinogradTransforms<V>.Input(places, channels, pixels + (t * channels), inPlane);
        }

        for (nint plane = 0; plane < Planes; plane++)
        {
            Multiply(pixels + (plane * inPlane), Packed + (plane * channels * filters), products + (plane * outPlane), count);
        }

        for (nint t = 0; t < count; t++)
        {
            nint tile = first + t, image = tile / TilesOfImage, y = tile % TilesOfImage / Across * 4, x = tile % Across * 4;
            nint line = Shape.Output.Width * filters, at = (((image * Shape.Output.Height) + y) * line) + (x * filters);
            WinogradTransforms<V>.Output(products + (t * filters), outPlane, filters, Ending, Y + at, Ending.Beside == null ? null : Ending.Beside + at, line, filters,
                (int)Math.Min(4, Shape.Output.Height - y), (int)Math.Min(4, Shape.Output.Width - x));
        }
    }

    // Where the pixels of a tile lie; those outside are zeros.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Find(nint tile, float* zeros, float** places)
    {
        nint image = tile / TilesOfImage, top = (tile % TilesOfImage / Across * 4) - Shape.Before.Height, left = (tile % Across * 4) - Shape.Before.Width;
        float* picture = X + (image * Shape.Input.Size * Shape.Channels);
        for (nint y = top; y < top + 6; y++)
        {
            bool inside = (nuint)y < (nuint)Shape.Input.Height;
            float* from = picture + (((y * Shape.Input.Width) + left) * Shape.Channels);
            for (nint x = left; x < left + 6; x++, from += Shape.Channels)
            {
                *places++ = inside && (nuint)x < (nuint)Shape.Input.Width ? from : zeros;
            }
        }
    }

    // One plane: tiles · channels times channels · filters.
    [SkipLocalsInit, MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Multiply(float* a, float* b, float* c, nint count)
    {
        nint channels = Shape.Channels, filters = Shape.Filters, offset = 0, groups = (count + 2) / 3;
        float** rows = stackalloc float*[12];
        PlaceStep<float> step = new() { ARow = channels * sizeof(float), ANext = sizeof(float), K = channels, Runs = 1, Offsets = &offset };
        for (nint column = 0; column < filters; column += TTile.Columns)
        {
            int columns = (int)Math.Min(TTile.Columns, filters - column);
            step.B = b + (column * channels);
            step.BNext = columns * sizeof(float);
            for (nint g = 0; g < groups; g += TTile.Groups)
            {
                int here = (int)Math.Min(TTile.Groups, groups - g);
                for (int k = 0; k < TTile.Groups; k++)
                {
                    nint row = (g + Math.Min(k, here - 1)) * 3;
                    float* from = a + (row * channels);
                    switch (k)
                    {
                        case 0:
                            step.A0 = from;
                            break;
                        case 1:
                            step.A1 = from;
                            break;
                        case 2:
                            step.A2 = from;
                            break;
                        default:
                            step.A3 = from;
                            break;
                    }

                    for (int r = 0; r < 3; r++)
                    {
                        rows[(3 * k) + r] = c + ((row + r) * filters) + column;
                    }
                }

                TTile.Run(step, rows, here, columns);
            }
        }
    }
}
