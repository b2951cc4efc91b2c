namespace Nabla.Summaries;

/// <summary>Lays out a diagram: ranks, order, places, then the ways of the arrows. Diagrams inside boxes are laid out before.</summary>
/// <remarks>It is worked out as from top to bottom; other directions turn the result.</remarks>
sealed class DiagramLayout
{
    const double LeastGap = 36, MostGap = 110, BorderGap = 22, BendBreadth = 6;

    readonly Diagram diagram;
    readonly bool lies;
    readonly List<LayeredNode>[] ranks;
    readonly List<(DiagramEdge Edge, List<LayeredSegment> Pieces, bool Reversed)> chains = [];
    readonly double[] starts, ends;

    DiagramLayout(Diagram diagram)
    {
        this.diagram = diagram;
        lies = diagram.Direction is RankDir.LeftToRight or RankDir.RightToLeft;
        int count = diagram.Boxes.Count;
        var edges = diagram.Edges.Where(edge => edge.From != edge.To).ToList();
        var levels = LayeredRanks.Of(
            count + diagram.Entries + diagram.Exits,
            [.. edges.Select(edge => (Number(edge.From, count), Number(edge.To, count + diagram.Entries)))],
            Enumerable.Range(count, diagram.Entries).ToHashSet(),
            Enumerable.Range(count + diagram.Entries, diagram.Exits).ToHashSet());
        var nodes = new List<LayeredNode>();
        nodes.AddRange(diagram.Boxes.Select(box => new LayeredNode(Breadth(box) + (2 * box.SideRoom), Depth(box), isBend: false)));
        nodes.AddRange(Enumerable.Range(0, diagram.Entries + diagram.Exits).Select(_ => new LayeredNode(BendBreadth, 0, isBend: true)));
        for (int i = 0; i < nodes.Count; i++)
        {
            nodes[i].Rank = levels.Ranks[i];
        }

        ranks = [.. Enumerable.Range(0, nodes.Select(node => node.Rank + 1).DefaultIfEmpty().Max()).Select(_ => new List<LayeredNode>())];
        nodes.ForEach(node => ranks[node.Rank].Add(node));
        for (int k = 0; k < edges.Count; k++)
        {
            Chain(edges[k], nodes[Number(edges[k].From, count)], nodes[Number(edges[k].To, count + diagram.Entries)], levels.Reversed[k]);
        }

        LayeredOrder.Arrange(ranks);
        LayeredPlaces.Set(ranks);
        (starts, ends) = Depths();
        Place(nodes);
    }

    /// <summary>Sets the places of all boxes and the ways of all arrows.</summary>
    public static void Set(Diagram diagram) => _ = new DiagramLayout(diagram);

    static int Number(int boxOrBorder, int borders) => boxOrBorder >= 0 ? boxOrBorder : borders + ~boxOrBorder;

    double Breadth(DiagramBox box) => lies ? box.Height : box.Width;

    double Depth(DiagramBox box) => lies ? box.Width : box.Height;

    /// <summary>An edge in pieces from rank to rank.</summary>
    void Chain(DiagramEdge edge, LayeredNode from, LayeredNode to, bool reversed)
    {
        var (upper, lower) = reversed ? (to, from) : (from, to);
        double first = reversed ? Port(edge.To, edge.ToEntry, enters: true) : Port(edge.From, edge.FromExit, enters: false);
        double last = reversed ? Port(edge.From, edge.FromExit, enters: false) : Port(edge.To, edge.ToEntry, enters: true);
        var pieces = new List<LayeredSegment>();
        var at = upper;
        for (int r = upper.Rank + 1; r <= lower.Rank; r++)
        {
            var next = r == lower.Rank ? lower : new LayeredNode(BendBreadth, 0, isBend: true) { Rank = r };
            if (next != lower)
            {
                ranks[r].Add(next);
            }

            var piece = new LayeredSegment(at, next, at == upper ? first : 0, next == lower ? last : 0);
            at.Below.Add(piece);
            next.Above.Add(piece);
            pieces.Add(piece);
            at = next;
        }

        chains.Add((edge, pieces, reversed));
    }

