using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Optimizers;

/// <summary>Carries the formula of an optimizer over some rows of a variable and its state, in place.</summary>
/// <remarks>Inputs: rows of the gradient [n, …], and as many of its squares and magnitudes where the formula takes them; their indices [n] on the first axis of the variable; then the numbers of the step.</remarks>
/// <param name="Target">The variable with its state.</param>
/// <param name="Program">The formula.</param>
/// <param name="AddsDuplicates">Whether rows of one index are added first, else they are applied in turn.</param>
/// <param name="Rows">How many inputs are rows.</param>
internal sealed record RowsStep(OptimizedVariable Target, FusedProgram Program, bool AddsDuplicates, int Rows = 1) : Op, IChangesVariables
{
    /// <inheritdoc/>
    public override Effect Effect => Effect.WritesState;

    IEnumerable<Variable> IChangesVariables.Changed => [Target.Variable, .. Target.Slots];

    /// <inheritdoc/>
    public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
    {
        IndexValues.Require("Optimizer", x[Rows]);
        var shape = Target.Variable.Shape;
        if (shape.IsRankKnown && shape.Rank == 0)
        {
            throw new ShapeException($"Optimizer: rows of a gradient for the variable {Target.Variable.Name}, which is a scalar: it has no rows. Give its gradient as a scalar.");
        }

        var rows = shape.IsRankKnown && x[Rows].Shape.IsRankKnown ? x[Rows].Shape.Concat(shape[1..]) : Shape.AnyRank;
        for (int i = 0; i < x.Length; i++)
        {
            if (i != Rows)
            {
                Target.Require(x[i], i < Rows ? rows : Shape.Scalar, i);
            }
        }

        return [];
    }

    /// <inheritdoc/>
    public override void Run(RunContext context)
    {
        var variable = Target.Variable.Here;
        long length = variable.Shape[0], width = variable.Shape[1..].Size;
        long[] rows = IndexValues.Of(context[Rows]).ToArray();
        Indices.Check<long>(rows, length, fromEnd: true, "Optimizer");
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] += rows[i] < 0 ? length : 0;
        }

        var values = new Tensor[Rows];
        for (int i = 0; i < Rows; i++)
        {
            Target.RequireSize(context[i].Size, rows.Length * width);
            values[i] = context[i].Contiguous();
        }

        if (AddsDuplicates)
        {
            (values, rows) = Added(values, rows, variable.Shape[1..]);
        }

        var run = new Kernel(this, context, values, rows, (int)width);
        ElementDispatch.Run(variable.ElementType, ref run);
    }

    /// <summary>Each index once, with the sum of its rows.</summary>
    static (Tensor[] Values, long[] Rows) Added(Tensor[] values, long[] rows, Shape row)
    {
        var places = new Dictionary<long, long>(rows.Length);
        long[] inverse = Array.ConvertAll(rows, index =>
        {
            if (!places.TryGetValue(index, out long place))
            {
                places.Add(index, place = places.Count);
            }

            return place;
        });
        if (places.Count == rows.Length)
        {
            return (values, rows);
        }

        var shape = Shape.Of([places.Count]).Concat(row);
        var type = values[0].ElementType;
        var like = new Tensor(shape, type, Storage.Allocate(type, shape.Size));
        var ids = Tensor.Constant(inverse);
        var added = Array.ConvertAll(values, x => Engine.Current.RunOne(new GatherSum(0), x.Reshape(Shape.Of([rows.Length]).Concat(row)), ids, like).Contiguous());
        return (added, [.. places.Keys]);
    }

    readonly struct Kernel(RowsStep step, RunContext context, Tensor[] values, long[] rows, int width) : IForElements
    {
        public void Run<T>()
            where T : unmanaged
        {
            Variable[] state = [step.Target.Variable.Here, .. step.Target.Slots.Select(slot => slot.Here)];
            foreach (var variable in state)
            {
                step.Target.RequireSize(variable.Size, state[0].Size);
            }

            foreach (int[] turn in Turns())
            {
                Step<T>(state, turn);
            }

            GC.KeepAlive(values);
            GC.KeepAlive(context);
        }

        /// <summary>Places of the rows, so that no index comes twice in one turn, and what comes again comes later.</summary>
        List<int[]> Turns()
        {
            var seen = new Dictionary<long, int>(rows.Length);
            var turns = new List<List<int>>();
            for (int i = 0; i < rows.Length; i++)
            {
                int turn = seen.GetValueOrDefault(rows[i]);
                seen[rows[i]] = turn + 1;
                if (turn == turns.Count)
                {
                    turns.Add([]);
                }

                turns[turn].Add(i);
            }

            return turns.ConvertAll(turn => turn.ToArray());
        }

        void Step<T>(Variable[] state, int[] turn)
            where T : unmanaged
        {
            int inputs = step.Program.Inputs, size = turn.Length * width;
            var operands = new FusedOperand[inputs + state.Length];
            var kept = Array.ConvertAll(state, variable => Storage<T>.Allocate(size));
            for (int k = 0; k < state.Length; k++)
            {
                var from = ((Storage<T>)state[k].Storage).Span;
                for (int i = 0; i < turn.Length; i++)
                {
                    from.Slice((int)rows[turn[i]] * width, width).CopyTo(kept[k].Span.Slice(i * width, width));
                }

                operands[k] = operands[inputs + k] = FusedOperand.Of(kept[k].Items, kept[k].Start);
            }

            for (int i = 0; i < values.Length; i++)
            {
                var (array, start) = Chosen<T>(values[i], turn);
                operands[state.Length + i] = FusedOperand.Of(array, start);
            }

            for (int i = values.Length + 1; i < context.Count; i++)
            {
                var number = context[i].Contiguous();
                operands[state.Length + i - 1] = number.ElementType == ElementType.Bool ? Scalar<bool>(number) : Scalar<T>(number);
            }

            FusedLoop.Run<T>(step.Program, [size], operands);
            for (int k = 0; k < state.Length; k++)
            {
                var to = ((Storage<T>)state[k].Writable()).Span;
                for (int i = 0; i < turn.Length; i++)
                {
                    kept[k].Span.Slice(i * width, width).CopyTo(to.Slice((int)rows[turn[i]] * width, width));
                }

                kept[k].Release();
            }
        }

        static FusedOperand Scalar<E>(Tensor number)
            where E : unmanaged
        {
            var memory = (Storage<E>)number.Storage;
            return FusedOperand.Scalar(memory.Items, memory.Start + number.Offset);
        }

        (T[] Array, long Start) Chosen<T>(Tensor all, int[] turn)
            where T : unmanaged
        {
            var memory = (Storage<T>)all.Storage;
            if (turn.Length == rows.Length)
            {
                return (memory.Items, memory.Start + all.Offset);
            }

            var chosen = new T[turn.Length * width];
            for (int i = 0; i < turn.Length; i++)
            {
                memory.Span.Slice((int)all.Offset + (turn[i] * width), width).CopyTo(chosen.AsSpan(i * width, width));
            }

            return (chosen, 0);
        }
    }
}
