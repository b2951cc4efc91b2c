namespace Nabla.Files;

/// <summary>One member of a ZIP archive.</summary>
/// <param name="Name">Its name as it stands in the archive: relative, parts separated by <c>/</c>.</param>
/// <param name="Length">Bytes it holds when decoded.</param>
/// <param name="StoredLength">Bytes it takes in the archive.</param>
/// <param name="IsDeflated">Whether it is compressed.</param>
/// <param name="Checksum">CRC-32 of the decoded bytes.</param>
/// <param name="Offset">Where its bytes begin in the archive.</param>
public sealed record ArchiveMember(string Name, long Length, long StoredLength, bool IsDeflated, uint Checksum, long Offset)
{
    /// <summary>Whether it stands for a folder.</summary>
    public bool IsFolder => Name.EndsWith('/');
}
