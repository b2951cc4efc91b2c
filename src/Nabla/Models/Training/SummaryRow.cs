using System.Globalization;
using Nabla.Layers;

namespace Nabla;

/// <summary>A row of a model's summary.</summary>
/// <param name="Layer">The layer, or an operation of a drawn model.</param>
/// <param name="Outputs">The shapes of its outputs; null where they are not known.</param>
/// <param name="AnyBatch">Whether the first axis is any number of samples, whatever the first batch was.</param>
/// <param name="Sources">What it is connected to, as Keras writes it; null outside of the model whose summary it is.</param>
/// <param name="Level">How many models lie around it within that model.</param>
internal sealed record SummaryRow(Layer Layer, IReadOnlyList<Shape>? Outputs, bool AnyBatch = false, IReadOnlyList<string>? Sources = null, int Level = 0)
{
    /// <summary>What stands before the name of a layer of an inner model.</summary>
    internal string Indent => Level == 0 ? "" : new string(' ', 3 * Level) + "└ ";

    /// <summary>The shapes as Keras writes them.</summary>
    internal string Output => Outputs switch
    {
        null => "?",
        [var only] => Tuple(only),
        _ => $"[{string.Join(", ", Outputs.Select(Tuple))}]",
    };

    /// <summary>What it is connected to.</summary>
    internal string Connections => Sources is null or [] ? "-" : string.Join(", ", Sources);

    /// <summary>The row and, for a model, those of its layers below it.</summary>
    internal IEnumerable<SummaryRow> Expanded(int level)
    {
        yield return this with { Level = level, Sources = level == 0 ? Sources : null };
        foreach (var row in Layer is Model model ? model.SummaryRows().Where(row => row.Layer is not Operation).SelectMany(row => row.Expanded(level + 1)) : [])
        {
            yield return row;
        }
    }

    string Tuple(Shape shape)
    {
        var lengths = shape.Select((length, k) => (k == 0 && AnyBatch) || length is null ? "None" : length.Value.ToString(CultureInfo.InvariantCulture)).ToList();
        return lengths.Count == 1 ? $"({lengths[0]},)" : $"({string.Join(", ", lengths)})";
    }
}
