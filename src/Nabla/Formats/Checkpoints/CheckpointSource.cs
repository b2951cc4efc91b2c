using Nabla.Files;

namespace Nabla.Formats.TensorFlow;

/// <summary>What a form of checkpoints (V1, V2) reads in its own way; <see cref="CheckpointReader"/> puts parts together.</summary>
abstract class CheckpointSource : IDisposable
{
    /// <summary>The word for the form, for people.</summary>
    public abstract string Form { get; }

    /// <summary>How many files hold the values.</summary>
    public abstract int Shards { get; }

    /// <summary>All variables by name.</summary>
    public abstract IReadOnlyDictionary<string, CheckpointEntry> Entries { get; }

    /// <summary>The value of a stored part: one of the entry's slices, or the whole where it has none (then <paramref name="slice"/> is null).</summary>
    public abstract Tensor Read(CheckpointEntry entry, CheckpointSlice? slice, DecodeBudget budget);

    /// <summary>Which file holds a part, and where in it.</summary>
    public abstract (int Shard, long Offset) PlaceOf(CheckpointEntry entry, CheckpointSlice? slice);

    public abstract void Dispose();
}
