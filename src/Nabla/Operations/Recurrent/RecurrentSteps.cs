namespace Nabla.Operations;

/// <summary>A recurrent sequence step by step, of operations on tensors: what <see cref="RecurrentSequence"/> computes, without what it keeps.</summary>
internal sealed record RecurrentSteps(RecurrentSequence Of) : CompositeOp
{
    /// <inheritdoc/>
    public override string Name => Of.Name;

    internal override bool IsTransparent => false;

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => Of.Infer(x)[..(Of.StatesAt + 1)];

    /// <inheritdoc/>
    public override Tensor?[] Gradient(Node node, Tensor?[] dy) => RecomputedGradient.For(this, node, dy);

    internal override Tensor[] Compute(Tensor[] x)
    {
        Tensor kernel = x[1], recurrent = x[2];
        var bias = Of.HasBias ? x[3] : null;
        var own = bias is not null && Of.Kind == RecurrentKind.GatedResetAfter ? bias[1] : null;
        bias = own is null ? bias : bias![0];
        Tensor given = x[0].Transpose([1, 0, 2]).MatMul(kernel), sequence = bias is null ? given : given + bias;
        Tensor[] xs = Of.HasMask ? [sequence, x[Of.MaskAt].Transpose().ExpandDims(-1)] : [sequence];
        var zero = Of.HasStart ? null : x[0].Sum([1, 2], keepDims: false).ZerosLike().ExpandDims(-1) * recurrent[.., 0].ZerosLike();
        Tensor[] start = Of.HasCell ? [zero ?? x[Of.StartAt], zero ?? x[Of.StartAt + 1]] : [zero ?? x[Of.StartAt]];
        var (carry, ys) = Tensor.Scan(
            (state, at) =>
            {
                var next = Step(at[0], state, recurrent, own);
                next = Of.HasMask ? [.. next.Select((s, i) => Tensor.Where(at[1], s, state[i]))] : next;
                return (next, [next[0]]);
            },
            start,
            xs,
            null,
            Of.Reverse);
        return [.. carry, Of.Reverse ? ys[0].Flip(0) : ys[0]];
    }

    Tensor[] Step(Tensor z, Tensor[] state, Tensor recurrent, Tensor? own)
    {
        var h = state[0];
        if (!Of.KeepsGates)
        {
            z += h.MatMul(recurrent);
            return [Of.Kind == RecurrentKind.SimpleTanh ? z.Tanh() : z.Relu()];
        }

        if (Of.HasCell)
        {
            var gates = (z + h.MatMul(recurrent)).Split(4, -1);
            var cell = (gates[1].Sigmoid() * state[1]) + (gates[0].Sigmoid() * gates[2].Tanh());
            return [gates[3].Sigmoid() * cell.Tanh(), cell];
        }

        var given = z.Split(3, -1);
        Tensor update, reset, inner;
        if (Of.Kind == RecurrentKind.GatedResetAfter)
        {
            var seen = h.MatMul(recurrent);
            var parts = (own is null ? seen : seen + own).Split(3, -1);
            (update, reset) = ((given[0] + parts[0]).Sigmoid(), (given[1] + parts[1]).Sigmoid());
            inner = reset * parts[2];
        }
        else
        {
            var weights = recurrent.Split(3, -1);
            (update, reset) = ((given[0] + h.MatMul(weights[0])).Sigmoid(), (given[1] + h.MatMul(weights[1])).Sigmoid());
            inner = (reset * h).MatMul(weights[2]);
        }

        return [(update * h) + ((1 - update) * (given[2] + inner).Tanh())];
    }
}
