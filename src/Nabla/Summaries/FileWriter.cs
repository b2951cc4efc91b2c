using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats;
using Nabla.Formats.Protobuf;
using Nabla.Summaries;
using Value = Nabla.Formats.Protobuf.Summary.Types.Value;

namespace Nabla;

/// <summary>Writes summaries and graphs to an event file, which TensorBoard, Nabla's own dashboard and <see cref="EventAccumulator"/> read, also while it grows.</summary>
/// <remarks>Safe to use from many threads. What was added reaches the file when the queue is full, every few seconds, with <see cref="Flush"/>, and at the end with <see cref="Dispose"/>.</remarks>
public sealed class FileWriter : IDisposable
{
    readonly EventLog log;
    readonly HashSet<string> described = new(StringComparer.Ordinal);

    /// <summary>Makes an event file in a folder, which is made where it does not exist.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="maxQueue">How many events wait at most before they are handed to the operating system.</param>
    /// <param name="flushSeconds">After how many seconds at most they are.</param>
    /// <param name="fileNameSuffix">Stands at the end of the file's name.</param>
    /// <param name="form">In which form the members that take values write them, and how the file is named.</param>
    /// <param name="timeProvider">Tells the time; the system's clock by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The queue or the time is not positive.</exception>
    public FileWriter(string folder, int maxQueue = 10, double flushSeconds = 120, string fileNameSuffix = "", SummaryForm form = SummaryForm.TensorFlow1, TimeProvider? timeProvider = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (maxQueue < 1) throw new ArgumentOutOfRangeException(nameof(maxQueue), $"FileWriter: a queue of {maxQueue}: at least 1.");
        if (!(flushSeconds > 0 && flushSeconds < 4e6)) throw new ArgumentOutOfRangeException(nameof(flushSeconds), $"FileWriter: {flushSeconds} seconds: more than 0 and less than 4,000,000.");
        Form = form;
        log = new EventLog(folder, form, maxQueue, flushSeconds, fileNameSuffix, timeProvider ?? TimeProvider.System);
    }

    /// <summary>Makes an event file in a folder, with a graph as its first event.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="maxQueue">How many events wait at most before they are handed to the operating system.</param>
    /// <param name="flushSeconds">After how many seconds at most they are.</param>
    /// <param name="fileNameSuffix">Stands at the end of the file's name.</param>
    /// <param name="form">In which form the members that take values write them, and how the file is named.</param>
    /// <param name="timeProvider">Tells the time; the system's clock by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The queue or the time is not positive.</exception>
    public FileWriter(string folder, Graph graph, int maxQueue = 10, double flushSeconds = 120, string fileNameSuffix = "", SummaryForm form = SummaryForm.TensorFlow1, TimeProvider? timeProvider = null)
        : this(folder, maxQueue, flushSeconds, fileNameSuffix, form, timeProvider) => AddGraph(graph);

    /// <summary>The path of the event file.</summary>
    public string Path => log.Path;

    /// <summary>In which form values are written.</summary>
    public SummaryForm Form { get; }

    /// <summary>Adds what a member of <see cref="Summary"/> gave, or a session computed of it.</summary>
    /// <param name="summary">A scalar of text that holds the bytes.</param>
    /// <param name="step">The training step.</param>
    /// <exception cref="ElementTypeException">It is no text.</exception>
    /// <exception cref="ModelFormatException">The bytes are no summaries.</exception>
    public void AddSummary(Tensor summary, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(summary);
        AddSummary(ByteText.ToBytes(summary.ToScalar<string>()), step);
    }

    /// <summary>Adds summaries.</summary>
    /// <param name="summary">The bytes of a <c>tf.Summary</c>.</param>
    /// <param name="step">The training step.</param>
    /// <exception cref="ModelFormatException">The bytes are no summaries.</exception>
    public void AddSummary(ReadOnlySpan<byte> summary, long step = 0) => Add(SummaryMessages.Parse(summary), step);

    /// <summary>Adds a number.</summary>
    /// <param name="tag">The name under which the values of all steps belong together.</param>
    /// <param name="value">The number; it is written as float32.</param>
    /// <param name="step">The training step.</param>
    public void AddScalar(string tag, double value, long step = 0) => Add(step, SummaryMessages.Scalar(tag, (float)value, Form));

    /// <summary>Adds how many values lie in which range: ranges that grow by a tenth each, in TensorFlow 2's form 30 equal ones.</summary>
    /// <param name="tag">The name under which the values of all steps belong together.</param>
    /// <param name="values">The values, of any shape.</param>
    /// <param name="step">The training step.</param>
    /// <exception cref="ArgumentException">A value is infinite or no number.</exception>
    public void AddHistogram(string tag, Tensor values, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(values);
        using (AtOnce()) Add(step, SummaryMessages.Histogram(tag, values, Form));
    }

    /// <summary>Adds images, as PNG files.</summary>
    /// <param name="tag">The name under which the values of all steps belong together.</param>
    /// <param name="images">[images, height, width, channels]. Bytes stay; floats are stretched (<see cref="Summary.Image"/>), or in TensorFlow 2's form are shares of full brightness, 0 to 1.</param>
    /// <param name="step">The training step.</param>
    /// <param name="maxOutputs">How many images are taken.</param>
    /// <exception cref="ShapeException">Not of that shape.</exception>
    public void AddImage(string tag, Tensor images, long step = 0, int maxOutputs = 3)
    {
        ArgumentNullException.ThrowIfNull(images);
        using (AtOnce()) Add(step, [.. SummaryMessages.Images(tag, images, maxOutputs, Form)]);
    }

