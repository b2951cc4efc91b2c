namespace Nabla.Files;

/// <summary>Opens files whose names come from a model, an archive or a user's folder: no name leads out of the given folder, and links are refused.</summary>
/// <remarks>A name is relative, its parts are separated by <c>/</c>, and no part is empty, <c>.</c> or <c>..</c>.</remarks>
public static class ContainedFile
{
    static readonly string[] windowsDevices = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

    /// <summary>The path of <paramref name="name"/> in <paramref name="folder"/>.</summary>
    /// <exception cref="ModelFormatException">The name leads elsewhere, or a part of the path is a link.</exception>
    public static string PathOf(string folder, string name)
    {
        CheckName(folder, name);
        var parts = name.Split('/');
        var path = Path.GetFullPath(folder);
        foreach (var part in parts)
        {
            if (OperatingSystem.IsWindows() && !IsWindowsName(part)) throw new ModelFormatException(folder, Shown(name), "this name is not the name of a file on Windows");
            path = Path.Combine(path, part);
            RefuseLink(folder, name, path);
        }
        return path;
    }

    /// <summary>Whether there is a file of this name in the folder.</summary>
    /// <exception cref="ModelFormatException">The name leads elsewhere, or a part of the path is a link.</exception>
    public static bool Exists(string folder, string name) => File.Exists(PathOf(folder, name));

    /// <summary>Deletes a file of the folder; nothing happens where there is none.</summary>
    /// <exception cref="ModelFormatException">The name leads elsewhere, or a part of the path is a link.</exception>
    public static void Delete(string folder, string name) => File.Delete(PathOf(folder, name));

    /// <summary>Opens a file of the folder for reading.</summary>
    /// <exception cref="ModelFormatException">The name leads elsewhere, or a part of the path is a link.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileStream OpenRead(string folder, string name)
    {
        var path = PathOf(folder, name);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            // Looked at again now that the file is held open: a link put there in between is noticed.
            PathOf(folder, name);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The whole content of a file of the folder.</summary>
    /// <exception cref="ModelFormatException">The name leads elsewhere, a part of the path is a link, or the file is larger than the limits allow.</exception>
    public static byte[] ReadAllBytes(string folder, string name, LoadLimits? limits = null)
    {
        using var stream = OpenRead(folder, name);
        var most = Math.Min((limits ?? LoadLimits.Default).MaxDecodedBytes, Array.MaxLength);
        if (stream.Length > most) throw new ModelFormatException(folder, Shown(name), $"it holds {stream.Length:N0} bytes, and at most {most:N0} are read at once");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Writes a file of the folder so that a crash leaves the old content or the new one, never a mixture; makes the folders on the way.</summary>
    /// <exception cref="ModelFormatException">The name leads elsewhere, or a part of the path is a link.</exception>
    public static void Write(string folder, string name, Action<Stream> write)
    {
        var path = PathOf(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        PathOf(folder, name);
        CrashSafeFile.Write(path, write);
    }

    /// <summary>Throws unless the name is relative, with parts that are neither empty nor <c>.</c> nor <c>..</c>, and without characters that some system reads as a separator.</summary>
    internal static void CheckName(string file, string name) => Check(file, name, name.Length > 1);

    /// <summary>The same for a member of an archive, which is read by its name and never becomes a file: there <c>x:0.npy</c>, the array of a tensor x:0, is no path on a drive.</summary>
    internal static void CheckMember(string file, string name) => Check(file, name, name.Length == 2 || (name.Length > 2 && name[2] is '/' or '\\'));

    static void Check(string file, string name, bool mayHaveDrive)
    {
        var reason =
            name.Length == 0 ? "the name is empty" :
            name[0] == '/' ? "the name is absolute" :
            mayHaveDrive && name[1] == ':' && char.IsAsciiLetter(name[0]) ? "the name begins with a drive" :
            name.Contains('\\') ? "the name holds a backslash" :
            name.Any(char.IsControl) ? "the name holds a control character" :
            name.Split('/').Any(part => part is "." or "..") ? "the name leads out of its folder" :
            name.TrimEnd('/').Split('/').Any(part => part.Length == 0) ? "a part of the name is empty" : null;
        if (reason is not null) throw new ModelFormatException(file, Shown(name), reason);
    }

    /// <summary>The name as it may stand in a message: control characters replaced, cut to 200 characters.</summary>
    internal static string Shown(string name)
    {
        var text = new string([.. name.Take(200).Select(c => char.IsControl(c) ? '?' : c)]);
        return $"'{text}{(name.Length > 200 ? "…" : "")}'";
    }

    static void RefuseLink(string folder, string name, string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null || (file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint)))
            throw new ModelFormatException(folder, Shown(name), "a part of this path is a link, and links are not followed");
    }

    static bool IsWindowsName(string part)
    {
        var stem = part.Split('.')[0].TrimEnd(' ');
        var isDevice = windowsDevices.Contains(stem, StringComparer.OrdinalIgnoreCase)
            || (stem.Length == 4 && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)));
        return !isDevice && part.IndexOfAny([':', '*', '?', '"', '<', '>', '|']) < 0 && !part.EndsWith('.') && !part.EndsWith(' ');
    }
}
