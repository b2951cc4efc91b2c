namespace Nabla;

/// <summary>After which epochs a validation is made: every n-th, or those listed, counted from 1.</summary>
/// <remarks>Converts from a number and from an array: <c>validationFreq: 2</c>, <c>validationFreq: new[] { 1, 5, 10 }</c>.</remarks>
public sealed class ValidationFrequency
{
    readonly int every;
    readonly int[]? epochs;

    ValidationFrequency(int every, int[]? epochs) => (this.every, this.epochs) = (every, epochs);

    /// <summary>After every epoch.</summary>
    public static ValidationFrequency Always { get; } = 1;

    /// <summary>After every n-th epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1.</exception>
    public static implicit operator ValidationFrequency(int every) => every >= 1 ? new(every, null)
        : throw new ArgumentOutOfRangeException(nameof(every), $"Fit: validation frequency {every}: it must be at least 1.");

    /// <summary>After these epochs, counted from 1.</summary>
    public static implicit operator ValidationFrequency(int[] epochs) => new(0, [.. epochs]);

    /// <summary>Whether a validation follows an epoch, counted from 0.</summary>
    internal bool Includes(int epoch) => epochs is null ? (epoch + 1) % every == 0 : epochs.Contains(epoch + 1);
}
