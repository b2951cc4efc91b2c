namespace Nabla.Formats;

/// <summary>Writes a B-tree of version 1 from its lowest level up.</summary>
static class Hdf5TreeWriter
{
    /// <summary>Writes the nodes and gives the root's place.</summary>
    /// <param name="emission">Where to write.</param>
    /// <param name="kind">0 for the links of a group, 1 for chunks.</param>
    /// <param name="perNode">Most children of a node.</param>
    /// <param name="keySize">Bytes of a key.</param>
    /// <param name="children">What the lowest nodes point to, each with the key that follows it.</param>
    /// <param name="first">The key before the first child.</param>
    public static long Write(Hdf5Emission emission, int kind, int perNode, int keySize, List<(long Place, byte[] NextKey)> children, byte[] first)
    {
        for (var level = 0; ; level++)
        {
            var nodes = new List<(long Place, byte[] NextKey)>();
            var size = 24 + (perNode + 1) * keySize + perNode * 8;
            var start = (emission.End + 7) / 8 * 8;
            var step = (size + 7) / 8 * 8;
            var count = Math.Max(1, (children.Count + perNode - 1) / perNode);
            for (var n = 0; n < count; n++)
            {
                var own = children.Skip(n * perNode).Take(perNode).ToList();
                // Nodes of a level follow one another, so their neighbours' places are known.
                var node = new Hdf5Block().Letters("TREE").U8((byte)kind, (byte)level).U16(own.Count)
                    .U64(n > 0 ? (ulong)(start + (n - 1) * (long)step) : Hdf5Block.Undefined).U64(n < count - 1 ? (ulong)(start + (n + 1) * (long)step) : Hdf5Block.Undefined);
                node.U8(n == 0 ? first : children[n * perNode - 1].NextKey);
                foreach (var (place, nextKey) in own) node.U64(place).U8(nextKey);
                nodes.Add((emission.Put(node.FillTo(size)), own.Count > 0 ? own[^1].NextKey : first));
            }
            if (nodes.Count == 1) return nodes[0].Place;
            children = nodes;
        }
    }
}
