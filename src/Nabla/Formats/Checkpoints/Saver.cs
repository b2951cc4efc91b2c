using System.Globalization;
using Nabla.Formats;
using Nabla.Formats.TensorFlow;

namespace Nabla;

/// <summary>Saves the variables of a session to checkpoints and restores them: <c>tf.train.Saver</c>, with the same files.</summary>
/// <remarks>
/// A checkpoint is <c>PREFIX.index</c> and <c>PREFIX.data-00000-of-00001</c>, and <c>PREFIX.meta</c> with the graph; the file <c>checkpoint</c> beside them says which is the newest
/// (<see cref="Checkpoints.LatestCheckpoint"/>). A crash at any moment leaves a whole checkpoint, and none older than the last one that <see cref="Save(Session, string, long?, string, bool)"/> returned.
/// </remarks>
public sealed class Saver
{
    readonly SaverHistory history;

    /// <summary>Saves all global variables that the open graph has by now.</summary>
    /// <param name="maxToKeep">How many checkpoints are kept: saving one more deletes the oldest. 0 keeps all.</param>
    /// <param name="keepCheckpointEveryNHours">Of those that would be deleted, one of every so many hours is kept for ever.</param>
    /// <param name="clock">What tells the hours; the system's clock by default.</param>
    /// <exception cref="InvalidOperationException">No graph is open, or it has no variables yet.</exception>
    public Saver(int maxToKeep = 5, double keepCheckpointEveryNHours = 10000, TimeProvider? clock = null)
        : this(Graph.Current ?? throw new InvalidOperationException("Saver: no graph is open: expected to save the variables of one. Open one first: using var graph = new Graph(); or give the variables."), maxToKeep, keepCheckpointEveryNHours, clock)
    {
    }

    /// <summary>Saves all global variables that a graph has by now.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="maxToKeep">How many checkpoints are kept; 0 keeps all.</param>
    /// <param name="keepCheckpointEveryNHours">Of those that would be deleted, one of every so many hours is kept for ever.</param>
    /// <param name="clock">What tells the hours; the system's clock by default.</param>
    /// <exception cref="InvalidOperationException">The graph has no variables yet.</exception>
    public Saver(Graph graph, int maxToKeep = 5, double keepCheckpointEveryNHours = 10000, TimeProvider? clock = null)
        : this(Globals(graph), maxToKeep, keepCheckpointEveryNHours, clock)
    {
    }

    /// <summary>Saves some variables under their own names.</summary>
    /// <param name="variables">The variables.</param>
    /// <param name="maxToKeep">How many checkpoints are kept; 0 keeps all.</param>
    /// <param name="keepCheckpointEveryNHours">Of those that would be deleted, one of every so many hours is kept for ever.</param>
    /// <param name="clock">What tells the hours; the system's clock by default.</param>
    /// <exception cref="ArgumentException">There are none, or two have the same name.</exception>
    public Saver(IEnumerable<Variable> variables, int maxToKeep = 5, double keepCheckpointEveryNHours = 10000, TimeProvider? clock = null)
        : this(variables.Select(variable => new SavedVariable(variable.Name, variable)), maxToKeep, keepCheckpointEveryNHours, clock)
    {
    }

    /// <summary>Saves some variables under other names: <c>new Saver(new Dictionary&lt;string, Variable&gt; { ["old/name"] = w })</c>.</summary>
    /// <param name="variables">Names in the checkpoint, and the variables.</param>
    /// <param name="maxToKeep">How many checkpoints are kept; 0 keeps all.</param>
    /// <param name="keepCheckpointEveryNHours">Of those that would be deleted, one of every so many hours is kept for ever.</param>
    /// <param name="clock">What tells the hours; the system's clock by default.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public Saver(IReadOnlyDictionary<string, Variable> variables, int maxToKeep = 5, double keepCheckpointEveryNHours = 10000, TimeProvider? clock = null)
        : this(variables.Select(variable => new SavedVariable(variable.Key, variable.Value)), maxToKeep, keepCheckpointEveryNHours, clock)
    {
    }

