using Nabla.Files;

namespace Nabla.Formats;

/// <summary>The five row filters of PNG: each byte is stored as the difference to a prediction from its left, upper and upper left bytes.</summary>
/// <remarks>PNG specification (third edition), section 9.</remarks>
static class PngFilters
{
    /// <summary>Turns a filtered row into the bytes themselves, in place.</summary>
    /// <param name="filter">0 none, 1 left, 2 above, 3 mean of both, 4 Paeth.</param>
    /// <param name="row">The row, without its filter byte.</param>
    /// <param name="above">The finished row above; zeros for the first.</param>
    /// <param name="step">Bytes a dot, at least 1.</param>
    /// <param name="name">The file, for messages.</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step, string name)
    {
        switch (filter)
        {
            case 0:
                return;
            case 1:
                for (int i = step; i < row.Length; i++)
                {
                    row[i] += row[i - step];
                }

                return;
            case 2:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += above[i];
                }

                return;
            case 3:
                for (int i = 0; i < row.Length; i++)
                {
                    int left = i >= step ? row[i - step] : 0;
                    row[i] += (byte)((left + above[i]) >> 1);
                }

                return;
            case 4:
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += i >= step ? Paeth(row[i - step], above[i], above[i - step]) : above[i];
                }

                return;
            default:
                throw new ModelFormatException(name, "", $"filter type {filter}: only 0 to 4 exist, so the picture is damaged");
        }
    }

    /// <summary>Writes the filtered row and returns the sum of the magnitudes of its bytes read as signed numbers.</summary>
    public static long Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int step, Span<byte> filtered)
    {
        // The first dot has nothing on its left, so it is done by itself; behind it every filter is one plain loop.
        long cost = 0;
        for (int i = 0; i < Math.Min(step, row.Length); i++)
        {
            int prediction = filter is 2 or 4 ? above[i] : filter == 3 ? above[i] >> 1 : 0;
            filtered[i] = (byte)(row[i] - prediction);
        }

        switch (filter)
        {
            case 0:
                row.CopyTo(filtered);
                break;
            case 1:
                for (int i = step; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - row[i - step]);
                }

                break;
            case 2:
                for (int i = step; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - above[i]);
                }

                break;
            case 3:
                for (int i = step; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - ((row[i - step] + above[i]) >> 1));
                }

                break;
            default:
                for (int i = step; i < row.Length; i++)
                {
                    filtered[i] = (byte)(row[i] - Paeth(row[i - step], above[i], above[i - step]));
                }

                break;
        }

        foreach (byte difference in filtered[..row.Length])
        {
            cost += Math.Abs((int)(sbyte)difference);
        }

        return cost;
    }

    // Of left, above and corner the one nearest to left + above − corner; ties go to the first named.
    static byte Paeth(byte left, byte above, byte corner)
    {
        int toLeft = Math.Abs(above - corner);
        int toAbove = Math.Abs(left - corner);
        int toCorner = Math.Abs(left + above - corner - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