    /// <summary>Adds sounds, as WAV files.</summary>
    /// <param name="tag">The name under which the values of all steps belong together.</param>
    /// <param name="sounds">[sounds, frames] or [sounds, frames, channels], −1 to 1.</param>
    /// <param name="sampleRate">Samples of a channel in one second.</param>
    /// <param name="step">The training step.</param>
    /// <param name="maxOutputs">How many sounds are taken.</param>
    /// <exception cref="ShapeException">Not of that shape.</exception>
    public void AddAudio(string tag, Tensor sounds, double sampleRate, long step = 0, int maxOutputs = 3)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        using (AtOnce()) Add(step, [.. SummaryMessages.Audio(tag, sounds, sampleRate, maxOutputs, Form)]);
    }

    /// <summary>Adds a text, shown as Markdown.</summary>
    /// <param name="tag">The name under which the values of all steps belong together.</param>
    /// <param name="text">The text.</param>
    /// <param name="step">The training step.</param>
    public void AddText(string tag, string text, long step = 0) => AddText(tag, Tensor.Constant(text), step);

    /// <summary>Adds texts; a matrix is shown as a table.</summary>
    /// <param name="tag">The name under which the values of all steps belong together.</param>
    /// <param name="texts">A tensor of text.</param>
    /// <param name="step">The training step.</param>
    /// <exception cref="ElementTypeException">It is no text.</exception>
    public void AddText(string tag, Tensor texts, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.ElementType != ElementType.String) throw new ElementTypeException($"FileWriter.AddText: '{tag}' is {texts.ElementType.Name}: it must be text.");
        Add(step, SummaryMessages.Text(tag, texts));
    }

    /// <summary>Adds a tensor that no plugin shows.</summary>
    /// <param name="tag">The name under which the values of all steps belong together.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="step">The training step.</param>
    public void AddTensor(string tag, Tensor tensor, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        using (AtOnce()) Add(step, SummaryMessages.Plain(tag, tensor));
    }

    /// <summary>Adds a graph, to be looked at.</summary>
    /// <param name="graph">The graph; as TensorFlow's nodes, or, where it has no counterpart of an operation, as names, operations and connections.</param>
    /// <param name="step">The training step.</param>
    public void AddGraph(Graph graph, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(graph);
        AddGraph(GraphPicture.Of(graph), step);
    }

    /// <summary>Adds a graph.</summary>
    /// <param name="graphDef">The bytes of a GraphDef.</param>
    /// <param name="step">The training step.</param>
    public void AddGraph(ReadOnlySpan<byte> graphDef, long step = 0) => log.Add(new() { Step = step, GraphDef = ByteString.CopyFrom(graphDef) });

    /// <summary>Adds a graph with its collections and savers.</summary>
    /// <param name="metaGraphDef">The bytes of a MetaGraphDef.</param>
    /// <param name="step">The training step.</param>
    public void AddMetaGraph(ReadOnlySpan<byte> metaGraphDef, long step = 0) => log.Add(new() { Step = step, MetaGraphDef = ByteString.CopyFrom(metaGraphDef) });

    /// <summary>Adds how long the parts of a run took.</summary>
    /// <param name="runMetadata">The bytes of a RunMetadata.</param>
    /// <param name="tag">Its name, for example that of the step.</param>
    /// <param name="step">The training step.</param>
    public void AddRunMetadata(ReadOnlySpan<byte> runMetadata, string tag, long step = 0) =>
        log.Add(new() { Step = step, TaggedRunMetadata = new() { Tag = tag, RunMetadata = ByteString.CopyFrom(runMetadata) } });

    /// <summary>Notes that a session starts at a step, ends, or writes a checkpoint. After a start, readers forget what was logged of that step and later ones.</summary>
    /// <param name="status">What happened.</param>
    /// <param name="step">The training step.</param>
    /// <param name="checkpointPath">The checkpoint.</param>
    public void AddSessionLog(SessionStatus status, long step = 0, string checkpointPath = "") =>
        log.Add(new() { Step = step, SessionLog = new() { Status = (SessionLog.Types.SessionStatus)status, CheckpointPath = checkpointPath } });

    /// <summary>Hands everything added so far to the operating system: readers see it, and the end of this process does not lose it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Flush() => log.FlushAll();

    /// <summary>Writes what is left and closes the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Dispose() => log.Dispose();

    // Values are converted here and now, also while a graph is open.
    static Engine.Scope AtOnce() => Engine.Use(null);

    void Add(long step, params ReadOnlySpan<Value> values)
    {
        var summary = new Formats.Protobuf.Summary();
        foreach (var value in values) summary.Value.Add(value);
        Add(summary, step);
    }

    void Add(Formats.Protobuf.Summary summary, long step)
    {
        // The first value of a tag must also be the first one in the file.
        lock (described)
        {
            // As TensorFlow 1: only the first value of a tag says what it is for.
            foreach (var value in summary.Value)
            {
                if (Form == SummaryForm.TensorFlow1 && value.Metadata is not null && !described.Add(value.Tag)) value.Metadata = null;
            }
            log.Add(new() { Step = step, Summary = summary });
        }
    }
}
