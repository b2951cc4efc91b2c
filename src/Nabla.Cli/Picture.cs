using Nabla.Formats;
using Nabla.Images;

namespace Nabla.Cli;

/// <summary>A picture from a file as a model takes it.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Dots">The dots, in the number and with the samples that the model takes.</param>
/// <param name="Note">What was changed; empty where nothing was.</param>
internal sealed record Picture(string File, Pixels Dots, string Note)
{
    /// <summary>The PNG files that a path names: itself, or those of a folder by name.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    internal static string[] Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return System.IO.File.Exists(path) ? [path] : throw new FileNotFoundException($"{path}: there is no such file.");
        }

        string[] files = [.. Directory.EnumerateFiles(path).Where(IsPng).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new FileNotFoundException($"{path}: there is no .png file in this folder.");
    }

    /// <summary>Whether the name is that of a PNG file.</summary>
    internal static bool IsPng(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file and brings the picture into a form. A picture for a network of digits becomes light ink on black in the middle of 28 × 28, as in MNIST.</summary>
    /// <exception cref="ModelFormatException">The file is damaged or no PNG.</exception>
    internal static Picture Read(string file, ImageForm form)
    {
        var stored = ImageFile.Read(file);
        if (form is { TakesDigits: true, Height: not null })
        {
            var digit = stored.ToDigit(out string? changes);
            string[] parts =
            [
                stored.Channels > 2 ? "colours became grey" : "",
                changes?.Contains("inverted", StringComparison.Ordinal) == true ? "inverted to light ink on black" : "",
                digit.Height != stored.Height || digit.Width != stored.Width ? $"cut, scaled and centred from {stored.Height} × {stored.Width}" : "",
            ];
            return new(file, digit, string.Join("; ", parts.Where(part => part.Length > 0)));
        }

        var notes = new List<string>();
        var dots = stored.To8Bits();
        if (stored.Bits == 16)
        {
            notes.Add("16 bits became 8");
        }

        if (dots.HasAlpha && form.Channels != 4)
        {
            dots = dots.Flatten();
            notes.Add("transparency became white");
        }

        if (dots.Channels != form.Channels)
        {
            notes.Add(form.Channels == 1 ? "colours became grey" : $"{Words(dots.Channels)} became {Words(form.Channels)}");
            dots = form.Channels == 1 ? dots.ToGrayscale() : Widened(dots, form.Channels);
        }

        if ((form.Height ?? dots.Height, form.Width ?? dots.Width) is var (height, width) && (height, width) != (dots.Height, dots.Width))
        {
            notes.Add($"resized from {dots.Height} × {dots.Width} to {height} × {width}");
            dots = dots.Resize(height, width);
        }

        return new(file, dots, string.Join("; ", notes));
    }

    /// <summary>Grey as three equal colours; opaque where there is no alpha.</summary>
    static Pixels Widened(Pixels picture, int channels)
    {
        int own = picture.Channels, colours = own >= 3 ? 3 : 1, dots = picture.Height * picture.Width;
        byte[] wide = new byte[checked(dots * channels)];
        for (int i = 0; i < dots; i++)
        {
            for (int c = 0; c < channels; c++)
            {
                wide[(i * channels) + c] = c < 3 ? picture.Bytes[(i * own) + Math.Min(c, colours - 1)] : own is 2 or 4 ? picture.Bytes[(i * own) + own - 1] : (byte)255;
            }
        }

        return new(picture.Height, picture.Width, channels, wide);
    }

    static string Words(int channels) => channels switch { 1 => "grey", 2 => "grey with alpha", 3 => "RGB", _ => "RGBA" };
}
