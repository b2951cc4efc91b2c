using Nabla.Formats.Protobuf;

namespace Nabla.Formats;

/// <summary>Reads TensorFlow's event files, which TensorBoard shows, also while they are being written.</summary>
/// <remarks>
/// A file that ends within an event, or in which bytes are damaged, gives the events before that place. <see cref="Next"/> may be called again later: where the file has grown, it goes on.
/// One event is in memory at a time.
/// </remarks>
public sealed class EventFileReader : IDisposable
{
    readonly Stream stream;
    readonly string file;
    readonly LoadLimits limits;
    readonly RecordFrames frames;
    ModelFormatException? failure;

    /// <summary>Opens a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public EventFileReader(string path, LoadLimits? limits = null)
        : this(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16), Path.GetFileName(path), limits)
    {
    }

    /// <summary>Reads from a stream that can seek; it is disposed of with the reader.</summary>
    /// <param name="stream">The file's content.</param>
    /// <param name="file">What error messages call it.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    public EventFileReader(Stream stream, string file, LoadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek) throw new ArgumentException("EventFileReader: a stream that cannot seek: going on after an incomplete event needs it. Read it into memory first.", nameof(stream));
        (this.stream, this.file, this.limits) = (stream, file, limits ?? LoadLimits.Default);
        frames = new RecordFrames(stream, this.limits);
    }

    /// <summary>How many events were read.</summary>
    public long Count { get; private set; }

    /// <summary>Where the next event begins, in bytes.</summary>
    public long Position => frames.Position;

    /// <summary>Why the last call of <see cref="Next"/> gave no event, where the file did not end right after one; empty otherwise.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The next event; null where no whole one is there (yet).</summary>
    /// <exception cref="ModelFormatException">A record is whole, and holds no event: it is no event file.</exception>
    public LoggedEvent? Next()
    {
        if (failure is not null) throw failure;
        stream.Position = frames.Position;
        var at = frames.Position;
        var state = frames.Next();
        Problem = state is RecordState.Whole or RecordState.End ? "" : frames.Problem;
        if (state != RecordState.Whole) return null;
        try
        {
            var result = new LoggedEvent(Messages.ParseSmall(Event.Parser, frames.Payload, file, $"event {Count} at byte {at}", limits), file, limits);
            Count++;
            return result;
        }
        catch (ModelFormatException error)
        {
            failure = error;
            throw;
        }
    }

    /// <summary>The events that are there.</summary>
    /// <exception cref="ModelFormatException">A record is whole, and holds no event: it is no event file.</exception>
    public IEnumerable<LoggedEvent> ReadToEnd()
    {
        while (Next() is { } next) yield return next;
    }

    /// <summary>The events of a file, read while they are asked for; those before the place where it is cut or damaged.</summary>
    /// <exception cref="ModelFormatException">A record is whole, and holds no event: it is no event file.</exception>
    public static IEnumerable<LoggedEvent> Read(string path, LoadLimits? limits = null)
    {
        using var reader = new EventFileReader(path, limits);
        foreach (var next in reader.ReadToEnd()) yield return next;
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
