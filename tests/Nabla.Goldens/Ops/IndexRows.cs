namespace Nabla.Goldens.Ops;

/// <summary>Taking and placing elements by index.</summary>
static class IndexRows
{
    public static void Add(OpTable table)
    {
        table["take(x, indices, axis=None)"] = call => call.Tensor("x").Take(call.Tensor("indices"), call.IntOrNull("axis"));
        table["take_along_axis(x, indices, axis=None)"] = call => call.Tensor("x").TakeAlongAxis(call.Tensor("indices"), call.IntOrNull("axis"));
        table["where(condition, x1=None, x2=None)"] = call => call.IsNone("x1") ? Tensor.Where(call.Tensor("condition")) : (object)Tensor.Where(call.Tensor("condition"), call.Operand("x1"), call.Operand("x2"));
        table["nonzero(x)"] = call => call.Tensor("x").Nonzero();
        table["get_item(x, key)"] = call => Choices.Item(call.Tensor("x"), (Cases.GoldenIndex)call["key"]!);
        table["select(condlist, choicelist, default=0)"] = call => Tensor.Select(call.Tensors("condlist"), call.Tensors("choicelist"), call.Operand("default"));
        table["unravel_index(indices, shape)"] = call => call.Tensor("indices").UnravelIndex(call.Shape("shape"));
        table["scatter(indices, values, shape)"] = call => Tensor.Scatter(call.Tensor("indices"), call.Tensor("values"), call.Shape("shape"));
        table["scatter_update(inputs, indices, updates, reduction=None)"] = call => call.Tensor("inputs").ScatterUpdate(call.Tensor("indices"), call.Tensor("updates"), Choices.ScatterMode(call.TextOrNull("reduction")));
        table["slice(inputs, start_indices, shape)"] = call => call.Tensor("inputs").Slice(call.Ints("start_indices"), call.Shape("shape"));
        table["slice_update(inputs, start_indices, updates)"] = call => call.Tensor("inputs").SliceUpdate(call.Ints("start_indices"), call.Tensor("updates"));
        table["one_hot(x, num_classes, axis=-1, dtype=None)"] = call => call.Tensor("x").OneHot(call.Int("num_classes"), call.Int("axis"), call.TypeOrNull("dtype") ?? ElementType.Float32);
        table["multi_hot(inputs, num_classes=None, axis=-1, dtype=None)"] = call => call.Tensor("inputs").MultiHot(call.Int("num_classes"), call.Int("axis"), call.TypeOrNull("dtype") ?? ElementType.Float32);
    }
}
