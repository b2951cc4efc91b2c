using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>The files among which a checkpoint lies.</summary>
interface ICheckpointFiles
{
    /// <summary>The folder, for messages.</summary>
    string Shown { get; }

    /// <summary>Opens a file; null where there is none.</summary>
    Stream? Open(string name);

    /// <summary>Names of all files.</summary>
    IEnumerable<string> Names { get; }
}

/// <summary>A folder of the disk.</summary>
sealed class CheckpointFolder(string path) : ICheckpointFiles
{
    public string Shown => path;

    public IEnumerable<string> Names => Directory.Exists(path) ? Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)!) : [];

    public Stream? Open(string name)
    {
        try
        {
            return ContainedFile.OpenRead(path, name);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The folder and the name of a prefix, as <c>runs/model.ckpt-100</c>.</summary>
    /// <exception cref="ArgumentException">The prefix names no file.</exception>
    public static (CheckpointFolder Folder, string Name) Of(string prefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(prefix);
        var name = Path.GetFileName(prefix);
        if (name.Length == 0) throw new ArgumentException($"Checkpoint: '{prefix}': expected a folder and a name, such as 'runs/model.ckpt'. Checkpoints.LatestCheckpoint finds the newest one of a folder.", nameof(prefix));
        var folder = Path.GetDirectoryName(prefix);
        return (new CheckpointFolder(string.IsNullOrEmpty(folder) ? "." : folder), name);
    }
}
