using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>A recorded step that runs over the first axis of its inputs, carrying tensors along.</summary>
    /// <remarks>Inputs: the carried tensors, the sequences, then what the step uses of the outside. Outputs: the carried tensors after the last step, then what each step gave, stacked.</remarks>
    internal sealed record ScanSteps(ScanParts Parts) : CompositeOp
    {
        public override string Name => "scan";

        public override Effect Effect => Parts.Step.Effect;

        internal override bool IsTransparent => false;

        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            long length = Parts.Length ?? (x[Parts.Carried].Shape.IsRankKnown ? x[Parts.Carried].Shape.Lengths[0] : Shape.Unknown);
            var y = new TensorSpec[Parts.Step.Outputs.Length];
            for (int i = 0; i < y.Length; i++)
            {
                var step = Parts.Step.Outputs[i];
                y[i] = new(step.ElementType, i < Parts.Carried ? x[i].Shape : step.Shape.IsRankKnown ? Shape.Of([length]).Concat(step.Shape) : Shape.AnyRank);
            }

            return y;
        }

        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => RecomputedGradient.For(this, node, dy);

        internal override Tensor[] Compute(Tensor[] x)
        {
            int sequences = Parts.Carried + Parts.Sequences;
            var captures = x[sequences..];
            long length = Parts.Length ?? x[Parts.Carried].Shape[0];
            return ScanOperation.Run(
                (carry, at) =>
                {
                    var y = Parts.Step.Run([.. carry, .. at, .. captures]);
                    return (y[..Parts.Carried], y[Parts.Carried..]);
                },
                x[..Parts.Carried],
                x[Parts.Carried..sequences],
                length,
                Parts.Reverse,
                [.. Parts.Step.Outputs.Skip(Parts.Carried).Select(y => new TensorSpec(y.ElementType, y.Shape))]);
        }
    }

    /// <summary>What a scan is made of.</summary>
    /// <param name="Step">From the carried tensors and one element of each sequence to the carried tensors and what the step gives.</param>
    /// <param name="Carried">Number of carried tensors.</param>
    /// <param name="Sequences">Number of sequences.</param>
    /// <param name="Length">Number of steps, where no sequence has it.</param>
    /// <param name="Reverse">Whether it starts with the last element.</param>
    internal sealed record ScanParts(RecordedFunction Step, int Carried, int Sequences, long? Length, bool Reverse);
}

namespace Nabla
{
    /// <summary>Steps over the first axis of tensors.</summary>
    public static class ScanOperation
    {
        extension(Tensor)
        {
            /// <summary>Goes through the first axis of some tensors, carrying others along, and stacks what each step gives.</summary>
            /// <param name="step">From what is carried and one element of each sequence to what is carried on and what the step gives.</param>
            /// <param name="start">What is carried into the first step.</param>
            /// <param name="xs">The sequences, with first axes of one length; empty where <paramref name="length"/> is given.</param>
            /// <param name="length">Number of steps; that of the sequences by default.</param>
            /// <param name="reverse">Whether it starts with the last element; results are stacked in the order of the elements.</param>
            /// <returns>What is carried after the last step, and the stacked results.</returns>
            /// <exception cref="ArgumentException">There is neither a sequence nor a length, or they differ.</exception>
            public static (Tensor[] Carry, Tensor[] Ys) Scan(Func<Tensor[], Tensor[], (Tensor[] Carry, Tensor[] Y)> step, Tensor[] start, Tensor[] xs, long? length = null, bool reverse = false)
            {
                ArgumentNullException.ThrowIfNull(step);
                ArgumentNullException.ThrowIfNull(start);
                ArgumentNullException.ThrowIfNull(xs);
                long? known = Length("Scan", xs, length);
                if (Engine.Current is not Recording recording)
                {
                    var y = Run(step, start, xs, known!.Value, reverse, known == 0 ? Specs(step, start, xs) : []);
                    return (y[..start.Length], y[start.Length..]);
                }

                Tensor[] given = [.. start.Concat(xs).Select(recording.Given)];
                var recorded = Record(step, given[..start.Length], given[start.Length..]);
                var outputs = Engine.Current.Run(new ScanSteps(new(recorded, start.Length, xs.Length, xs.Length == 0 ? known : null, reverse)), [.. given, .. recorded.Captures]);
                return (outputs[..start.Length], outputs[start.Length..]);
            }

