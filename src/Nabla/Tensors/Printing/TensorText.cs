using System.Text;

namespace Nabla;

/// <summary>Tensors as text in nested brackets, as NumPy prints arrays: lines of at most 75 characters; of more than 1000 elements
/// only three at each end of an axis.</summary>
internal sealed class TensorText
{
    const int LineWidth = 75, Most = 1000, Edge = 3;

    readonly Tensor x;
    readonly bool shortened;
    readonly string[] words;
    int next;

    TensorText(Tensor x)
    {
        this.x = x;
        shortened = x.Size > Most;
        var places = new List<long>();
        Shown(0, x.Offset, places);
        words = ElementText.Column(x, places);
    }

    internal static string Of(Tensor x) =>
        x.Rank == 0 ? ElementText.Alone(x) : x.Size == 0 ? "[]" : new TensorText(x).Block(0, " ", LineWidth);

    void Shown(int axis, long place, List<long> places)
    {
        if (axis == x.Rank)
        {
            places.Add(place);
            return;
        }

        long length = x.Shape.Lengths[axis];
        for (long i = 0; i < length; i++)
        {
            if (IsCut(length) && i == Edge)
            {
                i = length - Edge;
            }

            Shown(axis + 1, place + i * x.Strides[axis], places);
        }
    }

    bool IsCut(long length) => shortened && length > 2 * Edge;

    // Words come in the order in which Shown met them.
    string Block(int axis, string indent, int width)
    {
        long length = x.Shape.Lengths[axis];
        bool cut = IsCut(length);
        long count = cut ? 2 * Edge : length;
        var text = new StringBuilder();
        if (axis == x.Rank - 1)
        {
            string line = indent;
            for (long i = 0; i < count; i++)
            {
                if (cut && i == Edge)
                {
                    line = Extend(text, line, "...", indent, width - 1) + " ";
                }

                line = Extend(text, line, words[next++], indent, width - 1) + (i == count - 1 ? string.Empty : " ");
            }

            text.Append(line);
        }
        else
        {
            string gap = new('\n', x.Rank - 1 - axis);
            for (long i = 0; i < count; i++)
            {
                if (cut && i == Edge)
                {
                    text.Append(indent).Append("...").Append(gap);
                }

                text.Append(indent).Append(Block(axis + 1, indent + " ", width - 1)).Append(i == count - 1 ? string.Empty : gap);
            }
        }

        return $"[{text.ToString(indent.Length, text.Length - indent.Length)}]";
    }

    // A word that would pass the end of the line begins the next one, unless it is the first.
    static string Extend(StringBuilder text, string line, string word, string indent, int width)
    {
        if (line.Length + word.Length > width && line.Length > indent.Length)
        {
            text.Append(line.TrimEnd()).Append('\n');
            line = indent;
        }

        return line + word;
    }
}
