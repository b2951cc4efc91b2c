namespace Nabla.Summaries;

/// <summary>Places the nodes along their ranks: as near to their neighbours above and below as their order and extents allow.</summary>
static class LayeredPlaces
{
    const double BoxGap = 28, BendGap = 16;
    const int Sweeps = 60, Rounds = 40;

    /// <summary>Sets where each node lies; the leftmost border is 0.</summary>
    public static void Set(List<LayeredNode>[] ranks)
    {
        foreach (var rank in ranks)
        {
            double at = 0;
            for (int i = 0; i < rank.Count; i++)
            {
                at += i == 0 ? 0 : Distance(rank[i - 1], rank[i]);
                rank[i].At = at;
            }

            foreach (var node in rank)
            {
                node.At -= at / 2;
            }
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            bool down = sweep % 2 == 0, both = sweep >= Sweeps / 2;
            for (int k = 0; k < ranks.Length; k++)
            {
                Settle(ranks[down ? k : ranks.Length - 1 - k], both || down, both || !down);
            }
        }

        // What is nearly straight becomes so; rows that are in each other's way agree round by round, and less and less is moved for the sake of others.
        var blocks = LayeredBlocks.Of(ranks);
        for (int round = 0; round < Rounds; round++)
        {
            double share = 1 - Math.Min(1, round * 1.5 / Rounds);
            blocks.ForEach(block => LayeredBlocks.Wish(block, share * share));
            foreach (var rank in ranks)
            {
                Settle(rank, byAbove: true, byBelow: true);
            }
        }

        double left = ranks.SelectMany(rank => rank).Select(node => node.At - (node.Breadth / 2)).DefaultIfEmpty().Min();
        foreach (var node in ranks.SelectMany(rank => rank))
        {
            node.At = Math.Round((node.At - left) * 2) / 2;
        }
    }

    /// <summary>The least distance of the middles of two neighbours.</summary>
    static double Distance(LayeredNode left, LayeredNode right) => ((left.Breadth + right.Breadth) / 2) + (left.IsBend && right.IsBend ? BendGap : BoxGap);

    /// <summary>The places of a rank that are nearest in squares to those wanted, in order and at distances.</summary>
    static void Settle(List<LayeredNode> rank, bool byAbove, bool byBelow)
    {
        // With the distances taken off, places only must not fall: neighbours that would are pooled at their weighted mean.
        var pools = new List<(double Sum, double Weight, int Count)>();
        double[] offsets = new double[rank.Count];
        for (int i = 0; i < rank.Count; i++)
        {
            offsets[i] = i == 0 ? 0 : offsets[i - 1] + Distance(rank[i - 1], rank[i]);
            var (wanted, weight) = Wanted(rank[i], byAbove, byBelow);
            var pool = (Sum: (wanted - offsets[i]) * weight, Weight: weight, Count: 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Weight > pool.Sum / pool.Weight)
            {
                pool = (pool.Sum + pools[^1].Sum, pool.Weight + pools[^1].Weight, pool.Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        int next = 0;
        foreach (var pool in pools)
        {
            for (int i = 0; i < pool.Count; i++, next++)
            {
                rank[next].At = (pool.Sum / pool.Weight) + offsets[next];
            }
        }
    }

    static (double Wanted, double Weight) Wanted(LayeredNode node, bool byAbove, bool byBelow)
    {
        if (node.Wish is { } wish)
        {
            return wish;
        }

        // A little of where it is keeps what has no neighbours in place.
        const double Inertia = 1e-3;
        double sum = node.At * Inertia, weight = Inertia;
        foreach (var piece in byAbove ? node.Above : [])
        {
            Add(piece.Upper.At + piece.UpperPort - piece.LowerPort, Strength(piece));
        }

        foreach (var piece in byBelow ? node.Below : [])
        {
            Add(piece.Lower.At + piece.LowerPort - piece.UpperPort, Strength(piece));
        }

        return (sum / weight, weight);

        void Add(double wanted, double strength)
        {
            sum += wanted * strength;
            weight += strength;
        }
    }

    // Long edges are straight before all, then boxes that follow each other stand below each other; a long edge bends towards its ends.
    internal static double Strength(LayeredSegment piece) => (piece.Upper.IsBend, piece.Lower.IsBend) switch
    {
        (true, true) => 4,
        (false, false) => 1,
        (true, false) => piece.Lower.Above.Any(other => !other.Upper.IsBend) ? 0.01 : 1,
        (false, true) => piece.Upper.Below.Any(other => !other.Lower.IsBend) ? 0.01 : 1,
    };
}
