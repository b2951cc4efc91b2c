using Nabla.Files;
using Nabla.Formats;
using Nabla.Formats.TensorFlow;

namespace Nabla;

/// <summary>Finds the checkpoints of a folder, by its state file <c>checkpoint</c>.</summary>
/// <remarks>
/// The state file is text that TensorFlow writes and reads too. Its paths are relative to the folder, and none may lead out of it. An absolute path, as older versions wrote, is taken for the
/// checkpoint of that name in the folder, so that a folder may be moved or copied.
/// </remarks>
public static class Checkpoints
{
    /// <summary>The name of the state file.</summary>
    public const string StateFile = "checkpoint";

    /// <summary>Prefix of the newest checkpoint of a folder; null where there is no state file, or the checkpoint that it names is gone.</summary>
    /// <param name="folder">The folder in which checkpoints were saved.</param>
    /// <param name="stateFile">Name of the state file.</param>
    /// <exception cref="ModelFormatException">The state file is damaged, or leads out of the folder.</exception>
    public static string? LatestCheckpoint(string folder, string stateFile = StateFile) =>
        GetCheckpointState(folder, stateFile) is { } state && CheckpointReader.Exists(state.Latest) ? state.Latest : null;

    /// <summary>What the state file of a folder says; null where there is none.</summary>
    /// <param name="folder">The folder in which checkpoints were saved.</param>
    /// <param name="stateFile">Name of the state file.</param>
    /// <exception cref="ModelFormatException">The state file is damaged, or leads out of the folder.</exception>
    public static CheckpointState? GetCheckpointState(string folder, string stateFile = StateFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder) || !ContainedFile.Exists(folder, stateFile)) return null;
        return Parse(ContainedFile.ReadAllBytes(folder, stateFile), folder, stateFile, LoadLimits.Default);
    }

    /// <summary>Writes the state file of a folder, so that a crash leaves the old one or the new one.</summary>
    /// <param name="folder">The folder in which the checkpoints lie.</param>
    /// <param name="state">Prefixes with the folder, or relative to it.</param>
    /// <param name="stateFile">Name of the state file.</param>
    /// <exception cref="ArgumentException">A checkpoint does not lie in the folder, or there are not as many timestamps as checkpoints.</exception>
    public static void UpdateCheckpointState(string folder, CheckpointState state, string stateFile = StateFile)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(state);
        if (state.Timestamps.Count > 0 && state.Timestamps.Count != state.All.Count) throw new ArgumentException($"Checkpoint state: {state.Timestamps.Count} timestamps for {state.All.Count} checkpoints: expected one for each, or none.", nameof(state));
        var proto = new Nabla.Formats.Protobuf.CheckpointState { ModelCheckpointPath = Relative(folder, state.Latest), LastPreservedTimestamp = state.LastPreserved };
        proto.AllModelCheckpointPaths.AddRange(state.All.Select(prefix => Relative(folder, prefix)));
        // The newest is one of those that are kept, whatever the caller says.
        if (!proto.AllModelCheckpointPaths.Contains(proto.ModelCheckpointPath) && state.Timestamps.Count == 0) proto.AllModelCheckpointPaths.Add(proto.ModelCheckpointPath);
        proto.AllModelCheckpointTimestamps.AddRange(state.Timestamps);
        ContainedFile.Write(folder, stateFile, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(TextFormat.ToText(proto))));
    }

    internal static CheckpointState Parse(byte[] text, string folder, string stateFile, LoadLimits limits)
    {
        var file = Path.Combine(folder, stateFile);
        var proto = TextFormat.Parse<Nabla.Formats.Protobuf.CheckpointState>(text, file, limits);
        if (proto.ModelCheckpointPath.Length == 0) throw new ModelFormatException(file, "model_checkpoint_path", "it is missing, so the newest checkpoint is not known");
        var latest = Resolve(proto.ModelCheckpointPath, folder, file);
        if (IsAbsolute(proto.ModelCheckpointPath) && !CheckpointReader.Exists(latest))
            throw new ModelFormatException(file, ContainedFile.Shown(proto.ModelCheckpointPath), "it leads out of the folder, and no checkpoint of that name lies in it. Open that checkpoint by its own path if you trust it, or write the state file anew");
        return new CheckpointState(latest, [.. proto.AllModelCheckpointPaths.Select(path => Resolve(path, folder, file))], [.. proto.AllModelCheckpointTimestamps], proto.LastPreservedTimestamp);
    }

    static bool IsAbsolute(string path) => path.StartsWith('/') || Path.IsPathRooted(path) || (path.Length > 1 && path[1] == ':');

    static string Resolve(string path, string folder, string file)
    {
        // Written on another machine, perhaps: what counts is the name.
        var name = IsAbsolute(path) ? InFolder(path, folder) ?? path[(path.LastIndexOfAny(['/', '\\']) + 1)..] : path;
        ContainedFile.CheckName(file, name);
        return Path.Combine(folder, name);
    }

    static string? InFolder(string path, string folder)
    {
        var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : relative;
    }

    static string Relative(string folder, string prefix)
    {
        // A prefix that begins with the folder as it was given, or an absolute one, lies where it says; any other is relative to the folder.
        var starts = Path.IsPathRooted(prefix) || prefix.StartsWith(folder.TrimEnd('/', '\\') + "/", StringComparison.Ordinal) || prefix.StartsWith(folder.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        var relative = starts ? Path.GetRelativePath(folder, prefix).Replace('\\', '/') : prefix;
        if (relative.Split('/').Contains("..") || Path.IsPathRooted(relative)) throw new ArgumentException($"Checkpoint state: '{prefix}' does not lie in '{folder}': expected the checkpoints of the folder.", nameof(prefix));
        return relative;
    }
}
