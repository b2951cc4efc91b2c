using System.Text;

namespace Nabla.Layers;

/// <summary>Names that layers get by themselves: <c>dense</c>, <c>dense_1</c> …, counted over the process as in Keras.</summary>
public static class LayerNames
{
    static readonly Dictionary<string, int> Used = [];

    /// <summary>Starts counting from the beginning; names given before may come again.</summary>
    public static void Reset()
    {
        lock (Used)
        {
            Used.Clear();
        }
    }

    /// <summary>The next free name for a class.</summary>
    internal static string Next(Type type) => Next(SnakeCase(type.Name));

    /// <summary>The next free name that starts with a word.</summary>
    internal static string Next(string word)
    {
        lock (Used)
        {
            int count = Used.GetValueOrDefault(word);
            Used[word] = count + 1;
            return count == 0 ? word : $"{word}_{count}";
        }
    }

    /// <summary>The class name in Keras's words: <c>BatchNormalization</c> → <c>batch_normalization</c>, <c>ReLU</c> → <c>re_lu</c>, <c>Conv2D</c> → <c>conv2d</c>.</summary>
    internal static string SnakeCase(string name)
    {
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        name = tick < 0 ? name : name[..tick];
        var result = new StringBuilder();
        for (int i = 0; i < name.Length; i++)
        {
            bool upper = char.IsAsciiLetterUpper(name[i]);
            bool afterLower = i > 0 && char.IsAsciiLetterLower(name[i - 1]);
            bool beforeLower = i > 0 && i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]) && !char.IsAsciiDigit(name[i - 1]);
            if (upper && (afterLower || beforeLower))
            {
                result.Append('_');
            }

            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }
}
