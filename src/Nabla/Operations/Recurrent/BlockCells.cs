using Nabla.Operations;

namespace Nabla;

/// <summary>All that a long short-term memory computes at a step, or at all steps of a sequence.</summary>
/// <param name="InputGate">How much of the candidate enters the cell, in (0, 1).</param>
/// <param name="Cell">The new cell state.</param>
/// <param name="ForgetGate">How much of the former cell state stays.</param>
/// <param name="OutputGate">How much of the cell is shown.</param>
/// <param name="Candidate">What may enter the cell, in (−1, 1).</param>
/// <param name="CellOutput">tanh of the cell state.</param>
/// <param name="Hidden">What is shown: the output.</param>
public sealed record LstmStates(Tensor InputGate, Tensor Cell, Tensor ForgetGate, Tensor OutputGate, Tensor Candidate, Tensor CellOutput, Tensor Hidden);

/// <summary>All that a gated recurrent unit computes at a step.</summary>
/// <param name="ResetGate">How much of the former output the candidate sees, in (0, 1).</param>
/// <param name="UpdateGate">How much of the former output stays, in (0, 1).</param>
/// <param name="Candidate">The new part of the output, in (−1, 1).</param>
/// <param name="Hidden">The output.</param>
public sealed record GruStates(Tensor ResetGate, Tensor UpdateGate, Tensor Candidate, Tensor Hidden);

/// <summary>The order in which the gates' columns stand in a kernel.</summary>
public enum GateOrder
{
    /// <summary>Input, candidate, forget, output: TensorFlow's LSTMBlockCell and BlockLSTM.</summary>
    InputCandidateForgetOutput,

    /// <summary>Input, forget, candidate, output: TensorFlow's BlockLSTMV2, and Keras.</summary>
    InputForgetCandidateOutput,
}

/// <summary>Recurrent cells as TensorFlow's fused blocks compute them; made of tensor operations, so that gradients of any order flow through.</summary>
public static class BlockCells
{
    extension(Tensor x)
    {
        /// <summary>One step of a long short-term memory: i, c, f, o = [x, h]·W + b; cell = σ(f + bias)·cell + σ(i)·tanh c; output = σ(o)·tanh cell.</summary>
        /// <remarks>Shapes: x [batch, inputs], cell and hidden [batch, units], kernel [inputs + units, 4·units], bias [4·units], peepholes [units].</remarks>
        /// <param name="cell">The former cell state.</param>
        /// <param name="hidden">The former output.</param>
        /// <param name="kernel">Rows for x, then for the former output; columns by gates.</param>
        /// <param name="bias">By gates.</param>
        /// <param name="inputPeephole">What the input gate sees of the former cell; nothing by default.</param>
        /// <param name="forgetPeephole">What the forget gate sees of the former cell.</param>
        /// <param name="outputPeephole">What the output gate sees of the new cell.</param>
        /// <param name="forgetBias">Added to the forget gate.</param>
        /// <param name="cellClip">Cell states stay within ± this; 0 or less for any.</param>
        /// <param name="order">The order of the gates.</param>
        public LstmStates LstmBlockCell(Tensor cell, Tensor hidden, Tensor kernel, Tensor bias, Tensor? inputPeephole = null, Tensor? forgetPeephole = null,
            Tensor? outputPeephole = null, double forgetBias = 1, double cellClip = 3, GateOrder order = GateOrder.InputCandidateForgetOutput) =>
            Step(Tensor.Concatenate([x, hidden], 1).MatMul(kernel) + bias, cell, new(inputPeephole, forgetPeephole, outputPeephole), forgetBias, cellClip, order);

