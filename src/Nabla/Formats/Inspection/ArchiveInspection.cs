using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Describes ZIP archives: models of Keras, arrays of NumPy, and others by their members.</summary>
static class ArchiveInspection
{
    public static bool Knows(string path, ReadOnlySpan<byte> start) =>
        start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8)
        || (start.Length > 0 && (path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase)));

    public static Inspection Of(string path, LoadLimits limits)
    {
        using var archive = ArchiveReader.Open(path, limits);
        if (archive.IsUnproven)
        {
            foreach (var member in archive.Members) archive.Verify(member);
        }
        if (archive.Find(KerasArchive.ConfigName) is not null) return KerasInspection.Of(archive, limits);
        var files = archive.Members.Where(member => !member.IsFolder).ToList();
        if (files.TrueForAll(member => member.Name.EndsWith(".npy", StringComparison.Ordinal)) && (files.Count > 0 || path.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))) return OfArrays(archive, files, limits);
        var problems = new List<string>();
        foreach (var member in files) Shown.Guard(problems, () => archive.Verify(member));
        return files.Exists(member => Path.GetFileName(member.Name) == "data.pkl")
            ? new("PyTorch file (ZIP with a pickle)", [.. Facts(archive), ("content", "Python objects: only running code could read them, so they are not read. Save the tensors as safetensors")], [Members(archive)], problems)
            : new("ZIP archive", Facts(archive), [Members(archive)], problems);
    }

    /// <summary>The members with their sizes.</summary>
    public static InspectionTable Members(ArchiveReader archive) => new("Members", ["name", "bytes", "bytes in the archive"],
        [.. archive.Members.Select(member => (IReadOnlyList<string>)[member.Name, Shown.Number(member.Length), Shown.Number(member.StoredLength)])]);

    static List<(string, string)> Facts(ArchiveReader archive) => [("members", Shown.Number(archive.Members.Count)), ("bytes", Shown.Number(archive.Members.Aggregate((Int128)0, (sum, member) => sum + member.Length)))];

    static Inspection OfArrays(ArchiveReader archive, List<ArchiveMember> files, LoadLimits limits)
    {
        var (rows, problems, elements, bytes) = (new List<IReadOnlyList<string>>(), new List<string>(), (Int128)0, (Int128)0);
        foreach (var member in files)
        {
            Shown.Guard(problems, () =>
            {
                var array = Npz.ReadArray(archive, member, limits);
                var size = (Int128)array.Values.Length * array.Type.Size;
                (elements, bytes) = (elements + array.Values.Length, bytes + size);
                rows.Add([member.Name[..^4], array.Type.Description, Shown.Lengths(array.Shape), Shown.Number(size), member.IsDeflated ? "deflated" : ""]);
            });
        }
        return new("NumPy arrays (.npz)", [("arrays", Shown.Number(files.Count)), ("elements", Shown.Number(elements)), ("bytes of data", Shown.Number(bytes))], [new("Arrays", ["name", "type", "shape", "bytes", "stored"], rows)], problems);
    }
}
