using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>A recorded function that is repeated on its own outputs while another holds.</summary>
    /// <remarks>Inputs: the carried tensors, then what the condition and then what the body use of the outside.</remarks>
    internal sealed record Loop(LoopParts Parts) : CompositeOp
    {
        public override string Name => "while";

        public override Effect Effect => (Effect)Math.Max((int)Parts.Condition.Effect, (int)Parts.Body.Effect);

        internal override bool IsTransparent => false;

        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => Parts.Carried;

        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => RecomputedGradient.For(this, node, dy);

        internal override Tensor[] Compute(Tensor[] x)
        {
            int carried = Parts.Carried.Length, split = carried + Parts.Condition.Captures.Count;
            Tensor[] ofCondition = x[carried..split], ofBody = x[split..], state = x[..carried];
            for (long turn = 0; (Parts.Limit is not { } limit || turn < limit) && WhileOperation.Holds(Parts.Condition.Run([.. state, .. ofCondition])[0]); turn++)
            {
                state = Parts.Body.Run([.. state, .. ofBody]);
            }

            return state;
        }
    }

    /// <summary>What a loop is made of.</summary>
    /// <param name="Condition">Whether there is one more turn.</param>
    /// <param name="Body">One turn.</param>
    /// <param name="Carried">Types and shapes that all turns have in common.</param>
    /// <param name="Limit">At most so many turns.</param>
    internal sealed record LoopParts(RecordedFunction Condition, RecordedFunction Body, TensorSpec[] Carried, long? Limit)
    {
        internal static LoopParts Record(Tensor[] start, Func<Tensor[], Tensor> condition, Func<Tensor[], Tensor[]> body, long? limit)
        {
            var specs = Array.ConvertAll(start, x => new TensorSpec(x.ElementType, x.Shape));
            while (true)
            {
                var turn = RecordedFunction.Of(specs, x => WhileOperation.Fitting(x, body(x)));
                var common = specs.Select((spec, i) => spec with { Shape = ShapeJoin.Of(spec.Shape, turn.Outputs[i].Shape) }).ToArray();
                if (common.SequenceEqual(specs))
                {
                    return new(RecordedFunction.Of(specs, x => [condition(x)]), turn, specs, limit);
                }

                // A tensor that grows or changes its rank: recorded again with less known of it.
                specs = common;
            }
        }
    }
}

namespace Nabla
{
    /// <summary>Loops.</summary>
    public static class WhileOperation
    {
        extension(Tensor)
        {
            /// <summary>Repeats a function on its own results while a condition holds.</summary>
            /// <param name="condition">From the carried tensors to a scalar: one more turn?</param>
            /// <param name="body">From the carried tensors to as many of the same types.</param>
            /// <param name="start">What is carried into the first turn.</param>
            /// <param name="maximumIterations">At most so many turns.</param>
            /// <returns>What the last turn gave; <paramref name="start"/> where there was none.</returns>
            public static Tensor[] WhileLoop(Func<Tensor[], Tensor> condition, Func<Tensor[], Tensor[]> body, Tensor[] start, long? maximumIterations = null)
            {
                ArgumentNullException.ThrowIfNull(condition);
                ArgumentNullException.ThrowIfNull(body);
                ArgumentNullException.ThrowIfNull(start);
                if (Engine.Current is Recording recording)
                {
                    var given = Array.ConvertAll(start, recording.Given);
                    var parts = LoopParts.Record(given, condition, body, maximumIterations);
                    return Engine.Current.Run(new Loop(parts), [.. given, .. parts.Condition.Captures, .. parts.Body.Captures]);
                }

                var state = start;
                for (long turn = 0; (maximumIterations is not { } limit || turn < limit) && Holds(condition(state)); turn++)
                {
                    state = Fitting(state, body(state));
                }

                return state;
            }

            /// <summary>Repeats a function for each whole number from <paramref name="lower"/> to before <paramref name="upper"/>.</summary>
            /// <param name="lower">The first number.</param>
            /// <param name="upper">The first number that is too large.</param>
            /// <param name="body">From the number, an int32 scalar, and what is carried to what is carried on.</param>
            /// <param name="start">What is carried into the first turn.</param>
            public static Tensor ForLoop(Tensor lower, Tensor upper, Func<Tensor, Tensor, Tensor> body, Tensor start)
            {
                ArgumentNullException.ThrowIfNull(body);
                return Tensor.WhileLoop(x => x[0].Less(upper), x => [x[0] + 1, body(x[0], x[1])], [lower, start])[1];
            }
        }

        internal static bool Holds(Tensor condition) =>
            condition.Size == 1 ? (condition.ElementType == ElementType.Bool ? condition : condition.Cast(ElementType.Bool)).Reshape([]).ToScalar<bool>()
            : throw new ShapeException($"WhileLoop: a condition of shape {condition.Shape}: it must be a scalar. Reduce it with All or Any.");

        internal static Tensor[] Fitting(Tensor[] before, Tensor[] after)
        {
            if (before.Length != after.Length)
            {
                throw new ArgumentException($"WhileLoop: the body gives {after.Length} tensors for {before.Length} that are carried: it must give as many. Carry on unchanged what does not change.");
            }

            for (int i = 0; i < before.Length; i++)
            {
                if (before[i].ElementType != after[i].ElementType)
                {
                    throw new ElementTypeException($"WhileLoop: carried tensor {i} is {before[i].ElementType.Name}, and the body gives {after[i].ElementType.Name}: its type must stay. Cast it.");
                }
            }

            return after;
        }
    }
}
