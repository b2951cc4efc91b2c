using System.Text;

namespace Nabla;

/// <summary>A table drawn with box characters; cells are broken into lines at spaces, and longer words are cut off with an ellipsis.</summary>
internal sealed class SummaryTable
{
    readonly (string Title, char Side)[] columns;
    readonly int[] widths;
    readonly List<string[]> rows = [];

    /// <summary>A table without rows.</summary>
    /// <param name="lineLength">Width in characters.</param>
    /// <param name="positions">Where columns end, as shares of the width.</param>
    /// <param name="columns">Titles, and on which side cells stand: l, c or r.</param>
    internal SummaryTable(int lineLength, IReadOnlyList<double> positions, params (string Title, char Side)[] columns)
    {
        this.columns = columns;
        int[] ends = [.. positions.Select(p => (int)(lineLength * p))];
        int[] wanted = [.. ends.Select((end, i) => end - (i == 0 ? 0 : ends[i - 1]) + 2)];

        // Frame and padding make the columns wider than the line: each gives up an equal share, the last ones what rounding leaves.
        int excess = Math.Max(0, wanted.Sum() - (lineLength - columns.Length - 1));
        widths = new int[columns.Length];
        for (int i = 0; i < widths.Length; i++)
        {
            int less = Math.Min(wanted[i], (int)Math.Round((double)excess / (widths.Length - i), MidpointRounding.ToEven));
            widths[i] = Math.Max(3, wanted[i] - less);
            excess -= less;
        }
    }

    internal void Add(params string[] cells) => rows.Add(cells);

    public override string ToString()
    {
        var text = new StringBuilder();
        Rule(text, '┏', '━', '┳', '┓');
        Line(text, [.. columns.Select(c => c.Title)], '┃', atBottom: true);
        Rule(text, '┡', '━', '╇', '┩');
        for (int i = 0; i < rows.Count; i++)
        {
            Line(text, rows[i], '│', atBottom: false);
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

    void Line(StringBuilder text, string[] cells, char bar, bool atBottom)
    {
        var broken = cells.Select((cell, k) => Break(cell, widths[k] - 2)).ToArray();
        int height = broken.Max(b => b.Count);
        for (int i = 0; i < height; i++)
        {
            text.Append(bar);
            for (int k = 0; k < widths.Length; k++)
            {
                int line = atBottom ? i - (height - broken[k].Count) : i;
                string part = line >= 0 && line < broken[k].Count ? broken[k][line] : string.Empty;
                text.Append(' ').Append(Placed(part, widths[k] - 2, columns[k].Side)).Append(' ').Append(bar);
            }

            text.Append('\n');
        }
    }

    static string Placed(string text, int width, char side) => side switch
    {
        'l' => text.PadRight(width),
        'r' => text.PadLeft(width),
        _ => text.PadLeft(((width - text.Length) / 2) + text.Length).PadRight(width),
    };

    /// <summary>Words in lines of at most a width; longer words are cut.</summary>
    static List<string> Break(string cell, int width)
    {
        var lines = new List<string>();
        foreach (string word in cell.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= width)
            {
                lines[^1] += ' ' + word;
            }
            else
            {
                lines.Add(word.Length <= width ? word : word[..(width - 1)] + '…');
            }
        }

        return lines;
    }
}
