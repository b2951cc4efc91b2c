namespace Nabla.Summaries;

/// <summary>Boxes and arrows between them, laid out in ranks from the first to the last.</summary>
/// <remarks>Around it may lie a box: arrows then come in at entries and leave at exits.</remarks>
/// <param name="direction">Where the ranks lead.</param>
/// <param name="entries">How many arrows may come from outside.</param>
/// <param name="exits">How many may leave.</param>
sealed class Diagram(RankDir direction, int entries = 0, int exits = 0)
{
    readonly List<DiagramBox> boxes = [];
    readonly List<DiagramEdge> edges = [];
    readonly HashSet<(int, int, int, int)> known = [];

    public RankDir Direction => direction;

    public int Entries => entries;

    public int Exits => exits;

    public IReadOnlyList<DiagramBox> Boxes => boxes;

    public IReadOnlyList<DiagramEdge> Edges => edges;

    public double Width { get; set; }

    public double Height { get; set; }

    /// <summary>Where along its border each entry lies.</summary>
    public double[] EntryPlaces { get; } = new double[entries];

    /// <summary>Where along its border each exit lies.</summary>
    public double[] ExitPlaces { get; } = new double[exits];

    /// <summary>Adds a box.</summary>
    /// <returns>Its number.</returns>
    public int Add(DiagramBox box)
    {
        boxes.Add(box);
        return boxes.Count - 1;
    }

    /// <summary>An arrow from a box, or from exit <paramref name="fromExit"/> of the diagram inside it, to a box, or to entry <paramref name="toEntry"/> of the diagram inside it. Each is drawn once.</summary>
    public void Connect(int from, int fromExit, int to, int toEntry)
    {
        if (!known.Add((from, fromExit, to, toEntry)))
        {
            return;
        }

        boxes[from].HasLoop |= from == to;
        edges.Add(new(from, fromExit, to, toEntry));
    }

    /// <summary>An arrow from an entry to a box.</summary>
    public void Enter(int entry, int to, int toEntry) => Connect(~entry, to, toEntry, true);

    /// <summary>A line from a box to an exit.</summary>
    public void Leave(int from, int fromExit, int exit) => Connect(~exit, from, fromExit, false);

    void Connect(int border, int box, int port, bool enters)
    {
        var edge = enters ? new DiagramEdge(border, 0, box, port) : new DiagramEdge(box, port, border, 0);
        if (known.Add((edge.From, edge.FromExit, edge.To, edge.ToEntry)))
        {
            edges.Add(edge);
        }
    }
}

/// <summary>An arrow; numbers below 0 are those of entries or exits, complemented.</summary>
/// <param name="From">The box where it begins, or the entry.</param>
/// <param name="FromExit">The exit of the diagram inside that box.</param>
/// <param name="To">The box where it ends, or the exit.</param>
/// <param name="ToEntry">The entry of the diagram inside that box.</param>
sealed record DiagramEdge(int From, int FromExit, int To, int ToEntry)
{
    /// <summary>The way of the arrow.</summary>
    public PlotPoint[] Way { get; set; } = [];
}
