namespace Nabla.Operations;

/// <summary>Entries between brackets with tensors among them, taken apart: a basic slice, and index tensors for some axes of what it gives.</summary>
internal sealed class AdvancedIndex
{
    readonly List<Slice> basic = [];
    readonly List<(int Axis, Tensor Tensor)> tensors = [];
    readonly bool isBasic = true;
    int axis;
    bool seen, apart, front;

    internal AdvancedIndex(Shape shape, ReadOnlySpan<Slice> slices)
    {
        int used = 0;
        foreach (var entry in slices)
        {
            used += entry.Kind switch
            {
                SliceKind.Index or SliceKind.Range => 1,
                SliceKind.Tensor => entry.Tensor!.ElementType == ElementType.Bool ? entry.Tensor.Rank : 1,
                _ => 0,
            };
        }

        if (used > shape.Rank)
        {
            throw new ShapeException($"Index: entries for {used} axes of a tensor of shape {shape}, which has {shape.Rank}. Leave some out.");
        }

        int source = 0;
        foreach (var entry in slices)
        {
            switch (entry.Kind)
            {
                case SliceKind.Tensor:
                    source += Add(entry.Tensor!, shape, source);
                    break;
                case SliceKind.Index:
                    Advance();
                    basic.Add(entry);
                    source++;
                    break;
                default:
                    int count = entry.Kind == SliceKind.Ellipsis ? shape.Rank - used : 1;
                    source += entry.Kind == SliceKind.NewAxis ? 0 : count;
                    axis += count;
                    apart |= seen && count > 0;
                    isBasic &= entry.Equals(Slice.All);
                    basic.Add(entry);
                    break;
            }
        }

        isBasic &= basic.TrueForAll(e => e.Kind != SliceKind.Index);
    }

    /// <summary>The indexed tensor.</summary>
    internal Tensor Of(Tensor x)
    {
        if (!isBasic)
        {
            x = Engine.Current.RunOne(new StridedSlice(Slices.Create([.. basic])), x);
        }

        var (first, only) = tensors[0];
        if (tensors.Count == 1 && only.ElementType == ElementType.Bool)
        {
            // The true places of a mask are index tuples as they are.
            return Place(ToFront(x, [.. Enumerable.Range(first, only.Rank)]).GatherNd(only.ArgWhere()), 1, first);
        }

        if (tensors.Count == 1)
        {
            var y = x.Gather(only, first);
            return front && first > 0 && only.Rank > 0 ? ToFront(y, [.. Enumerable.Range(first, only.Rank)]) : y;
        }

        var indices = new List<(int Axis, Tensor Indices)>();
        foreach (var (at, tensor) in tensors)
        {
            var columns = tensor.ElementType == ElementType.Bool ? tensor.ArgWhere().Unstack(1, tensor.Rank)
                : [tensor.ElementType == ElementType.Int64 ? tensor : tensor.Cast(ElementType.Int64)];
            indices.AddRange(columns.Select((column, k) => (at + k, column)));
        }

        var shape = Shape.Scalar;
        foreach (var (_, tensor) in indices)
        {
            shape = Broadcasting.Join("Index", shape, tensor.Shape);
        }

        var stretched = indices.ConvertAll(i => i.Indices.BroadcastTo(shape));
        return Place(ToFront(x, [.. indices.Select(i => i.Axis)]).GatherNd(Tensor.Stack(stretched, -1)), shape.Rank, first);
    }

    // Notes that an entry drops or replaces an axis; when such entries do not stand side by side, their common axes come first.
    void Advance()
    {
        front |= apart;
        seen = true;
    }

    int Add(Tensor tensor, Shape shape, int source)
    {
        Advance();
        tensors.Add((axis, tensor));
        int count = tensor.ElementType == ElementType.Bool ? tensor.Rank : 1;
        axis += count;
        basic.AddRange(Enumerable.Repeat(Slice.All, count));
        if (tensor.ElementType != ElementType.Bool)
        {
            return 1;
        }

        var covered = shape[source..(source + tensor.Rank)];
        if (tensor.Rank == 0 || !covered.IsCompatibleWith(tensor.Shape))
        {
            throw new ShapeException($"Index: a mask of shape {tensor.Shape} on axes {source}…{source + tensor.Rank - 1} of a tensor of shape {shape}: it must have their lengths, {covered}.");
        }

        return tensor.Rank;
    }

    Tensor Place(Tensor y, int count, int first)
    {
        if (front || first == 0 || count == 0)
        {
            return y;
        }

        // The common axes stand in front; back to where the first index tensor stood.
        var order = new List<int>(Enumerable.Range(count, y.Rank - count));
        order.InsertRange(first, Enumerable.Range(0, count));
        return y.Transpose(Axes.Create([.. order]));
    }

    static Tensor ToFront(Tensor x, int[] axes)
    {
        int[] order = [.. axes, .. Enumerable.Range(0, x.Rank).Except(axes)];
        for (int k = 0; k < order.Length; k++)
        {
            if (order[k] != k)
            {
                return x.Transpose(Axes.Create(order));
            }
        }

        return x;
    }
}
