using System.Globalization;
using System.Text;
using Nabla.Layers;

namespace Nabla;

/// <content>The table of layers.</content>
public abstract partial class Model
{
    /// <summary>Prints the layers with output shapes and numbers of weights, as Keras does.</summary>
    /// <param name="lineLength">Width of the table in characters.</param>
    /// <param name="output">Where to print; the console by default.</param>
    public void Summary(int lineLength = 76, TextWriter? output = null) => (output ?? Console.Out).Write(SummaryText(lineLength));

    /// <summary>The table that <see cref="Summary"/> prints.</summary>
    /// <param name="lineLength">Width of the table in characters.</param>
    public string SummaryText(int lineLength = 76)
    {
        var table = new SummaryTable(lineLength);
        foreach (var (layer, shape) in SummaryRows())
        {
            table.Add($"{layer.Name} ({layer.GetType().Name})", shape is null ? "?" : Tuple(shape), layer.Built ? layer.CountParams().ToString("N0", CultureInfo.InvariantCulture) : "0 (unbuilt)");
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
