using Nabla.Files;
using Nabla.Formats;

namespace Nabla.Images;

/// <summary>Pictures in files.</summary>
public static class ImageFile
{
    /// <summary>Reads a PNG file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">1 grey, 2 grey and alpha, 3 RGB, 4 RGBA; 0 as stored.</param>
    /// <param name="limits">How much the file may ask for; <see cref="Png.DefaultLimits"/> where none are given.</param>
    /// <exception cref="ModelFormatException">The file is damaged, incomplete, larger than the limits, or no PNG.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static Pixels Read(string path, int channels = 0, LoadLimits? limits = null)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        long most = Math.Min((limits ?? Png.DefaultLimits).MaxDecodedBytes, Array.MaxLength);
        if (stream.Length > most)
        {
            throw new ModelFormatException(path, "", $"the file holds {stream.Length:N0} bytes, and at most {most:N0} are read");
        }

        byte[] file = new byte[stream.Length];
        stream.ReadExactly(file);
        return Png.Decode(file, channels, limits: limits, name: path);
    }

    extension(Pixels picture)
    {
        /// <summary>The picture as the bytes of a PNG file.</summary>
        public byte[] ToPng() => Png.Encode(picture);

        /// <summary>Writes the picture to a file whose name ends in .png; a crash leaves the old file or the new one.</summary>
        /// <exception cref="ArgumentException">The name ends otherwise.</exception>
        public void Save(string path)
        {
            if (!string.Equals(Path.GetExtension(path), ".png", StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException($"Save: '{path}': the name of a picture must end in .png.", nameof(path));
            }

            CrashSafeFile.Write(path, picture.ToPng());
        }
    }
}