        /// <summary>A long short-term memory over all steps of sequences: <see cref="LstmBlockCell"/> from the first to the last.</summary>
        /// <remarks>Shapes: x [steps, batch, inputs] → each result [steps, batch, units]; the number of steps must be known. Steps from
        /// <paramref name="steps"/> on give zeros.</remarks>
        /// <param name="cell">The cell state at the start, [batch, units].</param>
        /// <param name="hidden">The output at the start, [batch, units].</param>
        /// <param name="kernel">[inputs + units, 4·units].</param>
        /// <param name="bias">[4·units].</param>
        /// <param name="inputPeephole">[units]; nothing by default.</param>
        /// <param name="forgetPeephole">[units].</param>
        /// <param name="outputPeephole">[units].</param>
        /// <param name="forgetBias">Added to the forget gate: 0 in TensorFlow's second version, 1 in its first.</param>
        /// <param name="cellClip">Cell states stay within ± this; 0 or less for any.</param>
        /// <param name="order">The order of the gates.</param>
        /// <param name="steps">How many steps there are, a whole scalar; all by default.</param>
        /// <exception cref="ShapeException">x has not 3 axes, or an unknown number of steps.</exception>
        public LstmStates BlockLstm(Tensor cell, Tensor hidden, Tensor kernel, Tensor bias, Tensor? inputPeephole = null, Tensor? forgetPeephole = null,
            Tensor? outputPeephole = null, double forgetBias = 0, double cellClip = 0, GateOrder order = GateOrder.InputForgetCandidateOutput, Tensor? steps = null)
        {
            if (x.Rank != 3 || !x.Shape.IsAxisKnown(0) || x.Shape[0] == 0)
            {
                throw new ShapeException($"BlockLstm: a tensor of shape {x.Shape}: [steps, batch, inputs] with a known number of steps is expected.");
            }

            // The inputs' part of the product for all steps at once; the outputs' part is what each step waits for.
            var sizes = kernel.Split([(int)x.Shape[2]], 0);
            var given = x.MatMul(sizes[0]) + bias;
            var peepholes = new Peepholes(inputPeephole, forgetPeephole, outputPeephole);
            var all = new List<Tensor>[7];
            foreach (int k in Enumerable.Range(0, 7))
            {
                all[k] = [];
            }

            foreach (int t in Enumerable.Range(0, (int)x.Shape[0]))
            {
                var s = Step(given[t] + hidden.MatMul(sizes[1]), cell, peepholes, forgetBias, cellClip, order);
                (cell, hidden) = (s.Cell, s.Hidden);
                var live = steps is null ? null : Tensor.Constant(t).Cast(steps.ElementType).Less(steps.Reshape([])).Cast(x.ElementType);
                Tensor[] now = [s.InputGate, s.Cell, s.ForgetGate, s.OutputGate, s.Candidate, s.CellOutput, s.Hidden];
                foreach (int k in Enumerable.Range(0, 7))
                {
                    all[k].Add(live is null ? now[k] : now[k] * live);
                }
            }

            var joined = all.Select(states => Tensor.Stack(states, 0)).ToArray();
            return new(joined[0], joined[1], joined[2], joined[3], joined[4], joined[5], joined[6]);
        }

        /// <summary>One step of a gated recurrent unit: r, u = σ([x, h]·W + b); c = tanh([x, r·h]·V + d); output = u·h + (1 − u)·c.</summary>
        /// <remarks>Shapes: x [batch, inputs], hidden [batch, units], gate kernel [inputs + units, 2·units], candidate kernel [inputs + units, units].</remarks>
        /// <param name="hidden">The former output.</param>
        /// <param name="gateKernel">Columns: reset, then update.</param>
        /// <param name="candidateKernel">Rows for x, then for the former output.</param>
        /// <param name="gateBias">[2·units].</param>
        /// <param name="candidateBias">[units].</param>
        public GruStates GruBlockCell(Tensor hidden, Tensor gateKernel, Tensor candidateKernel, Tensor gateBias, Tensor candidateBias)
        {
            var gates = (Tensor.Concatenate([x, hidden], 1).MatMul(gateKernel) + gateBias).Sigmoid().Split(2, 1);
            var candidate = (Tensor.Concatenate([x, gates[0] * hidden], 1).MatMul(candidateKernel) + candidateBias).Tanh();
            return new(gates[0], gates[1], candidate, ((1 - gates[1]) * candidate) + (gates[1] * hidden));
        }
    }

    static LstmStates Step(Tensor gates, Tensor cell, Peepholes peepholes, double forgetBias, double cellClip, GateOrder order)
    {
        var parts = gates.Split(4, 1);
        var (candidate, forget) = order == GateOrder.InputCandidateForgetOutput ? (parts[1], parts[2]) : (parts[2], parts[1]);
        var i = Seen(parts[0], peepholes.Input, cell).Sigmoid();
        var f = Seen(forgetBias == 0 ? forget : forget + forgetBias, peepholes.Forget, cell).Sigmoid();
        var c = candidate.Tanh();
        var next = (c * i) + (cell * f);
        next = cellClip > 0 ? next.Clip(-cellClip, cellClip) : next;
        var o = Seen(parts[3], peepholes.Output, next).Sigmoid();
        var shown = next.Tanh();
        return new(i, next, f, o, c, shown, shown * o);
    }

    static Tensor Seen(Tensor gate, Tensor? peephole, Tensor cell) => peephole is null ? gate : gate + (cell * peephole);

    sealed record Peepholes(Tensor? Input, Tensor? Forget, Tensor? Output);
}
