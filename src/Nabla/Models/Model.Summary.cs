using System.Globalization;
using System.Text;
using Nabla.Layers;

namespace Nabla;

/// <content>The table of layers.</content>
public abstract partial class Model
{
    static readonly double[] Columns = [0.45, 0.8, 1];

    /// <summary>Prints the layers with output shapes and numbers of weights, as Keras does.</summary>
    /// <param name="lineLength">Width of the table in characters; what fits the console by default, at most 88.</param>
    /// <param name="positions">Where the columns end, as shares of the width; 0.45, 0.8 and 1 by default.</param>
    /// <param name="showTrainable">Whether a column says which layers are trained.</param>
    /// <param name="layerRange">The names of the first and the last layer shown; all by default.</param>
    /// <param name="output">Where to print; the console by default.</param>
    /// <exception cref="ArgumentException">The range names a layer that is not there, or the positions are not one a column.</exception>
    public void Summary(int? lineLength = null, IReadOnlyList<double>? positions = null, bool showTrainable = false, (string First, string Last)? layerRange = null, TextWriter? output = null) =>
        (output ?? Console.Out).Write(SummaryText(lineLength ?? DefaultLength(showTrainable), positions, showTrainable, layerRange));

    /// <summary>The table that <see cref="Summary"/> prints.</summary>
    /// <inheritdoc cref="Summary"/>
    public string SummaryText(int lineLength = 76, IReadOnlyList<double>? positions = null, bool showTrainable = false, (string First, string Last)? layerRange = null)
    {
        positions ??= showTrainable ? [.. Columns.Select(p => p * 0.9), 1] : Columns;
        (string, char)[] columns = [("Layer (type)", 'l'), ("Output Shape", 'l'), ("Param #", 'r')];
        columns = showTrainable ? [.. columns, ("Trainable", 'c')] : columns;
        if (positions.Count != columns.Length)
        {
            throw new ArgumentException($"Summary: {positions.Count} positions for {columns.Length} columns: there must be one each.", nameof(positions));
        }

        var table = new SummaryTable(Math.Max(lineLength, 24), positions, columns);
        foreach (var (layer, shape) in Shown(layerRange))
        {
            string count = layer.Built || layer.HasNoWeights ? layer.Weights.Sum(w => w.Size).ToString("N0", CultureInfo.InvariantCulture) : "0 (unbuilt)";
            string[] cells = [$"{layer.Name} ({layer.ClassName})", shape is null ? "?" : Tuple(shape), count];
            table.Add(showTrainable ? [.. cells, layer.Weights.Count == 0 ? "-" : layer.Trainable ? "Y" : "N"] : cells);
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Model: \"{Name}\"\n");
        text.Append(table);
        long trainable = TrainableWeights.Sum(w => w.Size), total = Weights.Sum(w => w.Size);
        long extra = compiled?.Optimizer is { Built: true } optimizer ? optimizer.Variables.Sum(v => v.Size) : 0;
        text.Append(CultureInfo.InvariantCulture, $" Total params: {Amount(total + extra, Bytes(Weights) + (extra > 0 ? Bytes(compiled!.Optimizer.Variables) : 0))}\n");
        text.Append(CultureInfo.InvariantCulture, $" Trainable params: {Amount(trainable, Bytes(TrainableWeights))}\n");
        text.Append(CultureInfo.InvariantCulture, $" Non-trainable params: {Amount(total - trainable, Bytes(NonTrainableWeights))}\n");
        if (extra > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" Optimizer params: {Amount(extra, Bytes(compiled!.Optimizer.Variables))}\n");
        }

        return text.ToString();
    }

    /// <summary>The rows of the summary: a layer and the shape of its output, null where that is not known.</summary>
    private protected virtual IEnumerable<(Layer Layer, Shape? Output)> SummaryRows() => Tracked.Select(l => (l, l.InputShape is { } s ? l.ComputeOutputShape(s) : null));

    List<(Layer Layer, Shape? Output)> Shown((string First, string Last)? range)
    {
        var all = SummaryRows().ToList();
        if (range is not { } names)
        {
            return all;
        }

        int first = all.FindIndex(r => r.Layer.Name == names.First), last = all.FindIndex(r => r.Layer.Name == names.Last);
        return first >= 0 && last >= first ? all[first..(last + 1)]
            : throw new ArgumentException($"Summary: layers from '{names.First}' to '{names.Last}': both must be there, in this order. The layers are {string.Join(", ", all.Select(r => r.Layer.Name))}.", nameof(range));
    }

    // Keras leaves four columns of the terminal free.
    static int DefaultLength(bool showTrainable) => Math.Clamp((Console.IsOutputRedirected ? 80 : Console.WindowWidth) - 4, 24, showTrainable ? 100 : 88);

    static string Tuple(Shape shape)
    {
        // The batch axis is any number of samples, whatever the first batch was.
        var lengths = shape.Select((l, k) => k == 0 || l is null ? "None" : l.Value.ToString(CultureInfo.InvariantCulture));
        return shape.Rank == 1 ? "(None,)" : $"({string.Join(", ", lengths)})";
    }

    static long Bytes(IEnumerable<Variable> variables) => variables.Sum(v => v.Size * v.ElementType.Size);

    static string Amount(long count, long bytes)
    {
        (double size, string unit) = bytes switch
        {
            < 1L << 10 => (bytes, "B"),
            < 1L << 20 => (bytes / (double)(1L << 10), "KB"),
            < 1L << 30 => (bytes / (double)(1L << 20), "MB"),
            < 1L << 40 => (bytes / (double)(1L << 30), "GB"),
            _ => (bytes / (double)(1L << 40), "TB"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count:N0} ({size:F2} {unit})");
    }
}
