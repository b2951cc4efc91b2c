using Nabla.Operations;

namespace Nabla;

/// <summary>What a recurrent sequence gives.</summary>
/// <param name="Outputs">The outputs of all steps in the order in which they were taken, [batch, steps, units].</param>
/// <param name="Hidden">The last output, [batch, units].</param>
/// <param name="Cell">The last cell state, [batch, units]; only of <see cref="RecurrentSequences.LstmSequence"/>.</param>
public sealed record RecurrentResult(Tensor Outputs, Tensor Hidden, Tensor? Cell = null);

/// <summary>Recurrent cells over whole sequences, each one operation: one product of the inputs for all steps, one product and one loop over the gates at each step.</summary>
/// <remarks>Shapes: x [batch, steps, features], kernel [features, gates·units], recurrent kernel [units, gates·units], mask [batch, steps]: where it is false
/// the states stay as they are; a sequence of no steps gives the first states. 16-bit floats are computed in float32 and rounded once.</remarks>
public static class RecurrentSequences
{
    extension(Tensor x)
    {
        /// <summary>Long short-term memory: i, f, g, o = σ, σ, tanh, σ of x·W + h·U + b; cell = f·cell + i·g; h = o·tanh cell (Hochreiter and Schmidhuber, 1997).</summary>
        /// <param name="kernel">W, [features, 4·units], columns by gates: input, forget, candidate, output.</param>
        /// <param name="recurrentKernel">U, [units, 4·units].</param>
        /// <param name="bias">b, [4·units]; none by default.</param>
        /// <param name="mask">Truth values [batch, steps].</param>
        /// <param name="hidden">The output before the first step, [batch, units]; zeros by default. Give both states or none.</param>
        /// <param name="cell">The cell state before the first step.</param>
        /// <param name="reverse">Whether the last element of the sequence is taken first.</param>
        /// <exception cref="ShapeException">The shapes do not fit together.</exception>
        /// <exception cref="ElementTypeException">The element types differ, or are not floating.</exception>
        /// <exception cref="ArgumentException">One state is given without the other.</exception>
        public RecurrentResult LstmSequence(Tensor kernel, Tensor recurrentKernel, Tensor? bias = null, Tensor? mask = null, Tensor? hidden = null, Tensor? cell = null, bool reverse = false) =>
            hidden is null == cell is null ? Run(RecurrentKind.LongShortTermMemory, x, kernel, recurrentKernel, bias, mask, hidden, cell, reverse)
            : throw new ArgumentException("Lstm: one of the first states: give both the output and the cell state, or none.", nameof(cell));

        /// <summary>Gated recurrent unit: z, r = σ of x·W + h·U + b; h = z·h + (1 − z)·c with c = tanh(x·W + b + r·(h·U + d)), or tanh(x·W + (r·h)·U + b) (Cho and others, 2014).</summary>
        /// <param name="kernel">W, [features, 3·units], columns by gates: update, reset, candidate.</param>
        /// <param name="recurrentKernel">U, [units, 3·units].</param>
        /// <param name="bias">b and d, [2, 3·units]; with the reset gate before the product only b, [3·units]. None by default.</param>
        /// <param name="mask">Truth values [batch, steps].</param>
        /// <param name="hidden">The output before the first step, [batch, units]; zeros by default.</param>
        /// <param name="resetAfter">Whether the reset gate acts after the product.</param>
        /// <param name="reverse">Whether the last element of the sequence is taken first.</param>
        /// <exception cref="ShapeException">The shapes do not fit together.</exception>
        /// <exception cref="ElementTypeException">The element types differ, or are not floating.</exception>
        public RecurrentResult GruSequence(Tensor kernel, Tensor recurrentKernel, Tensor? bias = null, Tensor? mask = null, Tensor? hidden = null, bool resetAfter = true, bool reverse = false) =>
            Run(resetAfter ? RecurrentKind.GatedResetAfter : RecurrentKind.GatedResetBefore, x, kernel, recurrentKernel, bias, mask, hidden, null, reverse);

        /// <summary>Simple recurrent cell: h = tanh(x·W + h·U + b), or with relu in the place of tanh (Elman, 1990).</summary>
        /// <param name="kernel">W, [features, units].</param>
        /// <param name="recurrentKernel">U, [units, units].</param>
        /// <param name="bias">b, [units]; none by default.</param>
        /// <param name="mask">Truth values [batch, steps].</param>
        /// <param name="hidden">The output before the first step, [batch, units]; zeros by default.</param>
        /// <param name="relu">max(·, 0) in the place of tanh.</param>
        /// <param name="reverse">Whether the last element of the sequence is taken first.</param>
        /// <exception cref="ShapeException">The shapes do not fit together.</exception>
        /// <exception cref="ElementTypeException">The element types differ, or are not floating.</exception>
        public RecurrentResult SimpleRnnSequence(Tensor kernel, Tensor recurrentKernel, Tensor? bias = null, Tensor? mask = null, Tensor? hidden = null, bool relu = false, bool reverse = false) =>
            Run(relu ? RecurrentKind.SimpleRelu : RecurrentKind.SimpleTanh, x, kernel, recurrentKernel, bias, mask, hidden, null, reverse);
    }

    static RecurrentResult Run(RecurrentKind kind, Tensor x, Tensor kernel, Tensor recurrentKernel, Tensor? bias, Tensor? mask, Tensor? hidden, Tensor? cell, bool reverse)
    {
        var op = new RecurrentSequence(kind, reverse, bias is not null, mask is not null, hidden is not null);
        var given = new[] { x, kernel, recurrentKernel, bias, mask, hidden, cell }.OfType<Tensor>();
        bool isHalf = WideElements.IsHalf(x.ElementType);
        var y = Engine.Current.Run(op, [.. isHalf ? given.Select(t => WideElements.IsHalf(t.ElementType) ? t.Cast(ElementType.Float32) : t) : given]);
        var outputs = y[op.StatesAt].Transpose([1, 0, 2]);
        var last = op.HasCell ? y[1] : null;
        return isHalf ? new(outputs.Cast(x.ElementType), y[0].Cast(x.ElementType), last?.Cast(x.ElementType)) : new(outputs, y[0], last);
    }
}
