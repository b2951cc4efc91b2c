using Nabla.Formats.Protobuf;

namespace Nabla.Formats;

/// <summary>What an event of an event file is about.</summary>
public enum EventKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The version of the file, its first event.</summary>
    FileVersion,

    /// <summary>A graph.</summary>
    GraphDef,

    /// <summary>Summaries: scalars, histograms, images, …</summary>
    Summary,

    /// <summary>A line of a log.</summary>
    LogMessage,

    /// <summary>The start or end of a session, or a checkpoint.</summary>
    SessionLog,

    /// <summary>How long the parts of a run took.</summary>
    RunMetadata,

    /// <summary>A graph with its collections and savers.</summary>
    MetaGraphDef,
}

/// <summary>What a session log says.</summary>
public enum SessionStatus
{
    /// <summary>Nothing.</summary>
    Unspecified,

    /// <summary>A session began: what earlier events say of this step and later ones is void.</summary>
    Start,

    /// <summary>A session ended.</summary>
    Stop,

    /// <summary>A checkpoint was written.</summary>
    Checkpoint,
}

/// <summary>One event of an event file.</summary>
public sealed class LoggedEvent
{
    readonly Event message;

    internal LoggedEvent(Event message, string file, LoadLimits limits)
    {
        this.message = message;
        Values = Kind == EventKind.Summary ? [.. message.Summary.Value.Select(value => new LoggedValue(value, file, limits))] : [];
    }

    /// <summary>When it was written, in seconds since 1970 (UTC).</summary>
    public double WallTime => message.WallTime;

    /// <summary>The training step to which it belongs.</summary>
    public long Step => message.Step;

    /// <summary>What it is about.</summary>
    public EventKind Kind => message.WhatCase switch
    {
        Event.WhatOneofCase.FileVersion => EventKind.FileVersion,
        Event.WhatOneofCase.GraphDef => EventKind.GraphDef,
        Event.WhatOneofCase.Summary => EventKind.Summary,
        Event.WhatOneofCase.LogMessage => EventKind.LogMessage,
        Event.WhatOneofCase.SessionLog => EventKind.SessionLog,
        Event.WhatOneofCase.TaggedRunMetadata => EventKind.RunMetadata,
        Event.WhatOneofCase.MetaGraphDef => EventKind.MetaGraphDef,
        _ => EventKind.None,
    };

    /// <summary>The version of the file, such as <c>brain.Event:2</c>; empty in other events.</summary>
    public string FileVersion => message.FileVersion;

    /// <summary>The values of summaries; empty in other events.</summary>
    public IReadOnlyList<LoggedValue> Values { get; }

    /// <summary>The bytes of the graph, the meta graph or the run metadata; empty in other events.</summary>
    public ReadOnlyMemory<byte> Content => Kind switch
    {
        EventKind.GraphDef => message.GraphDef.Memory,
        EventKind.MetaGraphDef => message.MetaGraphDef.Memory,
        EventKind.RunMetadata => message.TaggedRunMetadata.RunMetadata.Memory,
        _ => default,
    };

    /// <summary>The tag of run metadata; empty in other events.</summary>
    public string Tag => message.TaggedRunMetadata?.Tag ?? "";

    /// <summary>What a session log says; <see cref="SessionStatus.Unspecified"/> in other events.</summary>
    public SessionStatus Status => (SessionStatus)(message.SessionLog?.Status ?? SessionLog.Types.SessionStatus.StatusUnspecified);

    /// <summary>The path of the checkpoint that a session log names; empty in other events.</summary>
    public string CheckpointPath => message.SessionLog?.CheckpointPath ?? "";

    /// <summary>The text of a log message or session log; empty in other events.</summary>
    public string Message => message.LogMessage?.Message ?? message.SessionLog?.Msg ?? "";

    /// <summary>Kind, step and tags.</summary>
    public override string ToString() => $"{Kind} at step {Step}{(Values.Count > 0 ? $": {string.Join(", ", Values.Select(value => value.Tag))}" : "")}";
}
