namespace Nabla.Formats;

/// <summary>A variable to save, or a part of one.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">The elements of the variable or of the part.</param>
/// <param name="Slice">Which part this is; null for the whole variable.</param>
/// <param name="FullShape">The shape of the whole variable, where this is a part.</param>
/// <param name="Shard">Which of the files takes it, from 0.</param>
public sealed record CheckpointPart(string Name, Tensor Value, CheckpointSlice? Slice = null, Shape? FullShape = null, int Shard = 0)
{
    /// <summary>How messages name it.</summary>
    internal string Shown => Slice is null ? $"'{Name}'" : $"'{Name}' [{Slice}]";

    /// <summary>Whether it is the whole variable.</summary>
    internal bool IsWhole => Slice is null || Slice.IsWhole;

    /// <summary>Throws unless name, part and shard go together.</summary>
    internal void Check(int shards)
    {
        ArgumentNullException.ThrowIfNull(Value);
        if (string.IsNullOrEmpty(Name) || Name[0] == '\0') throw new ArgumentException($"Checkpoint: a variable called '{Name}': expected a name that is not empty and does not begin with the character 0.", nameof(Name));
        if (Shard < 0 || Shard >= shards) throw new ArgumentException($"Checkpoint: {Shown} for file {Shard}: there are {shards}, counted from 0.", nameof(Shard));
        if (Slice is null) return;
        if (FullShape is null) throw new ArgumentException($"Checkpoint: {Shown} is a part: expected the shape of the whole variable with it.", nameof(FullShape));
        if (Slice.In(FullShape) is not { } shape || shape != Value.Shape) throw new ArgumentException($"Checkpoint: {Shown} of the shape {FullShape} holds {Value.Shape}: expected {Slice.In(FullShape)?.ToString() ?? "a part that lies in the shape"}.", nameof(Value));
    }
}
