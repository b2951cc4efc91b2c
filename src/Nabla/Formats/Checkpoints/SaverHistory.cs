namespace Nabla.Formats.TensorFlow;

/// <summary>Which checkpoints a saver keeps, and which one is to be deleted next.</summary>
sealed class SaverHistory(int maxToKeep, double keepEveryHours, TimeProvider clock)
{
    readonly List<(string Prefix, DateTimeOffset Saved)> kept = [];
    DateTimeOffset nextPreserved = After(clock.GetUtcNow(), keepEveryHours);

    /// <summary>Those that are kept and may be deleted, oldest first.</summary>
    public IReadOnlyList<string> Prefixes => [.. kept.Select(one => one.Prefix)];

    /// <summary>Notes that one was saved; gives those to delete.</summary>
    public List<string> Add(string prefix)
    {
        if (maxToKeep == 0) return [];
        kept.RemoveAll(one => one.Prefix == prefix);
        kept.Add((prefix, clock.GetUtcNow()));
        var gone = new List<string>();
        while (kept.Count > maxToKeep)
        {
            var (old, saved) = kept[0];
            kept.RemoveAt(0);
            // The first one saved after each span of hours leaves the list, and stays on the disk.
            if (saved > nextPreserved) nextPreserved = After(nextPreserved, keepEveryHours);
            else gone.Add(old);
        }
        return gone;
    }

    /// <summary>Replaces the list after a restart.</summary>
    public void Recover(IEnumerable<string> prefixes)
    {
        kept.Clear();
        kept.AddRange(prefixes.Select(prefix => (prefix, new FileInfo(CheckpointNames.Index(prefix)) is { Exists: true } file ? new DateTimeOffset(file.LastWriteTimeUtc) : clock.GetUtcNow())));
    }

    // So many hours may lie beyond the end of the calendar.
    static DateTimeOffset After(DateTimeOffset start, double hours) => hours < 1e6 ? start.AddHours(hours) : DateTimeOffset.MaxValue;
}
