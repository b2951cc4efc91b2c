namespace Nabla.Summaries;

/// <summary>Boxes that follow each other alone, and the bends of a long edge: what is to lie straight below each other.</summary>
static class LayeredBlocks
{
    /// <summary>All blocks of two nodes or more; each with how far its nodes lie beside the first.</summary>
    public static List<List<(LayeredNode Node, double Offset)>> Of(List<LayeredNode>[] ranks) =>
        [.. ranks.SelectMany(rank => rank).Where(node => Link(node, above: true) is null).Select(Block).Where(block => block.Count > 1)];

    /// <summary>Each node of a block wishes to lie where the block lies in the mean, moved by what pulls at it from outside.</summary>
    /// <param name="block">The nodes, and how far each lies beside the first.</param>
    /// <param name="share">How much the pull counts, 0 … 1.</param>
    public static void Wish(List<(LayeredNode Node, double Offset)> block, double share)
    {
        const double Inertia = 2;
        double middle = block.Average(part => part.Node.At - part.Offset), weight = Inertia * block.Count, sum = middle * weight;
        for (int i = 0; i < block.Count; i++)
        {
            var (node, offset) = block[i];
            foreach (var piece in node.Above.Where(piece => i == 0 || piece.Upper != block[i - 1].Node))
            {
                Pull(piece.Upper.At + piece.UpperPort - piece.LowerPort - offset, LayeredPlaces.Strength(piece));
            }

            foreach (var piece in node.Below.Where(piece => i == block.Count - 1 || piece.Lower != block[i + 1].Node))
            {
                Pull(piece.Lower.At + piece.LowerPort - piece.UpperPort - offset, LayeredPlaces.Strength(piece));
            }
        }

        block.ForEach(part => part.Node.Wish = ((sum / weight) + part.Offset, weight));

        void Pull(double to, double strength)
        {
            sum += to * strength * share;
            weight += strength * share;
        }
    }

    /// <summary>The nodes linked below a node, and how far each lies beside the first.</summary>
    static List<(LayeredNode Node, double Offset)> Block(LayeredNode first)
    {
        List<(LayeredNode Node, double Offset)> block = [(first, 0)];
        while (Link(block[^1].Node, above: false) is { } piece)
        {
            block.Add((piece.Lower, block[^1].Offset + piece.UpperPort - piece.LowerPort));
        }

        return block;
    }

    /// <summary>The piece to the only neighbour of a node's own kind, if that has no other neighbour of it either.</summary>
    static LayeredSegment? Link(LayeredNode node, bool above) =>
        Alone(node, above) is { } piece && Alone(above ? piece.Upper : piece.Lower, !above) == piece ? piece : null;

    static LayeredSegment? Alone(LayeredNode node, bool above)
    {
        var pieces = above ? node.Above : node.Below;
        return pieces is [var only] ? only
            : pieces.Where(piece => piece.Upper.IsBend == piece.Lower.IsBend).Take(2).ToList() is [var alike] ? alike : null;
    }
}
