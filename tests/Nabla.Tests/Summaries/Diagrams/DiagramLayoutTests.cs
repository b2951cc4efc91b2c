using Nabla.Summaries;
using Xunit;

namespace Nabla.Tests.Summaries.Diagrams;

public sealed class DiagramLayoutTests
{
    static Diagram Random(int seed, RankDir direction, int boxes, int edges, bool rings)
    {
        var random = new Random(seed);
        var diagram = new Diagram(direction);
        for (int i = 0; i < boxes; i++)
        {
            var rows = Enumerable.Range(0, random.Next(3)).Select(_ => (IReadOnlyList<DiagramCell>)[new("a cell"), new(new string('x', random.Next(20)))]);
            diagram.Add(new(new string('n', random.Next(1, 24)), [.. rows], PlotColor.Ink));
        }

        for (int i = 0; i < edges; i++)
        {
            int a = random.Next(boxes), b = random.Next(boxes);
            if (rings || a != b)
            {
                diagram.Connect(rings ? a : Math.Min(a, b), 0, rings ? b : Math.Max(a, b), 0);
            }
        }

        DiagramLayout.Set(diagram);
        return diagram;
    }

    static bool Overlap(PlotBox a, PlotBox b) => a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;

    static bool IsInside(PlotBox box, PlotPoint p) => p.X > box.Left + 0.6 && p.X < box.Right - 0.6 && p.Y > box.Top + 0.6 && p.Y < box.Bottom - 0.6;

    static double FromBorder(PlotBox box, PlotPoint p) =>
        Math.Max(Math.Max(box.Left - p.X, p.X - box.Right), Math.Max(box.Top - p.Y, p.Y - box.Bottom)) is > 0 and var outside ? outside
        : new[] { p.X - box.Left, box.Right - p.X, p.Y - box.Top, box.Bottom - p.Y }.Min();

    [Theory]
    [InlineData(RankDir.TopToBottom)]
    [InlineData(RankDir.BottomToTop)]
    [InlineData(RankDir.LeftToRight)]
    [InlineData(RankDir.RightToLeft)]
    public void Boxes_lie_apart_and_arrows_pass_none(RankDir direction)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var diagram = Random(seed, direction, 4 + seed, 6 + (2 * seed), rings: seed % 3 == 0);
            for (int i = 0; i < diagram.Boxes.Count; i++)
            {
                var place = diagram.Boxes[i].Place;
                Assert.True(place.Left >= -0.01 && place.Top >= -0.01 && place.Right <= diagram.Width + 0.51 && place.Bottom <= diagram.Height + 0.51, $"{place} in {diagram.Width} × {diagram.Height}");
                Assert.DoesNotContain(diagram.Boxes.Take(i), other => Overlap(place, other.Place));
            }

            foreach (var edge in diagram.Edges)
            {
                Assert.True(edge.Way.Length >= 2);
                Assert.All(edge.Way, p => Assert.DoesNotContain(diagram.Boxes, box => IsInside(box.Place, p)));
                Assert.True(FromBorder(diagram.Boxes[edge.From].Place, edge.Way[0]) < 1);
                Assert.True(FromBorder(diagram.Boxes[edge.To].Place, edge.Way[^1]) < 1);
            }
        }
    }

    [Fact]
    public void A_chain_is_straight_and_leads_where_it_is_to()
    {
        foreach (var (direction, across, along) in new (RankDir, Func<PlotPoint, double>, Func<PlotPoint, double>)[]
        {
            (RankDir.TopToBottom, p => p.X, p => p.Y), (RankDir.BottomToTop, p => p.X, p => -p.Y), (RankDir.LeftToRight, p => p.Y, p => p.X), (RankDir.RightToLeft, p => p.Y, p => -p.X),
        })
        {
            var diagram = new Diagram(direction);
            for (int i = 0; i < 6; i++)
            {
                diagram.Add(new(new string('m', 3 + (7 * (i % 3))), [], PlotColor.Ink));
                if (i > 0)
                {
                    diagram.Connect(i - 1, 0, i, 0);
                }
            }

            DiagramLayout.Set(diagram);
            Assert.All(diagram.Edges, edge => Assert.Equal(across(edge.Way[0]), across(edge.Way[^1]), 0.01));
            Assert.All(diagram.Edges, edge => Assert.True(along(edge.Way[0]) < along(edge.Way[^1])));
        }
    }

    [Fact]
    public void Edges_that_need_not_cross_do_not()
    {
        // Two ladders, drawn in an order that mixes them.
        var nodes = Enumerable.Range(0, 12).Select(i => new LayeredNode(40, 20, isBend: false) { Rank = i / 4 }).ToArray();
        int[] order = [0, 2, 1, 3];
        for (int i = 0; i < 8; i++)
        {
            var (upper, lower) = (nodes[i], nodes[(((i / 4) + 1) * 4) + order[i % 4]]);
            var piece = new LayeredSegment(upper, lower, 0, 0);
            upper.Below.Add(piece);
            lower.Above.Add(piece);
        }

        List<LayeredNode>[] ranks = [.. nodes.Chunk(4).Select(rank => rank.ToList())];
        LayeredOrder.Arrange(ranks);
        Assert.Equal(0, LayeredOrder.Crossings(ranks));
    }

    [Fact]
    public void Crossings_are_counted()
    {
        var nodes = Enumerable.Range(0, 6).Select(i => new LayeredNode(40, 20, isBend: false) { Rank = i / 3, Place = i % 3 }).ToArray();
        foreach (var (a, b) in new[] { (0, 5), (1, 4), (2, 3), (0, 3) })
        {
            var piece = new LayeredSegment(nodes[a], nodes[b], 0, 0);
            nodes[a].Below.Add(piece);
            nodes[b].Above.Add(piece);
        }

        Assert.Equal(3, LayeredOrder.Crossings([.. nodes.Chunk(3).Select(rank => rank.ToList())]));
    }

    [Fact]
    public void Ranks_lead_downwards_but_for_rings()
    {
        var edges = new[] { (0, 1), (1, 2), (2, 0), (0, 3), (3, 2) };
        var levels = LayeredRanks.Of(4, edges, new HashSet<int>(), new HashSet<int>());
        Assert.Equal([false, false, true, false, false], levels.Reversed);
        Assert.All(edges.Where((_, i) => !levels.Reversed[i]), edge => Assert.True(levels.Ranks[edge.Item1] < levels.Ranks[edge.Item2]));

        // An input that is needed late stands near to where it is needed.
        Assert.Equal(2, LayeredRanks.Of(5, [(0, 1), (1, 2), (2, 3), (4, 3)], new HashSet<int>(), new HashSet<int>()).Ranks[4]);
    }

    [Fact]
    public void A_very_deep_chain_is_laid_out()
    {
        var diagram = new Diagram(RankDir.TopToBottom);
        for (int i = 0; i < 3000; i++)
        {
            diagram.Add(new("x", [], PlotColor.Ink));
            if (i > 0)
            {
                diagram.Connect(i - 1, 0, i, 0);
            }
        }

        DiagramLayout.Set(diagram);
        Assert.True(diagram.Height > 3000 * DiagramBox.TitleHeight);
    }
}
