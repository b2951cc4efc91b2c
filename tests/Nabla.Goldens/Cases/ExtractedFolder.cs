using Nabla.Files;

namespace Nabla.Goldens.Cases;

/// <summary>The files of an archive in a folder of their own, which goes when it is disposed of.</summary>
sealed class ExtractedFolder : IDisposable
{
    ExtractedFolder()
    {
    }

    /// <summary>Where the files lie.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("nabla-golden-").FullName;

    /// <summary>A folder without files.</summary>
    public static ExtractedFolder Empty() => new();

    /// <summary>Unpacks the members of an archive whose names begin so, with their relative places below that prefix.</summary>
    public static ExtractedFolder Of(string archive, string prefix = "")
    {
        var folder = new ExtractedFolder();
        using var reader = ArchiveReader.Open(archive);
        foreach (var member in reader.Members)
        {
            if (member.IsFolder || member.Name.Length == prefix.Length || !member.Name.StartsWith(prefix, StringComparison.Ordinal)) continue;
            ContainedFile.Write(folder.Root, member.Name[prefix.Length..], stream => stream.Write(reader.ReadAllBytes(member)));
        }
        return folder;
    }

    public string PathOf(string name) => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
