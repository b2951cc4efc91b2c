namespace Nabla.Summaries;

/// <summary>The rank of each node: edges go downwards, as short as can be. Edges that close a ring are turned round.</summary>
/// <param name="Ranks">The ranks, counted from 0.</param>
/// <param name="Reversed">For each edge whether it goes upwards.</param>
sealed record LayeredRanks(int[] Ranks, bool[] Reversed)
{
    const int Passes = 8;

    /// <summary>Ranks nodes.</summary>
    /// <param name="nodes">How many there are.</param>
    /// <param name="edges">From where to where.</param>
    /// <param name="entries">Nodes that stand above all others, in a rank of their own.</param>
    /// <param name="exits">Nodes that stand below all others, in a rank of their own.</param>
    public static LayeredRanks Of(int nodes, IReadOnlyList<(int From, int To)> edges, IReadOnlySet<int> entries, IReadOnlySet<int> exits)
    {
        bool[] reversed = Turned(nodes, edges);
        var after = new List<int>[nodes];
        var before = new List<int>[nodes];
        for (int i = 0; i < nodes; i++)
        {
            (after[i], before[i]) = ([], []);
        }

        for (int k = 0; k < edges.Count; k++)
        {
            var (from, to) = reversed[k] ? (edges[k].To, edges[k].From) : edges[k];
            after[from].Add(to);
            before[to].Add(from);
        }

        int[] order = Sorted(before, after), ranks = new int[nodes];
        foreach (int node in order)
        {
            int least = entries.Count > 0 && !entries.Contains(node) ? 1 : 0;
            ranks[node] = before[node].Count == 0 ? least : Math.Max(least, before[node].Max(other => ranks[other]) + 1);
        }

        Sink(order, ranks, before, after, entries);
        int last = exits.Count == nodes ? 0 : Enumerable.Range(0, nodes).Where(node => !exits.Contains(node)).Max(node => ranks[node]) + 1;
        foreach (int node in exits)
        {
            ranks[node] = last;
        }

        return new(ranks, reversed);
    }

    /// <summary>Nodes with room move down to what they lead to, where that makes no edges longer in sum.</summary>
    static void Sink(int[] order, int[] ranks, List<int>[] before, List<int>[] after, IReadOnlySet<int> entries)
    {
        bool moved = true;
        for (int pass = 0; pass < Passes && moved; pass++)
        {
            moved = false;
            foreach (int node in order.Reverse())
            {
                if (!entries.Contains(node) && after[node].Count > 0 && after[node].Count >= before[node].Count && after[node].Min(other => ranks[other]) - 1 is var lowest && lowest > ranks[node])
                {
                    ranks[node] = lowest;
                    moved = true;
                }
            }
        }
    }

    /// <summary>Which edges close a ring, as they are met from the first node. Without recursion: models may be very deep.</summary>
    static bool[] Turned(int nodes, IReadOnlyList<(int From, int To)> edges)
    {
        var leaving = Enumerable.Range(0, edges.Count).ToLookup(k => edges[k].From);
        bool[] reversed = new bool[edges.Count], open = new bool[nodes], done = new bool[nodes];
        for (int start = 0; start < nodes; start++)
        {
            var way = new Stack<(int Node, IEnumerator<int> Left)>();
            Open(start);
            while (way.TryPeek(out var top))
            {
                if (!top.Left.MoveNext())
                {
                    way.Pop();
                    (open[top.Node], done[top.Node]) = (false, true);
                }
                else if (open[edges[top.Left.Current].To])
                {
                    reversed[top.Left.Current] = true;
                }
                else
                {
                    Open(edges[top.Left.Current].To);
                }
            }

            void Open(int node)
            {
                if (!done[node])
                {
                    open[node] = true;
                    way.Push((node, leaving[node].GetEnumerator()));
                }
            }
        }

        return reversed;
    }

    /// <summary>Each node after all those before it.</summary>
    static int[] Sorted(List<int>[] before, List<int>[] after)
    {
        int[] left = Array.ConvertAll(before, list => list.Count);
        var ready = new Queue<int>(Enumerable.Range(0, left.Length).Where(node => left[node] == 0));
        var order = new List<int>(left.Length);
        while (ready.TryDequeue(out int node))
        {
            order.Add(node);
            foreach (int other in after[node])
            {
                if (--left[other] == 0)
                {
                    ready.Enqueue(other);
                }
            }
        }

        return [.. order];
    }
}
