namespace Nabla.Summaries;

/// <summary>Lines along which a field of values has one level: marching squares, joined into long lines.</summary>
/// <remarks>Lorensen and Cline, "Marching cubes", 1987, in the plane. Coordinates are (column, row).</remarks>
static class ContourLines
{
    public static IEnumerable<PlotPoint[]> Of(double[,] values, double level)
    {
        // An end is named by the grid edge it lies on: twice the dot's index, plus one for the edge upwards.
        Dictionary<long, PlotPoint> points = [];
        Dictionary<long, List<long>> neighbours = [];
        for (int i = 0; i + 1 < values.GetLength(0); i++)
        {
            for (int j = 0; j + 1 < values.GetLength(1); j++)
            {
                Cell(values, level, i, j, points, neighbours);
            }
        }

        return Join(points, neighbours);
    }

    static void Cell(double[,] values, double level, int i, int j, Dictionary<long, PlotPoint> points, Dictionary<long, List<long>> neighbours)
    {
        (double a, double b, double c, double d) = (values[i, j], values[i, j + 1], values[i + 1, j + 1], values[i + 1, j]);
        if (!(double.IsFinite(a) && double.IsFinite(b) && double.IsFinite(c) && double.IsFinite(d)))
        {
            return;
        }

        long columns = values.GetLength(1);
        long at = (i * columns) + j;
        Span<long> ends = stackalloc long[4];
        int count = 0;
        if (a > level != b > level)
        {
            ends[count++] = Put(points, 2 * at, j + ((level - a) / (b - a)), i);
        }

        if (b > level != c > level)
        {
            ends[count++] = Put(points, (2 * (at + 1)) + 1, j + 1, i + ((level - b) / (c - b)));
        }

        if (c > level != d > level)
        {
            ends[count++] = Put(points, 2 * (at + columns), j + ((level - d) / (c - d)), i + 1);
        }

        if (d > level != a > level)
        {
            ends[count++] = Put(points, (2 * at) + 1, j, i + ((level - a) / (d - a)));
        }

        if (count == 2)
        {
            Link(neighbours, ends[0], ends[1]);
        }
        else if (count == 4)
        {
            // A saddle: the mean says which pair of corners hangs together.
            bool high = (a + b + c + d) / 4 > level;
            bool first = high == a > level;
            Link(neighbours, ends[0], ends[first ? 1 : 3]);
            Link(neighbours, ends[2], ends[first ? 3 : 1]);
        }
    }

    static long Put(Dictionary<long, PlotPoint> points, long edge, double x, double y)
    {
        points[edge] = new(x, y);
        return edge;
    }

    static void Link(Dictionary<long, List<long>> neighbours, long a, long b)
    {
        foreach ((long from, long to) in ((long, long)[])[(a, b), (b, a)])
        {
            if (!neighbours.TryGetValue(from, out List<long>? list))
            {
                neighbours[from] = list = [];
            }

            list.Add(to);
        }
    }

    static IEnumerable<PlotPoint[]> Join(Dictionary<long, PlotPoint> points, Dictionary<long, List<long>> neighbours)
    {
        // Open lines begin at an end with one neighbour; what is left are rings.
        foreach (long start in neighbours.Where(pair => pair.Value.Count == 1).Select(pair => pair.Key).ToArray().Concat([.. neighbours.Keys]))
        {
            if (neighbours[start].Count == 0)
            {
                continue;
            }

            List<PlotPoint> line = [points[start]];
            for (long at = start; neighbours[at].Count > 0;)
            {
                long next = neighbours[at][^1];
                neighbours[at].RemoveAt(neighbours[at].Count - 1);
                neighbours[next].Remove(at);
                line.Add(points[next]);
                at = next;
            }

            yield return [.. line];
        }
    }
}
