using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>One of several recorded functions, chosen by a number when it runs.</summary>
    /// <remarks>Inputs: the number of the function, int32 (the nearest where there is none of that number), then what each function uses of the outside.</remarks>
    /// <param name="Functions">The functions; none has parameters, and all give alike outputs.</param>
    internal sealed record Branch(Branches Functions) : CompositeOp
    {
        public override string Name => "cond";

        public override Effect Effect => Functions.Effect;

        internal override bool IsTransparent => false;

        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x) => Functions.Outputs;

        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => RecomputedGradient.For(this, node, dy);

        internal override Tensor[] Compute(Tensor[] x)
        {
            int index = Math.Clamp(x[0].ToScalar<int>(), 0, Functions.All.Length - 1);
            int start = 1 + Functions.All.Take(index).Sum(f => f.Captures.Count);
            var function = Functions.All[index];
            return function.Run(x.AsSpan(start, function.Captures.Count));
        }
    }

    /// <summary>The functions of a branch.</summary>
    internal sealed class Branches
    {
        internal Branches(string op, RecordedFunction[] all)
        {
            All = all;
            Outputs = [.. all[0].Outputs.Select((_, i) => Common(op, i))];
        }

        internal RecordedFunction[] All { get; }

        internal TensorSpec[] Outputs { get; }

        internal Effect Effect => All.Max(f => f.Effect);

        TensorSpec Common(string op, int i)
        {
            var first = All[0].Outputs[i];
            var shape = first.Shape;
            foreach (var function in All)
            {
                if (function.Outputs.Length != All[0].Outputs.Length || function.Outputs[i].ElementType != first.ElementType)
                {
                    throw new ElementTypeException($"{op}: one branch gives {All[0].Outputs.Length} tensors, and tensor {i} is {first.ElementType.Name}; another gives {function.Outputs.Length}, and it is {function.Outputs.ElementAtOrDefault(i)?.ElementType.Name ?? "missing"}: all branches must give alike tensors.");
                }

                shape = ShapeJoin.Of(shape, function.Outputs[i].Shape);
            }

            return new(first.ElementType, shape);
        }
    }

    /// <summary>What two shapes have in common.</summary>
    internal static class ShapeJoin
    {
        internal static Shape Of(Shape x, Shape y) =>
            x == y ? x
            : !x.IsRankKnown || !y.IsRankKnown || x.Rank != y.Rank ? Shape.AnyRank
            : new Shape([.. x.ToArray().Zip(y.ToArray(), (a, b) => a == b ? a : Shape.Unknown)]);
    }
}

namespace Nabla
{
    /// <summary>Choices between functions.</summary>
    public static class BranchOperation
    {
        static Tensor[] Choose(string op, Tensor index, Func<Tensor[]>[] functions)
        {
            if (Engine.Current is not Recording)
            {
                return functions[Math.Clamp(index.ToScalar<int>(), 0, functions.Length - 1)]();
            }

            var recorded = Array.ConvertAll(functions, f => RecordedFunction.Of([], _ => f()));
            return Engine.Current.Run(new Branch(new Branches(op, recorded)), [index, .. recorded.SelectMany(f => f.Captures)]);
        }

        extension(Tensor)
        {
            /// <summary>What <paramref name="then"/> gives where the condition holds, else what <paramref name="otherwise"/> gives; only that one is computed.</summary>
            /// <param name="condition">A scalar; a number that is not zero is true.</param>
            /// <param name="then">Computed where it holds.</param>
            /// <param name="otherwise">Computed where it does not; its tensors have the types of the first.</param>
            /// <remarks>For a choice element by element use <c>Tensor.Where</c>.</remarks>
            public static Tensor Cond(Tensor condition, Func<Tensor> then, Func<Tensor> otherwise)
            {
                ArgumentNullException.ThrowIfNull(then);
                ArgumentNullException.ThrowIfNull(otherwise);
                return Tensor.Cond(condition, () => [then()], () => [otherwise()])[0];
            }

            /// <inheritdoc cref="Cond(Tensor, Func{Tensor}, Func{Tensor})"/>
            public static Tensor[] Cond(Tensor condition, Func<Tensor[]> then, Func<Tensor[]> otherwise)
            {
                ArgumentNullException.ThrowIfNull(condition);
                if (condition.Shape.IsRankKnown && condition.Rank != 0)
                {
                    throw new ShapeException($"Cond: a condition of shape {condition.Shape}: it must be a scalar. Reduce it (All, Any), or choose element by element with Tensor.Where.");
                }

                return Choose("Cond", condition.Cast(ElementType.Bool).Cast(ElementType.Int32), [otherwise, then]);
            }

            /// <summary>What the function of a number gives; only that one is computed. The nearest function where there is none of the number.</summary>
            /// <param name="index">A scalar whole number.</param>
            /// <param name="branches">The functions, which give alike tensors.</param>
            public static Tensor Switch(Tensor index, IReadOnlyList<Func<Tensor>> branches)
            {
                ArgumentNullException.ThrowIfNull(index);
                ArgumentNullException.ThrowIfNull(branches);
                if (branches.Count == 0 || !index.ElementType.IsInteger || (index.Shape.IsRankKnown && index.Rank != 0))
                {
                    throw new ArgumentException($"Switch: index {index.ElementType.Name} {index.Shape} and {branches.Count} branches: a scalar whole number and at least one branch were expected.");
                }

                return Choose("Switch", index.Clip(0, branches.Count - 1).Cast(ElementType.Int32), [.. branches.Select(Func<Tensor[]> (f) => () => [f()])])[0];
            }

            /// <summary>What the function of the first condition that holds gives, or the last function where none does.</summary>
            /// <param name="cases">Conditions with their functions, in the order in which they are looked at.</param>
            /// <param name="otherwise">Where none holds.</param>
            public static Tensor Case(IReadOnlyList<(Tensor Condition, Func<Tensor> Then)> cases, Func<Tensor> otherwise)
            {
                ArgumentNullException.ThrowIfNull(cases);
                return cases.Count == 0 ? otherwise() : Tensor.Cond(cases[0].Condition, cases[0].Then, () => Tensor.Case([.. cases.Skip(1)], otherwise));
            }
        }
    }
}
