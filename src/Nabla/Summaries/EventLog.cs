using System.Globalization;
using Google.Protobuf;
using Nabla.Formats;
using Nabla.Formats.Protobuf;

namespace Nabla.Summaries;

/// <summary>An event file that is being written: a queue of events, handed to the operating system when it is full, on demand, and from time to time.</summary>
sealed class EventLog : IDisposable
{
    const string Version = "brain.Event:2", Writer = "tensorflow.core.util.events_writer";

    static int count;

    readonly Lock gate = new();
    readonly TimeProvider time;
    readonly FileStream stream;
    readonly ITimer timer;
    readonly int maxQueue;
    int queued;
    Exception? failure;
    bool isDisposed;

    public EventLog(string folder, SummaryForm form, int maxQueue, double flushSeconds, string suffix, TimeProvider time)
    {
        (this.time, this.maxQueue) = (time, maxQueue);
        Directory.CreateDirectory(folder);
        var seconds = (long)WallTime();
        stream = Make(folder, seconds, form, suffix);
        Write(new Event { WallTime = seconds, FileVersion = Version, SourceMetadata = new() { Writer = Writer } });
        Flush();
        var period = TimeSpan.FromSeconds(flushSeconds);
        timer = time.CreateTimer(_ => FlushNow(), null, period, period);
    }

    public string Path => stream.Name;

    /// <summary>Queues an event with the present time.</summary>
    public void Add(Event next)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(FileWriter));
            ThrowFailure();
            next.WallTime = WallTime();
            Write(next);
            if (++queued >= maxQueue) Flush();
        }
    }

    /// <summary>Hands everything queued to the operating system: readers see it, and the end of this process does not lose it.</summary>
    public void FlushAll()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, typeof(FileWriter));
            ThrowFailure();
            Flush();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            if (isDisposed) return;
            isDisposed = true;
            timer.Dispose();
            stream.Dispose();
            ThrowFailure();
        }
    }

    // The timer's thread has no caller: what goes wrong there is told to the next one that comes.
    void FlushNow()
    {
        lock (gate)
        {
            if (isDisposed || queued == 0) return;
            try
            {
                Flush();
            }
            catch (IOException error)
            {
                failure = error;
            }
        }
    }

    void ThrowFailure()
    {
        if (failure is not { } error) return;
        failure = null;
        throw new IOException($"FileWriter: '{Path}': events could not be written: {error.Message}", error);
    }

    void Write(Event next) => RecordFrames.Write(stream, next.ToByteArray());

    void Flush()
    {
        stream.Flush();
        queued = 0;
    }

    // Whole seconds apart: all ticks since 1970 are more than a double counts exactly.
    double WallTime()
    {
        var (seconds, ticks) = Math.DivRem((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks, TimeSpan.TicksPerSecond);
        return seconds + ticks / (double)TimeSpan.TicksPerSecond;
    }

    // TensorFlow's names; a second writer in one second gets a number, where TensorFlow 1 would replace the first one's file.
    static FileStream Make(string folder, long seconds, SummaryForm form, string suffix)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds:0000000000}.{Environment.MachineName}");
        if (form == SummaryForm.TensorFlow2) name += string.Create(CultureInfo.InvariantCulture, $".{Environment.ProcessId}.{Interlocked.Increment(ref count) - 1}");
        var tail = suffix + (form == SummaryForm.TensorFlow2 ? ".v2" : "");
        for (var number = 0; ; number++)
        {
            var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, number == 0 ? name + tail : string.Create(CultureInfo.InvariantCulture, $"{name}.{number}{tail}")));
            try
            {
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, 1 << 16);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Taken: try the next number.
            }
        }
    }
}
