namespace Nabla.Operations;

/// <summary>An equation of <c>Einsum</c>, read: one label an axis. Axes under an ellipsis get labels of their own, counted from the last.</summary>
internal sealed class EinsumEquation
{
    const char FirstHidden = '\uE000';

    EinsumEquation(string[] inputs, string output) => (Inputs, Output) = (inputs, output);

    /// <summary>The labels of each input.</summary>
    internal string[] Inputs { get; }

    /// <summary>The labels of the output.</summary>
    internal string Output { get; }

    /// <summary>Whether the label stands for an axis under an ellipsis: those broadcast.</summary>
    internal static bool IsHidden(char label) => label >= FirstHidden;

    /// <summary>Reads an equation for inputs of these shapes.</summary>
    /// <exception cref="ShapeException">The equation does not fit the inputs, or cannot be read.</exception>
    internal static EinsumEquation Read(string equation, Shape[] shapes)
    {
        string text = string.Concat(equation.Where(letter => letter != ' '));
        int arrow = text.IndexOf("->", StringComparison.Ordinal);
        string[] terms = (arrow < 0 ? text : text[..arrow]).Split(',');
        if (terms.Length != shapes.Length)
        {
            throw new ShapeException($"Einsum: '{equation}' with {shapes.Length} tensors: it names {terms.Length}. Write one term a tensor, with commas between.");
        }

        var inputs = new string[terms.Length];
        int hidden = 0;
        for (int i = 0; i < terms.Length; i++)
        {
            string bare = terms[i].Replace("...", "", StringComparison.Ordinal);
            int under = shapes[i].Rank - bare.Length;
            if (terms[i].Contains("...", StringComparison.Ordinal) ? under < 0 : under != 0)
            {
                throw new ShapeException($"Einsum: '{equation}': input {i} has shape {shapes[i]}, {shapes[i].Rank} axes: the term '{terms[i]}' names {bare.Length}. Write one letter an axis, or '...' for some.");
            }

            inputs[i] = Expanded(equation, terms[i], under);
            hidden = Math.Max(hidden, under);
        }

        if (arrow < 0)
        {
            // Without an arrow: the axes under ellipses, then labels that come once, in alphabetical order.
            string all = string.Concat(inputs);
            string once = string.Concat(all.Where(label => !IsHidden(label) && all.Count(other => other == label) == 1).Order());
            return new(inputs, Hidden(hidden) + once);
        }

        string output = Expanded(equation, text[(arrow + 2)..], hidden);
        foreach (char label in output)
        {
            if (!inputs.Any(input => input.Contains(label, StringComparison.Ordinal)))
            {
                throw new ShapeException($"Einsum: '{equation}': the output names '{(IsHidden(label) ? "..." : label)}', and no input does. Name axes of the inputs.");
            }
        }

        if (output.Distinct().Count() != output.Length)
        {
            throw new ShapeException($"Einsum: '{equation}': the output names an axis twice. Name each axis once.");
        }

        return !output.Any(IsHidden) && hidden > 0
            ? throw new ShapeException($"Einsum: '{equation}': inputs have '...' and the output has not. Add it to the output.")
            : new(inputs, output);
    }

    static string Expanded(string equation, string term, int hidden)
    {
        string[] parts = term.Split("...");
        return parts.Length <= 2 && parts.All(part => part.All(char.IsAsciiLetter))
            ? string.Join(Hidden(hidden), parts)
            : throw new ShapeException($"Einsum: '{equation}': the term '{term}' cannot be read. Write letters, and '...' at most once.");
    }

    /// <summary>The labels of this many axes under an ellipsis; the last axis has the first label, so that shorter ones fit from the right.</summary>
    static string Hidden(int count) => string.Concat(Enumerable.Range(0, count).Select(k => (char)(FirstHidden + count - 1 - k)));
}
