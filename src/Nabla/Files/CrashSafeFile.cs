using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Nabla.Files;

/// <summary>Writes a file so that a crash at any moment leaves the old content or the whole new one.</summary>
/// <remarks>The content goes to a temporary name in the same folder and to the disk; then the name is changed in one step, and the folder is flushed where the system allows it.</remarks>
public static class CrashSafeFile
{
    static int count;

    /// <summary>Replaces or creates the file at <paramref name="path"/> with what <paramref name="write"/> writes. If it throws, the old file stays and the temporary one goes.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        path = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(path) ?? throw new ArgumentException($"Write: '{path}': expected the path of a file, not of a drive or root folder.", nameof(path));
        var (stream, temporary) = Open(folder, Path.GetFileName(path));
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        FlushFolder(folder);
    }

    /// <summary>Replaces or creates the file at <paramref name="path"/> with these bytes.</summary>
    public static void Write(string path, byte[] content) => Write(path, stream => stream.Write(content));

    static (FileStream Stream, string Path) Open(string folder, string name)
    {
        // A long name is cut, so that the temporary one stays within what file systems take.
        if (name.Length > 60) name = name[..60];
        while (true)
        {
            var path = Path.Combine(folder, $".{name}.{Environment.ProcessId}.{Interlocked.Increment(ref count)}.tmp");
            try
            {
                return (new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16), path);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Left behind by a crashed process of the same number: take the next name.
            }
        }
    }

    /// <summary>Makes the new name itself last. Systems without a way to do so keep the file's content safe all the same.</summary>
    static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = OpenFolder(folder, 0);
        if (descriptor < 0) return;
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            RandomAccess.FlushToDisk(handle);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Some file systems refuse to flush a folder.
        }
    }

    // The base library opens no folders; the system call does. Flag 0 is "read only" on every Unix.
    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    static extern int OpenFolder([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
