namespace Nabla.Goldens.Ops;

/// <summary>New tensors.</summary>
static class CreationRows
{
    public static void Add(OpTable table)
    {
        table["arange(start, stop=None, step=None, dtype=None)"] = call => Tensor.Arange(call.Operand("start"), call.OperandOrNull("stop"), call.OperandOrNull("step"), call.TypeOrNull("dtype"));
        table["eye(N, M=None, k=0, dtype=None)"] = call => Tensor.Eye(call.Int("N"), call.IntOrNull("M"), call.Int("k"), call.TypeOrNull("dtype") ?? ElementType.Float32);
        table["identity(n, dtype=None)"] = call => Tensor.Identity(call.Int("n"), call.TypeOrNull("dtype") ?? ElementType.Float32);
        table["tri(N, M=None, k=0, dtype=None)"] = call => Tensor.Tri(call.Int("N"), call.IntOrNull("M"), call.Int("k"), call.TypeOrNull("dtype") ?? ElementType.Float32);
        table["linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0)"] = call => call.Flag("retstep") ? Tensor.LinspaceWithStep(call.Operand("start"), call.Operand("stop"), call.Int("num"), call.Flag("endpoint"), call.TypeOrNull("dtype"), call.Int("axis")) : Tensor.Linspace(call.Operand("start"), call.Operand("stop"), call.Int("num"), call.Flag("endpoint"), call.TypeOrNull("dtype"), call.Int("axis"));
        table["logspace(start, stop, num=50, endpoint=True, base=10, dtype=None, axis=0)"] = call => Tensor.Logspace(call.Operand("start"), call.Operand("stop"), call.Int("num"), call.Flag("endpoint"), call.Double("base"), call.TypeOrNull("dtype"), call.Int("axis"));
        table["geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0)"] = call => Tensor.Geomspace(call.Double("start"), call.Double("stop"), call.Int("num"), call.Flag("endpoint"), call.TypeOrNull("dtype") ?? ElementType.Float32);
        table["zeros(shape, dtype=None)"] = call => Tensor.Zeros(call.Shape("shape"), call.TypeOrNull("dtype") ?? ElementType.Float32);
        table["zeros_like(x, dtype=None)"] = call => call.TypeOrNull("dtype") is { } type ? call.Tensor("x").ZerosLike(type) : call.Tensor("x").ZerosLike();
        table["ones(shape, dtype=None)"] = call => Tensor.Ones(call.Shape("shape"), call.TypeOrNull("dtype") ?? ElementType.Float32);
        table["ones_like(x, dtype=None)"] = call => call.TypeOrNull("dtype") is { } type ? call.Tensor("x").OnesLike(type) : call.Tensor("x").OnesLike();
        table["empty(shape, dtype=None)"] = call => Tensor.Empty(call.Shape("shape"), call.TypeOrNull("dtype") ?? ElementType.Float32);
        table["full(shape, fill_value, dtype=None)"] = call => Tensor.Full(call.Shape("shape"), call.Operand("fill_value"), call.TypeOrNull("dtype"));
        table["full_like(x, fill_value, dtype=None)"] = call => call.Tensor("x").FullLike(call.Operand("fill_value"), call.TypeOrNull("dtype"));
        table["empty_like(x)"] = call => call.Tensor("x").EmptyLike();
        table["bartlett(x)"] = call => Tensor.Bartlett(call.Int("x"));
        table["blackman(x)"] = call => Tensor.Blackman(call.Int("x"));
        table["hamming(x)"] = call => Tensor.Hamming(call.Int("x"));
        table["hanning(x)"] = call => Tensor.Hanning(call.Int("x"));
        table["kaiser(x, beta)"] = call => Tensor.Kaiser(call.Int("x"), call.Double("beta"));
    }
}
