namespace Nabla.Goldens.Ops;

/// <summary>Order, search and counting.</summary>
static class SortRows
{
    public static void Add(OpTable table)
    {
        table["sort(x, axis=-1)"] = call => call.Tensor("x").Sort(call.IntOrNull("axis"));
        table["argsort(x, axis=-1)"] = call => call.Tensor("x").ArgSort(call.IntOrNull("axis"));
        table["argpartition(x, kth, axis=-1)"] = call => call.Tensor("x").ArgPartition(call.Int("kth"), call.IntOrNull("axis"));

        // Always in order: that is one of the orders that sorted=False leaves free.
        table["top_k(x, k, sorted=True)"] = call => call.Without("sorted").Tensor("x").TopK(call.Int("k"));
        table["in_top_k(targets, predictions, k)"] = call => call.Tensor("targets").InTopK(call.Tensor("predictions"), call.Int("k"));
        table["searchsorted(sorted_sequence, values, side='left')"] = call => call.Tensor("sorted_sequence").SearchSorted(call.Tensor("values"), call.Text("side") == "right");
        table["digitize(x, bins)"] = call => call.Tensor("x").Digitize(call.Tensor("bins"));
        table["bincount(x, weights=None, minlength=0, sparse=False)"] = call => call.Tensor("x").Bincount(call.TensorOrNull("weights"), call.Int("minlength"));
        table["histogram(x, bins=10, range=None)"] = call => call.Tensor("x").Histogram(call.Int("bins"), call.IsNone("range") ? null : (call.Doubles("range")[0], call.Doubles("range")[1]));

        // No promise is needed to be quick.
        table["isin(x1, x2, assume_unique=False, invert=False)"] = call => call.Without("assume_unique").Tensor("x1").IsIn(call.Tensor("x2"), call.Flag("invert"));
        table["unique(x, sorted=True, return_index=False, return_inverse=False, return_counts=False, axis=None, size=None, fill_value=None)"] = Unique;
    }

    static object? Unique(Call call)
    {
        var found = call.Tensor("x").Unique(call.Flag("sorted"), call.IntOrNull("axis"), call.IntOrNull("size"), call.OperandOrNull("fill_value"));
        var outputs = new List<object?> { found.Values };
        if (call.Flag("return_index")) outputs.Add(found.Indices);
        if (call.Flag("return_inverse")) outputs.Add(found.Inverse);
        if (call.Flag("return_counts")) outputs.Add(found.Counts);
        return outputs;
    }
}