    /// <summary>How far from the middle of its box an arrow ends: in the middle, or over the place of an entry or exit.</summary>
    double Port(int box, int port, bool enters)
    {
        if (box < 0 || diagram.Boxes[box].Inner is not { } inner)
        {
            return 0;
        }

        var around = diagram.Boxes[box];
        double place = (enters ? inner.EntryPlaces : inner.ExitPlaces)[port];
        return lies ? around.InnerStart.Y + place - (around.Height / 2) : around.InnerStart.X + place - (around.Width / 2);
    }

    /// <summary>Where each rank begins and ends; gaps are higher where arrows go far aside.</summary>
    (double[] Starts, double[] Ends) Depths()
    {
        double[] starts = new double[ranks.Length], ends = new double[ranks.Length];
        double at = 0;
        for (int r = 0; r < ranks.Length; r++)
        {
            starts[r] = at;
            at = ends[r] = at + ranks[r].Max(node => node.Depth);
            double aside = ranks[r].SelectMany(node => node.Below).Select(piece => Math.Abs(piece.Upper.At + piece.UpperPort - piece.Lower.At - piece.LowerPort)).DefaultIfEmpty().Max();
            bool border = (r == 0 && diagram.Entries > 0) || (r + 2 == ranks.Length && diagram.Exits > 0);
            at += Math.Clamp((border ? BorderGap : LeastGap) + (aside * 0.13), 0, MostGap);
        }

        return (starts, ends);
    }

    void Place(List<LayeredNode> nodes)
    {
        double breadth = ranks.SelectMany(rank => rank).Select(node => node.At + (node.Breadth / 2)).DefaultIfEmpty().Max(), depth = ends.Length == 0 ? 0 : ends[^1];
        (diagram.Width, diagram.Height) = lies ? (depth, breadth) : (breadth, depth);
        for (int i = 0; i < diagram.Boxes.Count; i++)
        {
            var (node, box) = (nodes[i], diagram.Boxes[i]);
            var middle = Turned(new(node.At, (starts[node.Rank] + ends[node.Rank]) / 2));
            box.Place = new(middle.X - (box.Width / 2), middle.Y - (box.Height / 2), middle.X + (box.Width / 2), middle.Y + (box.Height / 2));
        }

        for (int i = 0; i < diagram.Entries; i++)
        {
            diagram.EntryPlaces[i] = nodes[diagram.Boxes.Count + i].At;
        }

        for (int i = 0; i < diagram.Exits; i++)
        {
            diagram.ExitPlaces[i] = nodes[diagram.Boxes.Count + diagram.Entries + i].At;
        }

        foreach (var (edge, pieces, reversed) in chains)
        {
            var way = DiagramWays.Of(pieces, starts, ends).ConvertAll(Turned);
            if (reversed)
            {
                way.Reverse();
            }

            edge.Way = [.. way];
        }

        foreach (var edge in diagram.Edges.Where(edge => edge.From == edge.To))
        {
            var node = nodes[edge.From];
            double middle = (starts[node.Rank] + ends[node.Rank]) / 2;
            edge.Way = [.. DiagramWays.Loop(node.At + (Breadth(diagram.Boxes[edge.From]) / 2), middle, node.Depth).ConvertAll(Turned)];
        }
    }

    /// <summary>A point of a drawing from top to bottom in the direction of the diagram.</summary>
    PlotPoint Turned(PlotPoint p) => diagram.Direction switch
    {
        RankDir.TopToBottom => p,
        RankDir.BottomToTop => new(p.X, diagram.Height - p.Y),
        RankDir.LeftToRight => new(p.Y, p.X),
        _ => new(diagram.Width - p.Y, p.X),
    };
}
