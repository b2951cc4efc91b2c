using System.Collections.Immutable;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>A list of tensors as a value: what loops of TensorFlow 2 carry. Items that were never set are null.</summary>
sealed record TensorListValue(ElementType Type, Shape Element, ImmutableList<Tensor?> Items)
{
    /// <summary>The item, or zeros of the shape that is known.</summary>
    public Tensor At(int index, Shape element)
    {
        if (index < 0 || index >= Items.Count) throw new ArgumentException($"TensorList: item {index} of {Items.Count}.");
        if (Items[index] is { } item) return item;
        if (Type == ElementType.Variant) return new HandleTensor(ElementType.Variant, new TensorListValue(ElementType.Float32, Shape.AnyRank, []));
        var shape = element.IsKnown ? element : Element.IsKnown ? Element : Items.Find(other => other is not null)?.Shape ?? throw new InvalidOperationException($"TensorList: item {index} was never set, and its shape is not known.");
        return Tensor.Zeros(shape, Type);
    }
}

/// <summary>Lists of tensors as values.</summary>
static class TensorListRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("EmptyTensorList", "shape_type, int32 -> variant", n => List(n.Type("element_dtype"), ElementShape(n, 0), []));
        table.Add("TensorListReserve", "shape_type, int32 -> variant", n => List(n.Type("element_dtype"), ElementShape(n, 0), [.. Enumerable.Repeat<Tensor?>(null, Count(n, 1))]));
        table.Add("TensorListFromTensor", "element_dtype, shape_type -> variant", n => List(n[0].ElementType, ElementShape(n, 1), n[0].Rank == 0 ? throw n.Bad("a scalar: rows are expected") : [.. n[0].Shape[0] == 0 ? [] : n[0].Unstack()]));
        table.Add("TensorListLength", "variant -> int32", n => Tensor.Constant(List(n).Items.Count));
        table.Add("TensorListElementShape", "variant -> shape_type", n => List(n).Element is { IsRankKnown: true } shape ? Tensor.Constant<long>(shape.ToArray()).Cast(n.Type("shape_type")) : Tensor.Constant(-1).Cast(n.Type("shape_type")));
        table.Add("TensorListGetItem", "variant, int32, int32 -> element_dtype", n => Shared(List(n).At(n.Int(1), ElementShape(n, 2))));
        table.Add("TensorListSetItem", "variant, int32, element_dtype -> variant", SetItem);
        table.Add("TensorListPushBack", "variant, element_dtype -> variant", n => List(n) is var list ? With(list, list.Items.Add(Item(n, list, 1))) : n[0]);
        table.Add("TensorListPopBack", "variant, int32 -> output_handle:variant, tensor:element_dtype", PopBack);
        table.Add("TensorListStack", "variant, int32 -> element_dtype", Stack);
        table.Add("TensorListGather", "variant, int32, int32 -> element_dtype", n => Stacked(n, List(n), n.Ints(1), ElementShape(n, 2)));
        table.Add("TensorListConcat", "variant -> tensor:element_dtype, lengths:int64", n => Concatenate(n, n.Attributes.Shape("element_shape", Shape.AnyRank)));
        table.Add("TensorListConcatV2", "variant, shape_type, int64 -> tensor:element_dtype, lengths:int64", n => Concatenate(n, ElementShape(n, 1)));
        table.Add("TensorListResize", "variant, int32 -> variant", Resize);
        table.Add("TensorListScatter", "element_dtype, int32, shape_type -> variant", n => Scatter(n, -1, 2));
        table.Add("TensorListScatterV2", "element_dtype, int32, shape_type, int32 -> variant", n => Scatter(n, n.Int(3), 2));
    }

    /// <summary>Sums of lists, item by item: gradients of lists are added.</summary>
    public static Tensor Sum(Tensor a, Tensor b)
    {
        var (x, y) = (((HandleTensor)a).Target as TensorListValue, ((HandleTensor)b).Target as TensorListValue);
        if (x is null || y is null || x.Items.Count != y.Items.Count) throw new ArgumentException("AddN: lists of different lengths, or handles of something else, cannot be added.");
        return With(x, [.. x.Items.Zip(y.Items, (left, right) => left is null ? right : right is null ? left : left is HandleTensor ? Sum(left, right) : left + right)]);
    }

    /// <summary>A list of the same length with nothing in it, which reads as zeros.</summary>
    public static Tensor Zeros(HandleTensor handle) => handle.Target is TensorListValue list ? With(list, [.. list.Items.Select(item => item is HandleTensor inner ? Zeros(inner) : item?.ZerosLike())]) : handle;

    static TensorListValue List(ImportedCall n) => n.Handle<TensorListValue>(0);

    static HandleTensor List(ElementType type, Shape element, ImmutableList<Tensor?> items) => new(ElementType.Variant, new TensorListValue(type, element, items));

    static HandleTensor With(TensorListValue list, ImmutableList<Tensor?> items) => new(ElementType.Variant, list with { Items = items });

    static Tensor Shared(Tensor x) => x is HandleTensor ? x : x.Identity();

    static int Count(ImportedCall n, int index) => n.Int(index) is >= 0 and <= 1 << 24 and var count ? count : throw n.Bad($"{n.Int(index)} items: 0 or more are expected");

    /// <summary>A shape of which lengths may be −1, or the scalar −1 where nothing is known.</summary>
    static Shape ElementShape(ImportedCall n, int index) => n[index].Rank == 0 ? Shape.AnyRank : Shape.Of(n.Longs(index));

    static Tensor Item(ImportedCall n, TensorListValue list, int index)
    {
        var item = n[index];
        if (item.ElementType != list.Type) throw new ElementTypeException($"{n.Node.Type}: a {item.ElementType.Name} item for a list of {list.Type.Name}.");
        return list.Element.IsCompatibleWith(item.Shape) ? Shared(item) : throw new ShapeException($"{n.Node.Type}: an item of shape {item.Shape} for a list of {list.Element}.");
    }

    static Tensor SetItem(ImportedCall n)
    {
        var (list, index) = (List(n), n.Int(1));
        if (index < 0 || (index >= list.Items.Count && !n.Flag("resize_if_index_out_of_bounds"))) throw n.Bad($"item {index} of {list.Items.Count}");
        var items = list.Items;
        while (items.Count <= index) items = items.Add(null);
        return With(list, items.SetItem(index, Item(n, list, 2)));
    }

    static Tensor[] PopBack(ImportedCall n)
    {
        var list = List(n);
        if (list.Items.Count == 0) throw n.Bad("the list is empty");
        return [With(list, list.Items.RemoveAt(list.Items.Count - 1)), Shared(list.At(list.Items.Count - 1, ElementShape(n, 1)))];
    }

    static Tensor Stack(ImportedCall n)
    {
        var list = List(n);
        var expected = n.Int("num_elements", -1);
        if (expected >= 0 && expected != list.Items.Count) throw n.Bad($"{list.Items.Count} items, where {expected} are expected");
        return Stacked(n, list, [.. Enumerable.Range(0, list.Items.Count)], ElementShape(n, 1));
    }

    static Tensor Stacked(ImportedCall n, TensorListValue list, int[] indices, Shape element)
    {
        if (indices.Length > 0) return Tensor.Stack([.. indices.Select(index => list.At(index, element))]);
        var shape = element.IsKnown ? element : list.Element.IsKnown ? list.Element : throw n.Bad("no items, and the shape of items is not known");
        return Tensor.Zeros(Shape.Of([0, .. shape.ToArray()]), list.Type);
    }

    static Tensor[] Concatenate(ImportedCall n, Shape element)
    {
        var list = List(n);
        if (list.Items.Count == 0)
        {
            var rest = element.IsRankKnown && element.Rank > 0 && element[1..].IsKnown ? element[1..].ToArray() : [];
            return [Tensor.Zeros(Shape.Of([0, .. rest]), list.Type), Tensor.Zeros([0], ElementType.Int64)];
        }
        Tensor[] items = [.. Enumerable.Range(0, list.Items.Count).Select(index => list.At(index, element))];
        return [Tensor.Concatenate(items), Tensor.Constant<long>([.. items.Select(item => item.Shape[0])])];
    }

    static Tensor Resize(ImportedCall n)
    {
        var (list, size) = (List(n), Count(n, 1));
        return With(list, size <= list.Items.Count ? list.Items.RemoveRange(size, list.Items.Count - size) : list.Items.AddRange(Enumerable.Repeat<Tensor?>(null, size - list.Items.Count)));
    }

    static Tensor Scatter(ImportedCall n, int size, int shape)
    {
        var indices = n.Ints(1);
        if (n[0].Rank == 0 || n[0].Shape[0] != indices.Length || Array.Exists(indices, index => index < 0)) throw n.Bad($"{indices.Length} indices for a value of shape {n[0].Shape}: one of 0 or more for each row is expected");
        var items = new Tensor?[Math.Max(size, indices.Length == 0 ? 0 : indices.Max() + 1)];
        var rows = indices.Length == 0 ? [] : n[0].Unstack();
        for (var i = 0; i < rows.Length; i++) items[indices[i]] = rows[i];
        return List(n[0].ElementType, ElementShape(n, shape), [.. items]);
    }
}
