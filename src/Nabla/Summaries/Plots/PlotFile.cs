namespace Nabla.Summaries;

/// <summary>Chooses the kind of file by the ending of its name.</summary>
static class PlotFile
{
    public static byte[] Bytes(string who, string path, Func<byte[]> svg, Func<byte[]> png) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".svg" => svg(),
        ".png" => png(),
        _ => throw new ArgumentException($"{who}.Save: '{path}': the name must end in .svg or .png.", nameof(path)),
    };
}
