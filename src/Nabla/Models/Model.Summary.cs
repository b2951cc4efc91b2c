using System.Globalization;
using System.Text;

namespace Nabla;

/// <content>The table of layers.</content>
public abstract partial class Model
{
    static readonly double[] Columns = [0.45, 0.8, 1], ColumnsWithConnections = [0.3, 0.56, 0.74, 1];

    /// <summary>Prints the layers with output shapes and numbers of weights, as Keras does; for a drawn model with branches also what each is connected to.</summary>
    /// <param name="lineLength">Width of the table in characters; what fits the console by default, at most 88, or 108 with connections.</param>
    /// <param name="positions">Where the columns end, as shares of the width; 0.45, 0.8 and 1 by default, or 0.3, 0.56, 0.74 and 1 with connections.</param>
    /// <param name="showTrainable">Whether a column says which layers are trained.</param>
    /// <param name="layerRange">The names of the first and the last layer shown; all by default.</param>
    /// <param name="output">Where to print; the console by default.</param>
    /// <param name="expandNested">Whether the layers of models inside this one are shown below them.</param>
    /// <exception cref="ArgumentException">The range names a layer that is not there, or the positions are not one a column.</exception>
    public void Summary(int? lineLength = null, IReadOnlyList<double>? positions = null, bool showTrainable = false, (string First, string Last)? layerRange = null, TextWriter? output = null, bool expandNested = false) =>
        (output ?? Console.Out).Write(SummaryText(lineLength ?? DefaultLength(showTrainable), positions, showTrainable, layerRange, expandNested));

    /// <summary>The table that <see cref="Summary"/> prints.</summary>
    /// <inheritdoc cref="Summary"/>
    public string SummaryText(int lineLength = 76, IReadOnlyList<double>? positions = null, bool showTrainable = false, (string First, string Last)? layerRange = null, bool expandNested = false)
    {
        bool connected = HasConnections;
        var usual = connected ? ColumnsWithConnections : Columns;
        positions ??= showTrainable ? [.. usual.Select(p => p * 0.9), 1] : usual;
        (string, char)[] columns = [("Layer (type)", 'l'), ("Output Shape", 'l'), ("Param #", 'r')];
        columns = connected ? [.. columns, ("Connected to", 'l')] : columns;
        columns = showTrainable ? [.. columns, ("Trainable", 'c')] : columns;
        if (positions.Count != columns.Length)
        {
            throw new ArgumentException($"Summary: {positions.Count} positions for {columns.Length} columns: there must be one each.", nameof(positions));
        }

        var table = new SummaryTable(Math.Max(lineLength, 24), positions, columns);
        foreach (var row in Shown(layerRange).SelectMany(row => expandNested ? row.Expanded(0) : [row]))
        {
            var layer = row.Layer;
            string count = layer.Built || layer.HasNoWeights ? layer.Weights.Sum(w => w.Size).ToString("N0", CultureInfo.InvariantCulture) : "0 (unbuilt)";
            string[] cells = [$"{row.Indent}{layer.Name} ({layer.ClassName})", row.Output, count];
            cells = connected ? [.. cells, row.Connections] : cells;
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

    /// <summary>Whether the summary says what each layer is connected to: where they do not simply follow each other.</summary>
    private protected virtual bool HasConnections => false;

    /// <summary>The rows of the summary.</summary>
    internal virtual IEnumerable<SummaryRow> SummaryRows() => Tracked.Select(layer => new SummaryRow(layer, layer.InputShape is { } s ? [layer.ComputeOutputShape(s)] : null, AnyBatch: true));

    List<SummaryRow> Shown((string First, string Last)? range)
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
    int DefaultLength(bool showTrainable) => Math.Clamp((Console.IsOutputRedirected ? 80 : Console.WindowWidth) - 4, 24, (HasConnections ? 108 : 88) + (showTrainable ? 12 : 0));

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
