namespace Nabla.Formats;

/// <summary>Describes PNG pictures.</summary>
static class PictureInspection
{
    public static bool Knows(string path, ReadOnlySpan<byte> start) => Png.IsPng(start);

    public static Inspection Of(string path, LoadLimits limits)
    {
        var full = Path.GetFullPath(path);
        var content = Nabla.Files.ContainedFile.ReadAllBytes(Path.GetDirectoryName(full)!, Path.GetFileName(full), limits);
        var file = PngFile.Read(content, path);
        var header = file.Header;
        var problems = new List<string>();
        Shown.Guard(problems, () => Png.Decode(content, limits: limits, name: path));
        var colour = header.Colour switch
        {
            PngColour.Grey => "grey",
            PngColour.Rgb => "RGB",
            PngColour.Palette => $"palette of {file.Palette!.Length / 3} colours",
            PngColour.GreyAlpha => "grey with alpha",
            _ => "RGBA",
        };
        return new("PNG picture",
        [
            ("height", Shown.Number(header.Height)), ("width", Shown.Number(header.Width)), ("dots", colour), ("bits a sample", Shown.Number(header.Depth)),
            ("interlaced", header.Interlaced ? "yes" : "no"), ("transparency", header.Colour is PngColour.GreyAlpha or PngColour.Rgba || file.Transparency is not null ? "yes" : "no"), ("bytes", Shown.Number(content.Length)),
        ], [], problems);
    }
}