    /// <summary>Saves variables and parts of variables.</summary>
    /// <param name="variables">Names in the checkpoint, and the variables; several that are parts of one have the same name.</param>
    /// <param name="maxToKeep">How many checkpoints are kept; 0 keeps all.</param>
    /// <param name="keepCheckpointEveryNHours">Of those that would be deleted, one of every so many hours is kept for ever.</param>
    /// <param name="clock">What tells the hours; the system's clock by default.</param>
    /// <exception cref="ArgumentException">There are none, or two have the same name and are not parts.</exception>
    public Saver(IEnumerable<SavedVariable> variables, int maxToKeep = 5, double keepCheckpointEveryNHours = 10000, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentOutOfRangeException.ThrowIfNegative(maxToKeep);
        Variables = [.. variables.OrderBy(variable => variable.Name, StringComparer.Ordinal)];
        if (Variables.Count == 0) throw new ArgumentException("Saver: no variables: expected some to save. Make the saver after the variables.", nameof(variables));
        foreach (var same in Variables.GroupBy(variable => variable.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            if (same.Any(variable => variable.Slice is null)) throw new ArgumentException($"Saver: {same.Count()} variables are saved as '{same.Key}': expected names that differ, or parts of one variable.", nameof(variables));
        }
        MaxToKeep = maxToKeep;
        KeepCheckpointEveryNHours = keepCheckpointEveryNHours;
        history = new SaverHistory(maxToKeep, keepCheckpointEveryNHours, clock ?? TimeProvider.System);
    }

    /// <summary>What is saved, by name.</summary>
    public IReadOnlyList<SavedVariable> Variables { get; }

    /// <summary>How many checkpoints are kept; 0 for all.</summary>
    public int MaxToKeep { get; }

    /// <summary>Of those that would be deleted, one of every so many hours is kept for ever.</summary>
    public double KeepCheckpointEveryNHours { get; }

    /// <summary>Prefixes of the checkpoints that are kept and may be deleted, oldest first.</summary>
    public IReadOnlyList<string> LastCheckpoints => history.Prefixes;

    /// <summary>Saves the variables of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="prefix">What the names of the files begin with: <c>ckpt/model.ckpt</c>. Its folder is made where only that one is missing.</param>
    /// <param name="globalStep">The number of training steps so far, put after the prefix: <c>ckpt/model.ckpt-1000</c>.</param>
    /// <param name="latestFilename">Name of the state file in the folder.</param>
    /// <param name="writeMetaGraph">Whether the graph is saved, too, as <c>PREFIX.meta</c>. One with an operation that TensorFlow's files do not have is not; <see cref="MetaGraph.Export"/> says which.</param>
    /// <returns>The prefix with the step: what <see cref="Restore"/> takes.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder in which the prefix's folder lies is missing.</exception>
    /// <exception cref="InvalidOperationException">A variable has no value yet.</exception>
    /// <exception cref="NotSupportedException">The graph is saved, too, and an operation of it has no counterpart in TensorFlow's files.</exception>
    public string Save(Session session, string prefix, long? globalStep = null, string latestFilename = Checkpoints.StateFile, bool writeMetaGraph = true)
    {
        ArgumentNullException.ThrowIfNull(session);
        var (folder, name) = CheckpointFolder.Of(prefix);
        if (latestFilename == name) throw new ArgumentException($"Saver: '{prefix}': its name is that of the state file '{latestFilename}'. Give the checkpoint another one, such as 'model.ckpt'.", nameof(prefix));
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder.Shown));
        if (parent is not null && !Directory.Exists(parent)) throw new DirectoryNotFoundException($"Saver: '{prefix}': the folder '{parent}' is not there, so '{folder.Shown}' is not made in it. Make it first, or correct the path.");
        if (globalStep is { } step) prefix += string.Create(CultureInfo.InvariantCulture, $"-{step}");
        var values = session.Run([.. Variables.Select(variable => (Fetch)variable.Variable)]);
        CheckpointWriter.WriteParts(prefix, [.. Variables.Select((variable, i) => new CheckpointPart(variable.Name, values[i], variable.Slice, variable.FullShape))]);
        if (writeMetaGraph) WriteMetaGraph(session.Graph, prefix + ".meta");
        var gone = history.Add(prefix);
        // The state file comes after the checkpoint that it names, and before the deletion of those that it no longer names.
        Checkpoints.UpdateCheckpointState(folder.Shown, new CheckpointState(Path.GetFileName(prefix), [.. history.Prefixes.Where(kept => IsIn(kept, folder.Shown)).Select(kept => Path.GetFileName(kept)!)], [], 0), latestFilename);
        foreach (var old in gone) CheckpointWriter.Delete(old);
        return prefix;
    }

    /// <summary>Saves the variables of a session, with the value of a variable that counts steps after the prefix.</summary>
    /// <inheritdoc cref="Save(Session, string, long?, string, bool)"/>
    public string Save(Session session, string prefix, Variable globalStep, string latestFilename = Checkpoints.StateFile, bool writeMetaGraph = true)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Save(session, prefix, (long)session.Run(globalStep), latestFilename, writeMetaGraph);
    }

    /// <summary>Sets the variables of a session to what a checkpoint holds. Either all are set or none.</summary>
    /// <param name="session">The session; the variables need no initializer before.</param>
    /// <param name="prefix">What <see cref="Save(Session, string, long?, string, bool)"/> returned or <see cref="Checkpoints.LatestCheckpoint"/> found.</param>
    /// <exception cref="FileNotFoundException">There is no such checkpoint, or the prefix is null: no model has been saved.</exception>
    /// <exception cref="ArgumentException">Variables are missing from the checkpoint or have other shapes or types; the message lists them all.</exception>
    /// <exception cref="ModelFormatException">The checkpoint is damaged.</exception>
    public void Restore(Session session, string? prefix)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (prefix is null) throw NothingSaved("Checkpoints.LatestCheckpoint found none");
        using var reader = CheckpointReader.Open(prefix);
        var misfits = Variables.Select(variable => variable.Misfit(reader)).OfType<string>().ToList();
        if (misfits.Count > 0)
        {
            throw new ArgumentException($"Saver: {prefix}: {misfits.Count} of {Variables.Count} variables do not fit the checkpoint: {string.Join("; ", misfits)}. "
                + "Build the graph as it was when the checkpoint was saved, or give the saver only the variables that it holds (a dictionary gives them other names).", nameof(prefix));
        }
        var values = Variables.Select(variable => variable.ReadFrom(reader)).ToList();
        for (var i = 0; i < values.Count; i++) session.Load(Variables[i].Variable, values[i]);
    }

    /// <summary>Restores the newest checkpoint of a folder.</summary>
    /// <param name="session">The session.</param>
    /// <param name="folder">The folder in which checkpoints were saved.</param>
    /// <param name="latestFilename">Name of the state file.</param>
    /// <returns>The prefix of the checkpoint.</returns>
    /// <exception cref="FileNotFoundException">No model has been saved in the folder.</exception>
    public string RestoreLatest(Session session, string folder, string latestFilename = Checkpoints.StateFile)
    {
        var prefix = Checkpoints.LatestCheckpoint(folder, latestFilename) ?? throw NothingSaved(Directory.Exists(folder) ? $"the folder '{folder}' has no checkpoint" : $"there is no folder '{folder}'");
        Restore(session, prefix);
        return prefix;
    }

    /// <summary>Takes over which checkpoints are kept, after a restart: they count towards <see cref="MaxToKeep"/>, and the oldest are deleted in their turn.</summary>
    /// <param name="prefixes">Prefixes, oldest first, as <see cref="Checkpoints.GetCheckpointState"/> gives them; those that are gone are left out.</param>
    public void RecoverLastCheckpoints(IEnumerable<string> prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        history.Recover(prefixes.Where(CheckpointReader.Exists));
    }

    static bool IsIn(string prefix, string folder) => Path.GetFullPath(Path.GetDirectoryName(prefix) is { Length: > 0 } own ? own : ".") == Path.GetFullPath(folder);

    static FileNotFoundException NothingSaved(string why) => new($"Saver: no model has been saved (未保存任何模型): {why}. Train the model and save it first, with saver.Save(session, \"ckpt/model.ckpt\", step), or give the folder in which it was saved.");

    void WriteMetaGraph(Graph graph, string path)
    {
        try
        {
            MetaGraph.Export(graph, path, this);
        }
        catch (NotSupportedException)
        {
            // The values matter more than the graph. One of an earlier graph must not stand beside them.
            new FileInfo(path).Delete();
        }
    }

    static IEnumerable<Variable> Globals(Graph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var variables = graph.GetCollection<Variable>(CollectionKeys.GlobalVariables);
        return variables.Count > 0 ? variables : throw new InvalidOperationException("Saver: the graph has no variables yet: expected some to save. Make the saver after the variables.");
    }
}
