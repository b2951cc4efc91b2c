namespace Nabla.Callbacks;

/// <summary>When a callback saves: at the end of each epoch, <c>"epoch"</c>, or after a number of batches.</summary>
public readonly record struct SaveFrequency
{
    SaveFrequency(int batches) => Batches = batches;

    /// <summary>At the end of each epoch.</summary>
    public static SaveFrequency Epoch => default;

    /// <summary>After how many batches; null for at the end of each epoch.</summary>
    public int? BatchesOrNull => Batches == 0 ? null : Batches;

    int Batches { get; }

    /// <summary>After this many batches, counted over epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public static implicit operator SaveFrequency(int batches) =>
        batches >= 1 ? new(batches) : throw new ArgumentOutOfRangeException(nameof(batches), $"SaveFrequency: every {batches} batches: expected at least 1, or \"epoch\".");

    /// <summary>At the end of each epoch: <c>"epoch"</c>.</summary>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public static implicit operator SaveFrequency(string word) =>
        word == "epoch" ? Epoch : throw new ArgumentException($"SaveFrequency: \"{word}\": expected \"epoch\", or a number of batches.", nameof(word));
}
