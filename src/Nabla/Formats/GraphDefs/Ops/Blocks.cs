namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Moves blocks of images between space, channels and the batch.</summary>
static class Blocks
{
    /// <summary>[b, h, w, c] → [b, h/k, w/k, k·k·c].</summary>
    public static Tensor ToDepth(Tensor x, int k, string format)
    {
        var (b, h, w, c) = Lengths(x, format);
        if (h % k != 0 || w % k != 0) throw new ShapeException($"SpaceToDepth: {x.Shape} in blocks of {k}: height and width must be multiples of it.");
        return format == "NCHW"
            ? x.Reshape([b, c, h / k, k, w / k, k]).Transpose([0, 3, 5, 1, 2, 4]).Reshape([b, k * k * c, h / k, w / k])
            : x.Reshape([b, h / k, k, w / k, k, c]).Transpose([0, 1, 3, 2, 4, 5]).Reshape([b, h / k, w / k, k * k * c]);
    }

    /// <summary>[b, h, w, k·k·c] → [b, h·k, w·k, c].</summary>
    public static Tensor FromDepth(Tensor x, int k, string format)
    {
        var (b, h, w, c) = Lengths(x, format);
        if (c % (k * k) != 0) throw new ShapeException($"DepthToSpace: {x.Shape} in blocks of {k}: the channels must be a multiple of {k * k}.");
        var depth = c / (k * k);
        return format == "NCHW"
            ? x.Reshape([b, k, k, depth, h, w]).Transpose([0, 3, 4, 1, 5, 2]).Reshape([b, depth, h * k, w * k])
            : x.Reshape([b, h, w, k, k, depth]).Transpose([0, 1, 3, 2, 4, 5]).Reshape([b, h * k, w * k, depth]);
    }

    /// <summary>Pads the axes after the first and moves each block's elements into the batch: [b, s…, r…] → [∏k·b, s/k…, r…].</summary>
    public static Tensor ToBatch(Tensor x, int[] block, int[] paddings)
    {
        Check("SpaceToBatch", x, block, paddings);
        var m = block.Length;
        var widths = new (int, int)[x.Rank];
        for (var i = 0; i < m; i++) widths[i + 1] = (paddings[2 * i], paddings[(2 * i) + 1]);
        var padded = x.Pad(widths);
        var shape = padded.Shape.ToArray();
        for (var i = 0; i < m; i++)
        {
            if (shape[i + 1] % block[i] != 0) throw new ShapeException($"SpaceToBatch: {padded.Shape} after padding, in blocks of [{string.Join(", ", block)}]: the lengths must be multiples.");
        }
        long[] rest = shape[(m + 1)..];
        var parts = padded.Reshape(Shape.Of([shape[0], .. Enumerable.Range(0, m).SelectMany(i => new[] { shape[i + 1] / block[i], block[i] }), .. rest]));
        var order = Enumerable.Range(0, m).Select(i => (2 * i) + 2).Append(0).Concat(Enumerable.Range(0, m).Select(i => (2 * i) + 1)).Concat(Enumerable.Range((2 * m) + 1, rest.Length));
        return parts.Transpose(Axes.Create([.. order])).Reshape(Shape.Of([shape[0] * block.Aggregate(1L, (a, k) => a * k), .. Enumerable.Range(0, m).Select(i => shape[i + 1] / block[i]), .. rest]));
    }

    /// <summary>The way back: elements of the batch become blocks, of which the edges are cropped.</summary>
    public static Tensor FromBatch(Tensor x, int[] block, int[] crops)
    {
        Check("BatchToSpace", x, block, crops);
        var m = block.Length;
        var shape = x.Shape.ToArray();
        var count = block.Aggregate(1L, (a, k) => a * k);
        if (shape[0] % count != 0) throw new ShapeException($"BatchToSpace: {x.Shape} in blocks of [{string.Join(", ", block)}]: the batch must be a multiple of {count}.");
        long[] rest = shape[(m + 1)..];
        var parts = x.Reshape(Shape.Of([.. block.Select(k => (long)k), shape[0] / count, .. shape[1..]]));
        var order = new[] { m }.Concat(Enumerable.Range(0, m).SelectMany(i => new[] { m + 1 + i, i })).Concat(Enumerable.Range((2 * m) + 1, rest.Length));
        var whole = parts.Transpose(Axes.Create([.. order])).Reshape(Shape.Of([shape[0] / count, .. Enumerable.Range(0, m).Select(i => shape[i + 1] * block[i]), .. rest]));
        var (from, lengths) = (new int[x.Rank], whole.Shape.ToArray());
        for (var i = 0; i < m; i++)
        {
            from[i + 1] = crops[2 * i];
            lengths[i + 1] -= crops[2 * i] + crops[(2 * i) + 1];
            if (lengths[i + 1] < 0) throw new ShapeException($"BatchToSpace: crops [{string.Join(", ", crops)}] of {whole.Shape}: more than there is.");
        }
        return whole.Slice(from, Shape.Of(lengths));
    }

    static (long B, long H, long W, long C) Lengths(Tensor x, string format)
    {
        if (x.Rank != 4 || format is not ("NHWC" or "NCHW")) throw new ShapeException($"SpaceToDepth: {x.Shape} as {format}: four axes as NHWC or NCHW are expected.");
        return format == "NCHW" ? (x.Shape[0], x.Shape[2], x.Shape[3], x.Shape[1]) : (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
    }

    static void Check(string op, Tensor x, int[] block, int[] edges)
    {
        if (x.Rank < block.Length + 1 || edges.Length != 2 * block.Length || Array.Exists(block, k => k < 1) || Array.Exists(edges, edge => edge < 0))
            throw new ArgumentException($"{op}: {x.Shape} in blocks of [{string.Join(", ", block)}] with edges [{string.Join(", ", edges)}]: a batch axis before the blocks' axes, blocks of 1 or more, and two edges of 0 or more for each are expected.");
    }
}