            /// <summary>Goes through the first axis of a tensor, carrying another along.</summary>
            /// <inheritdoc cref="Scan(Func{Tensor[], Tensor[], ValueTuple{Tensor[], Tensor[]}}, Tensor[], Tensor[], long?, bool)"/>
            public static (Tensor Carry, Tensor Ys) Scan(Func<Tensor, Tensor, (Tensor Carry, Tensor Y)> step, Tensor start, Tensor xs, bool reverse = false)
            {
                ArgumentNullException.ThrowIfNull(step);
                var (carry, ys) = Tensor.Scan(
                    (c, x) =>
                    {
                        var (next, y) = step(c[0], x[0]);
                        return ([next], [y]);
                    },
                    [start],
                    [xs],
                    null,
                    reverse);
                return (carry[0], ys[0]);
            }

            /// <summary>Applies a function to each element along the first axis of some tensors, and stacks what it gives.</summary>
            /// <param name="function">From one element of each tensor to one or more results.</param>
            /// <param name="xs">The tensors, with first axes of one length.</param>
            public static Tensor[] Map(Func<Tensor[], Tensor[]> function, params Tensor[] xs)
            {
                ArgumentNullException.ThrowIfNull(function);
                return Tensor.Scan((_, x) => ([], function(x)), [], xs).Ys;
            }

            /// <summary>Applies a function to each element along the first axis of a tensor, and stacks what it gives.</summary>
            public static Tensor Map(Func<Tensor, Tensor> function, Tensor x) => Tensor.Map(elements => [function(elements[0])], x)[0];
        }

        internal static Tensor[] Run(Func<Tensor[], Tensor[], (Tensor[] Carry, Tensor[] Y)> step, Tensor[] carry, Tensor[] xs, long length, bool reverse, TensorSpec[] empty)
        {
            int carried = carry.Length;
            var ys = new List<Tensor>[empty.Length];
            for (long t = 0; t < length; t++)
            {
                long at = reverse ? length - 1 - t : t;
                var (next, y) = step(carry, Array.ConvertAll(xs, x => x[at]));
                if (next.Length != carried)
                {
                    throw new ArgumentException($"Scan: the step carries {next.Length} tensors on, and {carried} were carried in: it must give as many.");
                }

                carry = next;
                ys = t == 0 ? Array.ConvertAll(y, _ => new List<Tensor>()) : ys;
                for (int i = 0; i < y.Length; i++)
                {
                    ys[i].Add(y[i]);
                }
            }

            return length == 0
                ? [.. carry, .. empty.Select(spec => Tensor.Zeros(Shape.Of([0L]).Concat(spec.Shape), spec.ElementType))]
                : [.. carry, .. ys.Select(y => Stacked(y, reverse))];
        }

        static Tensor Stacked(List<Tensor> ys, bool reverse)
        {
            if (reverse)
            {
                ys.Reverse();
            }

            return Tensor.Stack(ys);
        }

        /// <summary>The common length of the sequences; null where it is not known before it is fed.</summary>
        static long? Length(string op, Tensor[] xs, long? length)
        {
            if (xs.Length == 0 && length is null)
            {
                throw new ArgumentException($"{op}: no sequences and no length: the number of steps must come from one of them. Give length.");
            }

            foreach (var x in xs)
            {
                if (!x.Shape.IsRankKnown)
                {
                    continue;
                }

                if (x.Rank == 0)
                {
                    throw new ShapeException($"{op}: a scalar as a sequence: it goes through the first axis, and a scalar has none.");
                }

                long n = x.Shape.Lengths[0];
                if (n != Shape.Unknown && length is { } other && other != n)
                {
                    throw new ShapeException($"{op}: a sequence of {n} elements where {other} steps are made: all first axes must have one length.");
                }

                length ??= n == Shape.Unknown ? null : n;
            }

            return length;
        }

        static RecordedFunction Record(Func<Tensor[], Tensor[], (Tensor[] Carry, Tensor[] Y)> step, Tensor[] start, Tensor[] xs)
        {
            TensorSpec[] specs =
            [
                .. start.Select(x => new TensorSpec(x.ElementType, x.Shape)),
                .. xs.Select(x => new TensorSpec(x.ElementType, x.Shape.IsRankKnown ? x.Shape[1..] : Shape.AnyRank)),
            ];
            return RecordedFunction.Of(specs, x =>
            {
                var (carry, y) = step(x[..start.Length], x[start.Length..]);
                return [.. carry, .. y];
            });
        }

        /// <summary>What a step would give, where there is none to tell.</summary>
        static TensorSpec[] Specs(Func<Tensor[], Tensor[], (Tensor[] Carry, Tensor[] Y)> step, Tensor[] start, Tensor[] xs) =>
            [.. Record(step, start, xs).Outputs.Skip(start.Length).Select(y => new TensorSpec(y.ElementType, y.Shape))];
    }
}
