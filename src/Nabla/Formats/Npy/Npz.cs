using Nabla.Files;

namespace Nabla.Formats;

/// <summary>NumPy's .npz files: ZIP archives of .npy files, stored or deflated.</summary>
/// <remarks>Members are read one by one and never extracted. A member <c>x.npy</c> has the key <c>x</c>, as in NumPy. Refused: two members of one name, members that share bytes, names that lead out of a folder.</remarks>
public static class Npz
{
    /// <summary>Reads all arrays of an archive, in its order.</summary>
    /// <exception cref="ModelFormatException">It is no archive of arrays that can be read.</exception>
    public static IReadOnlyList<KeyValuePair<string, NpyArray>> ReadArrays(string path, LoadLimits? limits = null)
    {
        using var archive = ArchiveReader.Open(path, limits);
        return ReadArrays(archive, limits ?? LoadLimits.Default);
    }

    /// <summary>Reads all arrays of an archive, in its order.</summary>
    /// <param name="content">The content of a .npz file.</param>
    /// <param name="file">What error messages call it.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="ModelFormatException">It is no archive of arrays that can be read.</exception>
    public static IReadOnlyList<KeyValuePair<string, NpyArray>> ReadArrays(byte[] content, string file, LoadLimits? limits = null)
    {
        using var archive = new ArchiveReader(new MemoryStream(content), file, limits);
        return ReadArrays(archive, limits ?? LoadLimits.Default);
    }

    /// <summary>Writes arrays to an archive; a crash leaves the old file or the whole new one.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="arrays">The arrays by key, in the order to write.</param>
    /// <param name="compress">Whether to deflate them.</param>
    /// <exception cref="ArgumentException">Two arrays have one key.</exception>
    public static void WriteArrays(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays, bool compress = false) => CrashSafeFile.Write(path, stream =>
    {
        using var archive = new ArchiveWriter(stream);
        foreach (var (key, array) in arrays) archive.Add(key + ".npy", member => NpyWriter.Write(member, array), compress);
    });

    internal static NpyArray ReadArray(ArchiveReader archive, ArchiveMember member, LoadLimits limits) =>
        archive.Read(member, stream => NpyReader.Read(stream, member.Length, archive.File, $"member {ContainedFile.Shown(member.Name)}", limits));

    static List<KeyValuePair<string, NpyArray>> ReadArrays(ArchiveReader archive, LoadLimits limits)
    {
        if (archive.IsUnproven)
        {
            foreach (var member in archive.Members) archive.Verify(member);
        }
        var arrays = new List<KeyValuePair<string, NpyArray>>();
        foreach (var member in archive.Members)
        {
            if (member.IsFolder) continue;
            var key = member.Name.EndsWith(".npy", StringComparison.Ordinal) ? member.Name[..^4] : member.Name;
            arrays.Add(new(key, ReadArray(archive, member, limits)));
        }
        return arrays;
    }
}
