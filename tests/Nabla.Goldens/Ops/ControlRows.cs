using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Ops;

/// <summary>Branches, loops and scans.</summary>
static class ControlRows
{
    public static void Add(OpTable table)
    {
        table["cond(pred, true_fn, false_fn, *operands)"] = c =>
        {
            var x = c.Tensors("operands");
            var (then, otherwise) = (Named(c, "true_fn"), Named(c, "false_fn"));
            return Tensor.Cond(c.Operand("pred").ToTensor(), () => then(x), () => otherwise(x));
        };
        table["switch(index, branches, *operands)"] = c =>
        {
            var x = c.Tensors("operands");
            return Tensor.Switch(c.Operand("index").ToTensor(), [.. ((IReadOnlyList<object?>)c["branches"]!).Select(Func<Tensor> (f) => () => NamedFunctions.Of((GoldenFunction)f!)(x)[0])]);
        };
        table["while_loop(cond, body, loop_vars, maximum_iterations=None)"] = c =>
        {
            var (condition, body) = (Named(c, "cond"), Named(c, "body"));
            return Tensor.WhileLoop(x => condition(x)[0], x => body(x), c.Tensors("loop_vars"), c.IsNone("maximum_iterations") ? default(long?) : c.Long("maximum_iterations"));
        };
        table["fori_loop(lower, upper, body_fun, init_val)"] = c =>
        {
            var body = Named(c, "body_fun");
            return Tensor.ForLoop(Int32(c, "lower"), Int32(c, "upper"), (i, v) => body([i, v])[0], c.Tensor("init_val"));
        };
        table["scan(f, init, xs=None, length=None, reverse=False, unroll=1)"] = c =>
        {
            // Unrolling is the program's own affair: results are the same.
            var (start, xs) = (List(c, "init"), c.IsNone("xs") ? [] : List(c, "xs"));
            var step = Named(c.Without("unroll"), "f");
            var (carry, ys) = Tensor.Scan(
                (state, x) =>
                {
                    var y = step([.. state, .. x]);
                    return (y[..start.Length], y[start.Length..]);
                },
                start,
                xs,
                c.IsNone("length") ? default(long?) : c.Long("length"),
                c.Flag("reverse"));
            return new List<object?> { carry, ys };
        };
        table["map vectorized_map", "f, xs"] = c =>
        {
            var f = Named(c, "f");
            return Tensor.Map(x => f(x), List(c, "xs"));
        };
        table["associative_scan(f, elems, reverse=False, axis=0)"] = c =>
        {
            var f = Named(c, "f");
            return Tensor.AssociativeScan((a, b) => f([.. a, .. b]), List(c, "elems"), c.Int("axis"), c.Flag("reverse"));
        };
    }

    static Func<Tensor[], Tensor[]> Named(Call c, string name) => NamedFunctions.Of(c.Function(name));

    static Tensor Int32(Call c, string name) => c[name] is long number ? Tensor.Constant((int)number) : c.Tensor(name);

    static Tensor[] List(Call c, string name) => c[name] is Tensor x ? [x] : c.Tensors(name);
}
