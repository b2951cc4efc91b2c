namespace Nabla.Goldens.Ops;

/// <summary>Shapes: views, joins, splits, diagonals.</summary>
static class ShapeRows
{
    public static void Add(OpTable table)
    {
        table["reshape(x, newshape)"] = call => call.Tensor("x").Reshape(call.Shape("newshape"));
        table["transpose(x, axes=None)"] = call => call.Tensor("x").Transpose(call.Axes("axes"));
        table["expand_dims(x, axis)"] = call => call.Tensor("x").ExpandDims(call.Axes("axis")!);
        table["squeeze(x, axis=None)"] = call => call.Tensor("x").Squeeze(call.Axes("axis"));
        table["swapaxes(x, axis1, axis2)"] = call => call.Tensor("x").SwapAxes(call.Int("axis1"), call.Int("axis2"));
        table["moveaxis(x, source, destination)"] = call => call.Tensor("x").MoveAxis(call.Axes("source")!, call.Axes("destination")!);
        table["broadcast_to(x, shape)"] = call => call.Tensor("x").BroadcastTo(call.Shape("shape"));
        table["tile(x, repeats)"] = call => call.Tensor("x").Tile(call.Shape("repeats"));
        table["repeat(x, repeats, axis=None)"] = call => call["repeats"] is long ? call.Tensor("x").Repeat(call.Int("repeats"), call.IntOrNull("axis")) : call.Tensor("x").Repeat(call.Ints("repeats"), call.IntOrNull("axis"));
        table["flip(x, axis=None)"] = call => call.Tensor("x").Flip(call.Axes("axis"));
        table["fliplr(x)"] = call => call.Tensor("x").FlipLR();
        table["flipud(x)"] = call => call.Tensor("x").FlipUD();
        table["roll(x, shift, axis=None)"] = call => call.Tensor("x").Roll(call.Axes("shift")!, call.Axes("axis"));
        table["rot90(array, k=1, axes=(0, 1))"] = call => call.Tensor("array").Rot90(call.Int("k"), call.Axes("axes")!);
        table["split(x, indices_or_sections, axis=0)"] = call => call["indices_or_sections"] is long ? call.Tensor("x").Split(call.Int("indices_or_sections"), call.Int("axis")) : call.Tensor("x").Split(call.Ints("indices_or_sections"), call.Int("axis"));
        table["array_split(x, indices_or_sections, axis=0)"] = call => call["indices_or_sections"] is long ? call.Tensor("x").ArraySplit(call.Int("indices_or_sections"), call.Int("axis")) : call.Tensor("x").ArraySplit(call.Ints("indices_or_sections"), call.Int("axis"));
        table["hsplit(x, indices_or_sections)"] = call => call["indices_or_sections"] is long ? call.Tensor("x").HSplit(call.Int("indices_or_sections")) : call.Tensor("x").HSplit(call.Ints("indices_or_sections"));
        table["vsplit(x, indices_or_sections)"] = call => call["indices_or_sections"] is long ? call.Tensor("x").VSplit(call.Int("indices_or_sections")) : call.Tensor("x").VSplit(call.Ints("indices_or_sections"));
        table["dsplit(x, indices_or_sections)"] = call => call["indices_or_sections"] is long ? call.Tensor("x").DSplit(call.Int("indices_or_sections")) : call.Tensor("x").DSplit(call.Ints("indices_or_sections"));
        table["concatenate(xs, axis=0)"] = call => Tensor.Concatenate(call.Tensors("xs"), call.Int("axis"));
        table["stack(x, axis=0)"] = call => Tensor.Stack(call.Tensors("x"), call.Int("axis"));
        table["hstack(xs)"] = call => Tensor.HStack(call.Tensors("xs"));
        table["vstack(xs)"] = call => Tensor.VStack(call.Tensors("xs"));
        table["dstack(xs)"] = call => Tensor.DStack(call.Tensors("xs"));
        table["append(x1, x2, axis=None)"] = call => call.Tensor("x1").Append(call.Tensor("x2"), call.IntOrNull("axis"));
        table["ravel(x)"] = call => call.Tensor("x").Ravel();
        table["pad(x, pad_width, mode='constant', constant_values=None)"] = call => call.Tensor("x").Pad(Choices.PadWidth(call["pad_width"], call.Tensor("x").Rank), Choices.PadMode(call.Text("mode")), call.OperandOrNull("constant_values"));
        table["tril(x, k=0)"] = call => call.Tensor("x").Tril(call.Int("k"));
        table["triu(x, k=0)"] = call => call.Tensor("x").Triu(call.Int("k"));
        table["diag(x, k=0)"] = call => call.Tensor("x").Diag(call.Int("k"));
        table["diagflat(x, k=0)"] = call => call.Tensor("x").DiagFlat(call.Int("k"));
        table["diagonal(x, offset=0, axis1=0, axis2=1)"] = call => call.Tensor("x").Diagonal(call.Int("offset"), call.Int("axis1"), call.Int("axis2"));
        table["trace(x, offset=0, axis1=0, axis2=1)"] = call => call.Tensor("x").Trace(call.Int("offset"), call.Int("axis1"), call.Int("axis2"));
        table["meshgrid(*x, indexing='xy')"] = call => Tensor.Meshgrid(call.Tensors("x"), call.Text("indexing"));
        table["vander(x, N=None, increasing=False)"] = call => call.Tensor("x").Vander(call.IntOrNull("N"), call.Flag("increasing"));
        table["ndim(x)"] = call => call.Tensor("x").Rank;
        table["size(x)"] = call => call.Tensor("x").Size;
        table["diff(a, n=1, axis=-1)"] = call => call.Tensor("a").Diff(call.Int("n"), call.Int("axis"));
        table["rearrange(tensor, pattern, **lengths)"] = call => call.Tensor("tensor").Rearrange(call.Text("pattern"), [.. ((Dictionary<string, object?>)call["lengths"]!).Select(pair => (pair.Key, (long)pair.Value!))]);
        table["unstack(x, num=None, axis=0)"] = call => call.Tensor("x").Unstack(call.Int("axis"), call.IntOrNull("num"));
    }
}
