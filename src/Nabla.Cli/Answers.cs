using System.Globalization;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>What a model says of each sample, for people: the class with its probability where it is one of classes, else the numbers.</summary>
internal sealed class Answers
{
    const int MostNumbers = 6;

    readonly Tensor values;
    readonly bool classes, probabilities;

    /// <summary>Answers of a tensor whose first axis counts samples.</summary>
    internal Answers(Tensor values)
    {
        this.values = values.ElementType.IsFloating ? values.Cast(ElementType.Float64) : values;
        classes = values.ElementType.IsFloating && values.Rank == 2 && values.Shape[1] > 1 && values.Shape[0] > 0;
        probabilities = classes && AreProbabilities(this.values.ToArray<double>(), (int)values.Shape[1]);
    }

    /// <summary>The heads of the columns.</summary>
    internal string[] Columns => classes ? ["class", probabilities ? "probability" : "score", "next"] : ["value"];

    /// <summary>The cells of a sample.</summary>
    internal string[] Row(int sample)
    {
        var row = values.Rank == 0 ? values : values[sample];
        if (!classes)
        {
            string text = row.Size <= MostNumbers && row.ElementType == ElementType.Float64 ? string.Join(", ", row.ToArray<double>().Select(Number))
                : row.Size == 1 ? row.ToString() : $"{row.ElementType.Name} {row.Shape}";
            return [text];
        }

        double[] scores = row.ToArray<double>();
        int[] order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i])];
        return [Text(order[0]), Shown(scores[order[0]]), $"{Text(order[1])} ({Shown(scores[order[1]])})"];
    }

    /// <summary>A table with a row for each sample: what it is called, the answer, and what else there is to say.</summary>
    internal static Table Table(string title, IReadOnlyList<(string Name, string Note)> samples, Tensor values, int most)
    {
        var answers = new Answers(values);
        bool noted = samples.Any(sample => sample.Note.Length > 0);
        var table = new Table { Title = new TableTitle(title.EscapeMarkup()) }.AddColumn("sample").AddColumns(answers.Columns);
        if (noted)
        {
            table.AddColumn("changed");
        }

        for (int i = 0; i < Math.Min(samples.Count, most); i++)
        {
            string[] cells = [samples[i].Name, .. answers.Row(i), .. noted ? new[] { samples[i].Note } : []];
            table.AddRow([.. cells.Select(Terminal.Printable)]);
        }

        return table;
    }

    string Shown(double score) => probabilities ? score.ToString("0.0000", CultureInfo.InvariantCulture) : Number(score);

    static string Number(double value) => ((float)value).ToString("G6", CultureInfo.InvariantCulture);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static bool AreProbabilities(double[] scores, int count)
    {
        for (int at = 0; at < scores.Length; at += count)
        {
            var row = scores.AsSpan(at, count);
            double sum = 0;
            foreach (double score in row)
            {
                sum += score is >= 0 and <= 1.001 ? score : double.NaN;
            }

            if (!(Math.Abs(sum - 1) < 0.01))
            {
                return false;
            }
        }

        return true;
    }
}
