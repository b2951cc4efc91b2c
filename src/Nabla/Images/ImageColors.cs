using Nabla.Formats;

namespace Nabla.Images;

/// <summary>Grey, inverted and opaque pictures.</summary>
public static class ImageColors
{
    extension(Pixels picture)
    {
        /// <summary>L = (19595 R + 38470 G + 7471 B + 32768) / 2¹⁶ rounded down, the brightness of ITU-R 601; alpha is ignored, grey stays as it is.</summary>
        /// <remarks>One channel, the same bits. Pillow's conversion to "L".</remarks>
        public Pixels ToGrayscale()
        {
            if (picture.Channels == 1)
            {
                return picture;
            }

            int dots = picture.Height * picture.Width;
            int channels = picture.Channels;
            if (picture.Bits == 8)
            {
                byte[] grey = new byte[dots];
                for (int i = 0; i < dots; i++)
                {
                    ReadOnlySpan<byte> dot = picture.Bytes.AsSpan(i * channels, channels);
                    grey[i] = channels == 2 ? dot[0] : (byte)Brightness(dot[0], dot[1], dot[2]);
                }

                return new(picture.Height, picture.Width, 1, grey);
            }

            ushort[] wide = new ushort[dots];
            for (int i = 0; i < dots; i++)
            {
                ReadOnlySpan<ushort> dot = picture.Words.AsSpan(i * channels, channels);
                wide[i] = channels == 2 ? dot[0] : (ushort)Brightness(dot[0], dot[1], dot[2]);
            }

            return new(picture.Height, picture.Width, 1, wide);
        }

        /// <summary>s ⟼ 255 − s, or 65535 − s for 16 bits; alpha stays.</summary>
        public Pixels Invert()
        {
            int colors = picture.HasAlpha ? picture.Channels - 1 : picture.Channels;
            if (picture.Bits == 8)
            {
                byte[] result = [.. picture.Bytes];
                for (int i = 0; i < result.Length; i++)
                {
                    result[i] = i % picture.Channels < colors ? (byte)(255 - result[i]) : result[i];
                }

                return new(picture.Height, picture.Width, picture.Channels, result);
            }

            ushort[] wide = [.. picture.Words];
            for (int i = 0; i < wide.Length; i++)
            {
                wide[i] = i % picture.Channels < colors ? (ushort)(65535 - wide[i]) : wide[i];
            }

            return new(picture.Height, picture.Width, picture.Channels, wide);
        }

        /// <summary>s ⟼ α·s + (1 − α)·background: the picture laid on an even ground, without alpha; one that has no alpha is returned itself.</summary>
        /// <param name="background">0 black to 255 white.</param>
        public Pixels Flatten(byte background = 255)
        {
            if (!picture.HasAlpha)
            {
                return picture;
            }

            int channels = picture.Channels;
            int colors = channels - 1;
            int full = picture.Bits == 8 ? 255 : 65535;
            int ground = background * (full / 255);
            int dots = picture.Height * picture.Width;
            byte[] bytes = new byte[picture.Bits == 8 ? dots * colors : 0];
            ushort[] words = new ushort[picture.Bits == 8 ? 0 : dots * colors];
            for (int i = 0; i < dots; i++)
            {
                long alpha = picture[i / picture.Width, i % picture.Width, colors];
                for (int c = 0; c < colors; c++)
                {
                    long value = ((picture[i / picture.Width, i % picture.Width, c] * alpha) + (ground * (full - alpha)) + (full / 2)) / full;
                    if (full == 255)
                    {
                        bytes[(i * colors) + c] = (byte)value;
                    }
                    else
                    {
                        words[(i * colors) + c] = (ushort)value;
                    }
                }
            }

            return full == 255 ? new(picture.Height, picture.Width, colors, bytes) : new(picture.Height, picture.Width, colors, words);
        }
    }

    static uint Brightness(uint red, uint green, uint blue) => (uint)(((19595UL * red) + (38470UL * green) + (7471UL * blue) + 32768) >> 16);
}
