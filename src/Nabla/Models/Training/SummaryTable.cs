using System.Text;

namespace Nabla;

/// <summary>A table of three columns drawn with box characters; long cells are broken into lines.</summary>
internal sealed class SummaryTable
{
    static readonly string[] Header = ["Layer (type)", "Output Shape", "Param #"];

    readonly int[] widths;
    readonly List<string[]> rows = [];

    internal SummaryTable(int lineLength)
    {
        // Four frame lines and a space on each side of each cell; Keras gives the columns 45, 35 and 20 parts of the width.
        int inner = Math.Max(lineLength, 24) - 4;
        int first = (int)Math.Round(inner * 0.46), second = (int)Math.Round(inner * 0.33);
        widths = [first, second, inner - first - second];
    }

    internal void Add(params string[] cells) => rows.Add(cells);

    public override string ToString()
    {
        var text = new StringBuilder();
        Rule(text, '┏', '━', '┳', '┓');
        Line(text, Header, '┃');
        Rule(text, '┡', '━', '╇', '┩');
        for (int i = 0; i < rows.Count; i++)
        {
            Line(text, rows[i], '│');
            if (i + 1 < rows.Count)
            {
                Rule(text, '├', '─', '┼', '┤');
            }
        }

        Rule(text, '└', '─', '┴', '┘');
        return text.ToString();
    }

    void Rule(StringBuilder text, char left, char line, char cross, char right)
    {
        text.Append(left);
        for (int k = 0; k < widths.Length; k++)
        {
            text.Append(line, widths[k]).Append(k + 1 < widths.Length ? cross : right);
        }

        text.Append('\n');
    }

    void Line(StringBuilder text, string[] cells, char bar)
    {
        var broken = cells.Select((cell, k) => Break(cell, widths[k] - 2)).ToArray();
        for (int i = 0; i < broken.Max(b => b.Count); i++)
        {
            text.Append(bar);
            for (int k = 0; k < widths.Length; k++)
            {
                string part = i < broken[k].Count ? broken[k][i] : string.Empty;
                text.Append(' ').Append(k == 2 ? part.PadLeft(widths[k] - 2) : part.PadRight(widths[k] - 2)).Append(' ').Append(bar);
            }

            text.Append('\n');
        }
    }

    /// <summary>Words in lines of at most a width; longer words are cut.</summary>
    static List<string> Break(string cell, int width)
    {
        var lines = new List<string> { string.Empty };
        foreach (string word in cell.Split(' '))
        {
            string rest = word;
            if (lines[^1].Length > 0 && lines[^1].Length + 1 + rest.Length <= width)
            {
                lines[^1] += ' ' + rest;
                continue;
            }

            if (lines[^1].Length > 0)
            {
                lines.Add(string.Empty);
            }

            while (rest.Length > width)
            {
                lines[^1] = rest[..width];
                rest = rest[width..];
                lines.Add(string.Empty);
            }

            lines[^1] = rest;
        }

        return lines;
    }
}
