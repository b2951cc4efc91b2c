using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>Keras's words for the values of an enumeration.</summary>
sealed class KerasWords<T>(params ReadOnlySpan<(string Word, T Value)> rows)
    where T : struct, Enum
{
    readonly (string Word, T Value)[] rows = rows.ToArray();

    /// <summary>The word of a value.</summary>
    internal string this[T value] => Array.Find(rows, row => row.Value.Equals(value)).Word;

    /// <summary>The value that a configuration names.</summary>
    /// <exception cref="ModelFormatException">It is another word.</exception>
    internal T Read(KerasConfig config, string name, T otherwise)
    {
        if (config.TextOrNull(name) is not { } word)
        {
            return otherwise;
        }

        int index = Array.FindIndex(rows, row => row.Word == word);
        return index >= 0 ? rows[index].Value : throw config.Wrong(name, $"one of {string.Join(", ", rows.Select(row => row.Word))}");
    }
}
