using Nabla.Files;

namespace Nabla.Goldens.Cases;

/// <summary>A folder of an archive, unpacked; it goes when it is disposed.</summary>
sealed class UnpackedFolder : IDisposable
{
    UnpackedFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Unpacks the case's <c>member</c>, a folder, with all that lies below it.</summary>
    public static UnpackedFolder Of(GoldenCase golden)
    {
        var prefix = golden.Text("member")!;
        var folder = new UnpackedFolder(Directory.CreateTempSubdirectory("nabla-goldens-").FullName);
        try
        {
            using var archive = ArchiveReader.Open(golden.Topic.Archive(golden.Text("archive")!));
            foreach (var member in archive.Members.Where(member => !member.IsFolder && member.Name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                var content = archive.ReadAllBytes(member);
                ContainedFile.Write(folder.Path, member.Name[prefix.Length..], stream => stream.Write(content));
            }
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
