using System.IO.Compression;

namespace Nabla.Files;

/// <summary>Reads a ZIP archive member by member, stored or deflated, with 64-bit lengths; nothing is ever extracted to a folder.</summary>
/// <remarks>
/// Refused when opened: names that lead out of a folder, two members of one name, members that share bytes, encryption, other compression, lengths that no data could give.
/// Refused when read: data that end early, do not decode, or do not match their checksum. Not safe for use from several threads at once.
/// </remarks>
public sealed class ArchiveReader : IDisposable
{
    readonly Stream stream;
    readonly string file;
    readonly LoadLimits limits;
    readonly Dictionary<string, ArchiveMember> members;
    long decoded;

    /// <summary>Reads the directory of the archive.</summary>
    /// <param name="stream">A seekable stream that holds the archive from its start to its end; disposed with the reader.</param>
    /// <param name="file">What error messages call the archive.</param>
    /// <param name="limits">Limits of the decoded contents, for all members together.</param>
    /// <exception cref="ModelFormatException">It is no ZIP archive, or one that is refused.</exception>
    public ArchiveReader(Stream stream, string file, LoadLimits? limits = null)
    {
        (this.stream, this.file, this.limits) = (stream, file, limits ?? LoadLimits.Default);
        Members = new ArchiveDirectory(stream, file, this.limits).Read();
        members = Members.ToDictionary(m => m.Name, StringComparer.Ordinal);
    }

    /// <summary>Opens the archive at a path.</summary>
    /// <exception cref="ModelFormatException">It is no ZIP archive, or one that is refused.</exception>
    public static ArchiveReader Open(string path, LoadLimits? limits = null)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return new ArchiveReader(stream, Path.GetFileName(path), limits);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>All members, in the order of the directory.</summary>
    public IReadOnlyList<ArchiveMember> Members { get; }

    /// <summary>What error messages call the archive.</summary>
    public string File => file;

    /// <summary>The member of this name, or null.</summary>
    public ArchiveMember? Find(string name) => members.GetValueOrDefault(name);

    /// <summary>Calls <paramref name="read"/> with a stream of the member's decoded bytes. It must read all of them; the checksum is compared afterwards.</summary>
    /// <remarks>A member that decodes to far more than it takes in the archive is decoded once without being kept first, so that a bad one costs no memory.</remarks>
    /// <exception cref="ModelFormatException">The data are damaged, or exceed the limits.</exception>
    public T Read<T>(ArchiveMember member, Func<Stream, T> read)
    {
        decoded += member.Length;
        if (decoded > limits.MaxDecodedBytes) throw Bad(member, $"the archive decodes to more than {limits.MaxDecodedBytes:N0} bytes");
        if (member.Length > LoadLimits.Unproven && member.Length > 2 * member.StoredLength) Verify(member);
        return ReadUnproven(member, read);
    }

    /// <summary>The decoded bytes of a member.</summary>
    /// <exception cref="ModelFormatException">The data are damaged, or exceed the limits.</exception>
    public byte[] ReadAllBytes(ArchiveMember member)
    {
        if (member.Length > Array.MaxLength) throw Bad(member, $"it decodes to {member.Length:N0} bytes, too many for one array");
        return Read(member, source =>
        {
            var bytes = new byte[member.Length];
            source.ReadExactly(bytes);
            return bytes;
        });
    }

    /// <summary>Decodes a member without keeping it.</summary>
    /// <exception cref="ModelFormatException">The data are damaged.</exception>
    public void Verify(ArchiveMember member) => ReadUnproven(member, source =>
    {
        Span<byte> buffer = stackalloc byte[8192];
        while (source.Read(buffer) > 0) { }
        return true;
    });

    /// <summary>Whether the members together decode to so much more than the archive holds that they should be verified before any is kept.</summary>
    internal bool IsUnproven => Members.Sum(m => (double)m.Length) > LoadLimits.Unproven + 2.0 * stream.Length;

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    T ReadUnproven<T>(ArchiveMember member, Func<Stream, T> read)
    {
        var stored = new StreamPart(stream, member.Offset, member.StoredLength);
        using var decoding = member.IsDeflated ? (Stream)new DeflateStream(stored, CompressionMode.Decompress) : stored;
        var source = new CheckedStream(decoding, member.Length);
        T result;
        try
        {
            result = read(source);
            source.Finish();
        }
        catch (InvalidDataException error)
        {
            throw new ModelFormatException(file, Place(member), "the compressed data do not decode", error);
        }
        catch (EndOfStreamException error)
        {
            throw new ModelFormatException(file, Place(member), $"the data end early: {member.Length:N0} bytes are promised", error);
        }
        if (source.Checksum != member.Checksum) throw Bad(member, "the data do not match their checksum");
        return result;
    }

    static string Place(ArchiveMember member) => "member " + ContainedFile.Shown(member.Name);

    ModelFormatException Bad(ArchiveMember member, string reason) => new(file, Place(member), reason);
}
