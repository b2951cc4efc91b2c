using Nabla.Formats;

namespace Nabla.Images;

/// <summary>Brings a picture of one digit into the form of MNIST.</summary>
public static class DigitPicture
{
    const int Size = 28;
    const int Box = 20;

    extension(Pixels picture)
    {
        /// <summary>The digit in light ink on black paper, scaled to fit 20 × 20, its centre of mass in the middle of 28 × 28.</summary>
        /// <remarks>Colours become grey, transparency white. Dark ink on light paper is noticed by a light rim and inverted. The faintest eighth of the brightness counts as
        /// paper. A picture that is 28 × 28 grey on black already keeps its place and its bytes.</remarks>
        public Pixels ToDigit() => picture.ToDigit(out _);

        /// <summary>The same, and says what had to be changed.</summary>
        /// <param name="note">A sentence where the picture was inverted or had another size; null where it was as MNIST has it.</param>
        public Pixels ToDigit(out string? note)
        {
            Pixels grey = picture.To8Bits().Flatten().ToGrayscale();
            bool inverted = Rim(grey) > 127, sized = grey.Height == Size && grey.Width == Size;
            string? size = sized ? null : $"it is {picture.Height} × {picture.Width}, not {Size} × {Size}, and was cut, scaled and centred";
            string? ink = inverted ? "it is dark ink on light paper, and was inverted to MNIST's light ink on black" : null;
            note = size is null && ink is null ? null : $"the picture was changed: {string.Join("; ", new[] { ink, size }.OfType<string>())}.";
            if (inverted)
            {
                grey = grey.Invert();
            }

            if (sized)
            {
                return grey;
            }

            (int top, int left, int bottom, int right) = Ink(grey);
            if (bottom < top)
            {
                return new(Size, Size, 1, new byte[Size * Size]);
            }

            (int height, int width) = (bottom - top + 1, right - left + 1);
            byte[] cut = new byte[height * width];
            for (int y = 0; y < height; y++)
            {
                Array.Copy(grey.Bytes, ((top + y) * grey.Width) + left, cut, y * width, width);
            }

            double scale = Box / (double)Math.Max(height, width);
            Pixels small = new Pixels(height, width, 1, cut).Resize(
                Math.Max(1, (int)Math.Round(height * scale)), Math.Max(1, (int)Math.Round(width * scale)), scale < 1 ? Interpolation.Area : Interpolation.Bilinear);
            return Centred(Stretched(small));
        }
    }

    static int Rim(Pixels grey)
    {
        long sum = 0;
        int count = 0;
        for (int y = 0; y < grey.Height; y++)
        {
            bool whole = y == 0 || y == grey.Height - 1;
            for (int x = 0; x < grey.Width; x += whole || grey.Width == 1 ? 1 : grey.Width - 1)
            {
                sum += grey[y, x, 0];
                count++;
            }
        }

        return (int)(sum / count);
    }

    static (int Top, int Left, int Bottom, int Right) Ink(Pixels grey)
    {
        (int top, int left, int bottom, int right) = (grey.Height, grey.Width, -1, -1);
        for (int y = 0; y < grey.Height; y++)
        {
            for (int x = 0; x < grey.Width; x++)
            {
                if (grey[y, x, 0] >= 32)
                {
                    (top, left, bottom, right) = (Math.Min(top, y), Math.Min(left, x), Math.Max(bottom, y), Math.Max(right, x));
                }
            }
        }

        return (top, left, bottom, right);
    }

    // The darkest ink becomes 255, as in MNIST, where nearly every digit reaches it.
    static Pixels Stretched(Pixels small)
    {
        int most = small.Bytes.Max();
        return most == 0 ? small : new(small.Height, small.Width, 1, Array.ConvertAll(small.Bytes, v => (byte)(v * 255 / most)));
    }

    static Pixels Centred(Pixels small)
    {
        double mass = 0, sumX = 0, sumY = 0;
        for (int y = 0; y < small.Height; y++)
        {
            for (int x = 0; x < small.Width; x++)
            {
                int ink = small[y, x, 0];
                mass += ink;
                sumX += ink * (x + 0.5);
                sumY += ink * (y + 0.5);
            }
        }

        int left = Math.Clamp((int)Math.Round((Size * 0.5) - (sumX / mass)), 0, Size - small.Width);
        int top = Math.Clamp((int)Math.Round((Size * 0.5) - (sumY / mass)), 0, Size - small.Height);
        byte[] result = new byte[Size * Size];
        for (int y = 0; y < small.Height; y++)
        {
            Array.Copy(small.Bytes, y * small.Width, result, ((top + y) * Size) + left, small.Width);
        }

        return new(Size, Size, 1, result);
    }
}
