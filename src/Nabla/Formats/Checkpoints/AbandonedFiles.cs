using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>Temporary files of checkpoints whose process was killed while it wrote them.</summary>
static class AbandonedFiles
{
    static readonly TimeSpan age = TimeSpan.FromDays(1);

    /// <summary>Deletes those of a folder that nobody has written to for a day: no save takes so long.</summary>
    public static void Delete(CheckpointFolder folder, TimeProvider clock)
    {
        foreach (var name in folder.Names.Where(IsTemporary).ToList())
        {
            var file = new FileInfo(ContainedFile.PathOf(folder.Shown, name));
            if (file.Exists && new DateTimeOffset(file.LastWriteTimeUtc) < clock.GetUtcNow() - age) file.Delete();
        }
    }

    /// <summary>Whether a name is one that <see cref="CrashSafeFile"/> gives to an index or to values: <c>.model.ckpt.index.PROCESS.NUMBER.tmp</c>.</summary>
    static bool IsTemporary(string name)
    {
        if (name[0] != '.' || !name.EndsWith(".tmp", StringComparison.Ordinal)) return false;
        var parts = name.Split('.');
        return parts.Length >= 6 && parts[^2].All(char.IsAsciiDigit) && parts[^3].All(char.IsAsciiDigit) && (parts[^4] == "index" || parts[^4].StartsWith("data-", StringComparison.Ordinal));
    }
}
