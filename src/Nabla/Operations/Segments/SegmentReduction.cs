using Nabla.Kernels;

namespace Nabla.Operations;

/// <summary>What is made of the rows of one segment.</summary>
public enum SegmentKind
{
    /// <summary>Their sum; 0 of none.</summary>
    Sum,

    /// <summary>Their product; 1 of none.</summary>
    Prod,

    /// <summary>The largest of each element; of none the least number of the type, 0 where segments are sorted.</summary>
    Max,

    /// <summary>The smallest of each element; of none the largest number of the type, 0 where segments are sorted.</summary>
    Min,
}

/// <summary>Joins the slices of x that bear one number: y[k, …] = Σ x[i…, …] over i… with ids[i…] = k, or product, maximum, minimum.</summary>
/// <remarks>Shapes: x [i…, r…], ids [i…], y [segments, r…]. Slices with a negative number are dropped; where segments are sorted there are none.</remarks>
/// <param name="Kind">What is computed.</param>
/// <param name="Segments">Their number; null for one more than the largest.</param>
/// <param name="Sorted">Ids are a vector that never falls; checked, and an empty segment is 0 (1 for a product).</param>
public sealed record SegmentReduction(SegmentKind Kind, long? Segments, bool Sorted) : SingleOp
{
    /// <inheritdoc/>
    public override string Name => $"Segment{Kind}";

    /// <inheritdoc/>
    public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
    {
        IndexValues.Require(Name, x[1]);
        Shape data = x[0].Shape, ids = x[1].Shape;
        if (x[0].ElementType is ElementType.Bool or ElementType.String || (x[0].ElementType.IsComplex && Kind is SegmentKind.Max or SegmentKind.Min))
        {
            throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it needs numbers{(Kind is SegmentKind.Max or SegmentKind.Min ? " that have an order" : string.Empty)}. Cast it first.");
        }

        if (ids.Rank > data.Rank || !data[..ids.Rank].IsCompatibleWith(ids) || (Sorted && ids.Rank != 1))
        {
            throw new ShapeException($"{Name}: ids of shape {ids} for data of shape {data}: {(Sorted ? "a vector with a number for each row" : "the first axes of both must be equal")}. Give each slice one number.");
        }

        return Segments < 0 ? throw new ShapeException($"{Name}: {Segments} segments: their number is 0 or more.")
            : new(x[0].ElementType, new Shape([Segments ?? Shape.Unknown]).Concat(data[ids.Rank..]));
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        Tensor x = context[0], ids = context[1];
        var rows = IndexValues.Of(ids).ToArray();
        long count = Count(rows);
        var y = context.Output(0, Shape.Of([count]).Concat(x.Shape[ids.Rank..]));
        y.Storage.Fill(Start(x.ElementType).Storage);
        int kept = Array.FindIndex(rows, row => row < 0) < 0 ? rows.Length : rows.Count(row => row >= 0);
        var updates = x.Contiguous().View(Shape.Of([rows.Length]).Concat(x.Shape[ids.Rank..]), x.IsContiguous ? x.Offset : 0, null);
        if (kept < rows.Length)
        {
            long[] places = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i] >= 0).Select(i => (long)i)];
            updates = updates.Alias().Gather(Tensor.Constant(places));
            rows = Array.ConvertAll(places, i => rows[i]);
        }

        ScatterRows.Run(y, count, rows, updates, Mode);
        if (Sorted && Kind is SegmentKind.Max or SegmentKind.Min)
        {
            long[] empty = [.. Enumerable.Range(0, (int)count).Select(k => (long)k).Except(rows)];
            ScatterRows.Run(y, count, empty, Tensor.Zeros(Shape.Of([empty.Length]).Concat(y.Shape[1..]), y.ElementType), ScatterMode.Update);
        }

        GC.KeepAlive(context);
    }

    /// <inheritdoc/>
    protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
    {
        Tensor data = x[0], ids = x[1];
        if (Kind == SegmentKind.Sum)
        {
            return [Spread(dy, ids), null];
        }

        if (Kind is SegmentKind.Max or SegmentKind.Min)
        {
            // Equal winners share the gradient, as TensorFlow does.
            var won = data.Equal(Spread(y, ids)).Cast(dy.ElementType);
            var share = dy.DivideNoNan(Engine.Current.RunOne(new SegmentReduction(SegmentKind.Sum, Segments, Sorted), won, ids));
            return [Spread(share, ids) * won, null];
        }

        // The product of the others: the whole one divided by this, or, where this is the only zero, the product of all that are not.
        var zero = data.Equal(0);
        var isZero = zero.Cast(dy.ElementType);
        var zeros = Engine.Current.RunOne(new SegmentReduction(SegmentKind.Sum, Segments, Sorted), isZero, ids);
        var rest = Engine.Current.RunOne(this, data + isZero, ids);
        var others = Tensor.Where(zero, Spread(Tensor.Where(zeros.Greater(1), 0, dy * rest), ids), Spread(dy * y, ids) / (data + isZero));
        return [others, null];
    }

    /// <summary>The row of its segment for each slice, 0 for those that were dropped.</summary>
    static Tensor Spread(Tensor rows, Tensor ids)
    {
        // A row of zeros behind the last one is where a dropped slice, index −1, points to.
        var widths = new (int Before, int After)[rows.Rank];
        widths[0] = (0, 1);
        return rows.Pad(widths).Gather(ids.ElementType.IsUnsigned ? ids : ids.Maximum(-1));
    }

    ScatterMode Mode => Kind switch { SegmentKind.Sum => ScatterMode.Add, SegmentKind.Prod => ScatterMode.Multiply, SegmentKind.Max => ScatterMode.Max, _ => ScatterMode.Min };

    Tensor Start(ElementType type) => Kind switch
    {
        SegmentKind.Sum => Scalars.Of(type, 0),
        SegmentKind.Prod => Scalars.Of(type, 1),
        _ => Extremes.Of(type, largest: Kind == SegmentKind.Min),
    };

    long Count(long[] rows)
    {
        long count = Segments ?? 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (Sorted && (rows[i] < 0 || (i > 0 && rows[i] < rows[i - 1])))
            {
                throw new ArgumentException($"{Name}: segment {rows[i]} at place {i}: sorted ids are 0 or more and never fall. Sort the rows, or leave Sorted out.");
            }

            if (Segments is { } limit && rows[i] >= limit)
            {
                throw new ArgumentException($"{Name}: segment {rows[i]} at place {i}: there are {limit} segments, so a number is below that. Raise their number.");
            }

            count = Math.Max(count, rows[i] + 1);
        }

        return count;
    }
}
