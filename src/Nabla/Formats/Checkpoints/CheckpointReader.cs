using Nabla.Files;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats;

/// <summary>Reads variables from a checkpoint that TensorFlow or Nabla saved.</summary>
/// <remarks>
/// Both forms are read: V2, an index with files of values, as <c>model.ckpt-100.index</c> and <c>model.ckpt-100.data-00000-of-00001</c>; and V1, of 2015 and 2016, a single file <c>model.ckpt-100</c>
/// or several as <c>model.ckpt-100-00000-of-00003</c>. Opening reads names, types and shapes; a value is read, and its checksum compared, when it is asked for. Safe for use by several threads.
/// </remarks>
public sealed class CheckpointReader : IDisposable
{
    readonly CheckpointSource source;
    readonly LoadLimits limits;

    CheckpointReader(string prefix, CheckpointSource source, LoadLimits limits)
    {
        (Prefix, this.source, this.limits) = (prefix, source, limits);
        Entries = [.. source.Entries.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
    }

    /// <summary>What the names of all files of the checkpoint begin with.</summary>
    public string Prefix { get; }

    /// <summary>The form of the files: <c>V2</c>, or <c>V1</c> for old ones.</summary>
    public string Form => source.Form;

    /// <summary>How many files hold the values.</summary>
    public int ShardCount => source.Shards;

    /// <summary>All variables, by name.</summary>
    public IReadOnlyList<CheckpointEntry> Entries { get; }

    /// <summary>Opens a checkpoint.</summary>
    /// <param name="prefix">What the names of its files begin with, as in <c>runs/model.ckpt-100</c>; for old checkpoints in several files also <c>runs/model.ckpt-100-?????-of-00003</c>.</param>
    /// <param name="limits">Limits of what it may ask for.</param>
    /// <exception cref="FileNotFoundException">There is no such checkpoint.</exception>
    /// <exception cref="ModelFormatException">A file of the checkpoint is damaged, or is no checkpoint.</exception>
    public static CheckpointReader Open(string prefix, LoadLimits? limits = null)
    {
        var (folder, name) = CheckpointFolder.Of(prefix);
        return Open(folder, name, prefix, limits ?? LoadLimits.Default);
    }

    /// <summary>Whether a checkpoint with this prefix is there: its index, or the files of an old one. Nothing is read.</summary>
    public static bool Exists(string prefix)
    {
        var (folder, name) = CheckpointFolder.Of(prefix);
        return CheckpointFiles.Exists(folder, name);
    }

    internal static CheckpointReader Open(ICheckpointFiles files, string name, string prefix, LoadLimits limits) => new(prefix, CheckpointFiles.Open(files, name, prefix, limits), limits);

    /// <summary>Whether the checkpoint holds a variable of this name.</summary>
    public bool Contains(string name) => source.Entries.ContainsKey(name);

    /// <summary>The variable of this name, without its value; null where there is none.</summary>
    public CheckpointEntry? Find(string name) => source.Entries.GetValueOrDefault(name);

    /// <summary>The value of a variable; parts are put together.</summary>
    /// <exception cref="ArgumentException">There is no variable of this name; the message names the nearest.</exception>
    /// <exception cref="ModelFormatException">Its bytes are missing or damaged, or its type has no value.</exception>
    public Tensor Read(string name)
    {
        var entry = Entry(name);
        return entry.Slices.Count == 0 ? source.Read(entry, null, Budget()) : Assemble(entry, CheckpointSlice.Whole(entry.Shape.Rank));
    }

    /// <summary>The value of a part of a variable, however it is stored.</summary>
    /// <exception cref="ArgumentException">There is no variable of this name, or the part does not lie in it.</exception>
    /// <exception cref="ModelFormatException">Its bytes are missing or damaged, or its type has no value.</exception>
    public Tensor Read(string name, CheckpointSlice part)
    {
        ArgumentNullException.ThrowIfNull(part);
        var entry = Entry(name);
        if (part.In(entry.Shape) is null) throw new ArgumentException($"Checkpoint {Prefix}: the part [{part}] of '{name}': it does not lie in its shape {entry.Shape}.", nameof(part));
        if (entry.Slices.Contains(part)) return source.Read(entry, part, Budget());
        return entry.Slices.Count == 0 && part.IsWhole ? source.Read(entry, null, Budget()) : Assemble(entry, part);
    }

    /// <summary>How the saved objects hang together; null where the checkpoint was saved by names alone (<c>tf.train.Saver</c>).</summary>
    /// <exception cref="ModelFormatException">The description is damaged.</exception>
    public CheckpointObjects? ReadObjects() => Contains(CheckpointObjects.Key) ? CheckpointObjects.Parse(Read(CheckpointObjects.Key), Prefix, limits) : null;

    /// <summary>Reads every value, and gives what is wrong with those that cannot be read; empty for a whole checkpoint.</summary>
    public IReadOnlyList<string> Verify()
    {
        var problems = new List<string>();
        foreach (var entry in Entries)
        {
            try
            {
                if (entry.ElementType is not null) Read(entry.Name);
            }
            catch (ModelFormatException error)
            {
                problems.Add(error.Message);
            }
        }
        return problems;
    }

    /// <summary>Which file holds a variable that is stored whole, or one of its parts, and where in it; old checkpoints (V1) do not say where.</summary>
    internal (int Shard, long Offset) PlaceOf(CheckpointEntry entry, CheckpointSlice? slice) => source.PlaceOf(entry, slice);

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    DecodeBudget Budget() => new(Prefix, limits);

    CheckpointEntry Entry(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Find(name) ?? throw new ArgumentException($"Checkpoint {Prefix}: '{name}': {NearVariables.Missing(name, [.. Entries.Select(entry => entry.Name)])}", nameof(name));
    }

    Tensor Assemble(CheckpointEntry entry, CheckpointSlice part)
    {
        var place = ContainedFile.Shown(entry.Name);
        var (type, shape) = (entry.ElementType ?? throw new ModelFormatException(Prefix, place, $"a variable of {entry.TypeName} has no value that could be read"), part.In(entry.Shape)!);
        var stored = entry.Slices.Count == 0 ? [CheckpointSlice.Whole(entry.Shape.Rank)] : entry.Slices.Where(slice => SliceAssembly.Common(slice, part, entry.Shape) > 0).ToList();
        // The parts must fill the shape before memory is taken for it: their elements are counted, and none may be in two.
        var filled = stored.Aggregate((Int128)0, (sum, slice) => sum + SliceAssembly.Common(slice, part, entry.Shape));
        if (filled != shape.Size || Overlap(stored, entry.Shape)) throw new ModelFormatException(Prefix, place, $"its parts [{string.Join("], [", stored.Take(8))}{(stored.Count > 8 ? "], […" : "")}] do not fill the shape {entry.Shape} exactly once");
        // So many elements may still be claimed without a byte behind them; the first part that is not there ends it.
        var budget = Budget();
        var parts = stored.ConvertAll(slice => (slice, source.Read(entry, entry.Slices.Count == 0 ? null : slice, budget)));
        budget.Take(shape.Size * Math.Max(type.Size, 8), place);
        var result = Tensor.Allocate(type, shape);
        foreach (var (slice, value) in parts) SliceAssembly.Copy(value, slice, result, part, entry.Shape);
        return result;
    }

    static bool Overlap(List<CheckpointSlice> slices, Shape shape)
    {
        for (var i = 0; i < slices.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (SliceAssembly.Common(slices[i], slices[j], shape) > 0) return true;
            }
        }
        return false;
    }
}
