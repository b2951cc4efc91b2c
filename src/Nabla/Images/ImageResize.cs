using Nabla.Formats;

namespace Nabla.Images;

/// <summary>Pictures of another size.</summary>
public static class ImageResize
{
    extension(Pixels picture)
    {
        /// <summary>The picture with another number of rows and columns.</summary>
        /// <param name="height">New number of rows.</param>
        /// <param name="width">New number of columns.</param>
        /// <param name="interpolation">How dots are computed.</param>
        /// <param name="antialias">For <see cref="Interpolation.Bilinear"/>: a smaller picture takes every dot of the original into account.</param>
        /// <remarks>Dots are squares: new dot i has its middle at (i + ½)·old/new. Same channels and bits; values are rounded to the nearest.
        /// Alpha is treated like a colour.</remarks>
        /// <exception cref="ArgumentOutOfRangeException">A side is below 1.</exception>
        public Pixels Resize(int height, int width, Interpolation interpolation = Interpolation.Bilinear, bool antialias = true)
        {
            if (height < 1 || width < 1)
            {
                throw new ArgumentOutOfRangeException(nameof(height), $"Resize: to {height} × {width}: both sides must be at least 1.");
            }

            if (!Enum.IsDefined(interpolation))
            {
                throw new ArgumentOutOfRangeException(nameof(interpolation), $"Resize: {interpolation}: Nearest, Bilinear and Area are possible.");
            }

            ResizeWeights down = new(picture.Height, height, interpolation, antialias);
            ResizeWeights across = new(picture.Width, width, interpolation, antialias);
            int channels = picture.Channels;
            float[] rows = new float[checked(picture.Height * width * channels)];
            for (int y = 0; y < picture.Height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    int first = across.First(x);
                    ReadOnlySpan<float> weights = across.Weights(x);
                    for (int c = 0; c < channels; c++)
                    {
                        float sum = 0;
                        for (int k = 0; k < weights.Length; k++)
                        {
                            sum += weights[k] * picture[y, first + k, c];
                        }

                        rows[(((y * width) + x) * channels) + c] = sum;
                    }
                }
            }

            float[] result = new float[checked(height * width * channels)];
            int length = width * channels;
            for (int y = 0; y < height; y++)
            {
                int first = down.First(y);
                ReadOnlySpan<float> weights = down.Weights(y);
                for (int k = 0; k < weights.Length; k++)
                {
                    for (int i = 0; i < length; i++)
                    {
                        result[(y * length) + i] += weights[k] * rows[((first + k) * length) + i];
                    }
                }
            }

            return picture.Bits == 8
                ? new(height, width, channels, Array.ConvertAll(result, v => (byte)Math.Clamp(v + 0.5f, 0, 255)))
                : new(height, width, channels, Array.ConvertAll(result, v => (ushort)Math.Clamp(v + 0.5f, 0, 65535)));
        }
    }
}
