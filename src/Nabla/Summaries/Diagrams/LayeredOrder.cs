namespace Nabla.Summaries;

/// <summary>Orders the nodes within ranks so that few edges cross: each goes to the mean of its neighbours, rank by rank, down and up, then neighbours change places where that helps (Sugiyama and others, 1981).</summary>
static class LayeredOrder
{
    const int Sweeps = 24;

    /// <summary>Orders the ranks; the places of the nodes are their numbers in them.</summary>
    public static void Arrange(List<LayeredNode>[] ranks)
    {
        Number(ranks);
        var best = Copy(ranks);
        long fewest = Crossings(ranks);
        for (int sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            bool down = sweep % 2 == 0;
            for (int k = 1; k < ranks.Length; k++)
            {
                Sort(ranks[down ? k : ranks.Length - 1 - k], down);
            }

            foreach (var rank in ranks)
            {
                Swap(rank);
            }

            long crossings = Crossings(ranks);
            if (crossings < fewest)
            {
                (fewest, best) = (crossings, Copy(ranks));
            }
        }

        for (int r = 0; r < ranks.Length; r++)
        {
            ranks[r] = best[r];
        }

        Number(ranks);
    }

    /// <summary>How many pairs of edges cross.</summary>
    public static long Crossings(List<LayeredNode>[] ranks)
    {
        long crossings = 0;
        for (int r = 0; r + 1 < ranks.Length; r++)
        {
            // In order of their upper ends, each piece crosses those before it that end further right.
            var pieces = ranks[r].SelectMany(node => node.Below).OrderBy(Upper).ThenBy(Lower).ToList();
            double[] ends = [.. pieces.Select(Lower).Distinct().Order()];
            int[] sums = new int[ends.Length + 1];
            for (int i = 0; i < pieces.Count; i++)
            {
                int place = Array.BinarySearch(ends, Lower(pieces[i])) + 1, before = 0;
                for (int k = place; k > 0; k -= k & -k)
                {
                    before += sums[k];
                }

                crossings += i - before;
                for (int k = place; k <= ends.Length; k += k & -k)
                {
                    sums[k]++;
                }
            }
        }

        return crossings;
    }

    static double Upper(LayeredSegment piece) => piece.Upper.Place + Share(piece.UpperPort, piece.Upper);

    static double Lower(LayeredSegment piece) => piece.Lower.Place + Share(piece.LowerPort, piece.Lower);

    // Within ± 1/2, so that ends at one node keep together.
    static double Share(double port, LayeredNode node) => node.Breadth > 0 ? Math.Clamp(port / node.Breadth, -0.499, 0.499) : 0;

    static void Sort(List<LayeredNode> rank, bool byAbove)
    {
        var wanted = rank.ToDictionary(node => node, node =>
        {
            var pieces = byAbove ? node.Above : node.Below;
            return pieces.Count == 0 ? node.Place : byAbove ? pieces.Average(Upper) : pieces.Average(Lower);
        });
        var sorted = rank.OrderBy(node => wanted[node]).ToList();
        for (int i = 0; i < sorted.Count; i++)
        {
            rank[i] = sorted[i];
            sorted[i].Place = i;
        }
    }

    static void Swap(List<LayeredNode> rank)
    {
        bool better = true;
        for (int pass = 0; pass < 4 && better; pass++)
        {
            better = false;
            for (int i = 0; i + 1 < rank.Count; i++)
            {
                var (left, right) = (rank[i], rank[i + 1]);
                if (Between(left, right) > Between(right, left))
                {
                    (rank[i], rank[i + 1]) = (right, left);
                    (left.Place, right.Place) = (i + 1, i);
                    better = true;
                }
            }
        }
    }

    /// <summary>Crossings of the edges of two nodes if they stand in this order.</summary>
    static int Between(LayeredNode left, LayeredNode right) =>
        left.Above.Sum(a => right.Above.Count(b => Upper(a) > Upper(b))) + left.Below.Sum(a => right.Below.Count(b => Lower(a) > Lower(b)));

    static List<LayeredNode>[] Copy(List<LayeredNode>[] ranks) => Array.ConvertAll(ranks, rank => rank.ToList());

    static void Number(List<LayeredNode>[] ranks)
    {
        foreach (var rank in ranks)
        {
            for (int i = 0; i < rank.Count; i++)
            {
                rank[i].Place = i;
            }
        }
    }
}
