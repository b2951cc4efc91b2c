using Nabla.Operations;

namespace Nabla
{
    /// <summary>What becomes of two sets.</summary>
    public enum SetKind
    {
        /// <summary>What both hold.</summary>
        Intersection,

        /// <summary>What either holds.</summary>
        Union,

        /// <summary>What the first holds and the second does not.</summary>
        Difference,

        /// <summary>What the second holds and the first does not.</summary>
        ReversedDifference,
    }
}

namespace Nabla.Operations
{
    /// <summary>Sets along the last axis joined row by row: index tuples, elements in ascending order, and the shape, a sparse array.</summary>
    /// <param name="Kind">How they are joined.</param>
    /// <remarks>Shapes: […, n] and […, m], whole numbers or text → [k, rank], [k], [rank] (int64 but the elements). No gradient flows.</remarks>
    public sealed record SetOperation(SetKind Kind) : Op
    {
        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            var type = BinaryOp.SameType(Name, x);
            if (!type.IsInteger && type != ElementType.String)
            {
                throw new ElementTypeException($"{Name}: {type.Name} tensors: elements of sets are whole numbers or text. Cast them first.");
            }

            return x[0].Shape.Rank > 0 && x[0].Shape.Rank == x[1].Shape.Rank && x[0].Shape[..^1].IsCompatibleWith(x[1].Shape[..^1])
                ? [new(ElementType.Int64, new Shape([Shape.Unknown, x[0].Shape.Rank])), new(type, new Shape([Shape.Unknown])), new(ElementType.Int64, Shape.Of([x[0].Shape.Rank]))]
                : throw new ShapeException($"{Name}: {x[0].Shape} and {x[1].Shape}: the axes in front must be equal.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            if (context[0].ElementType == ElementType.String)
            {
                Fill(context, context[0].Texts(), context[1].Texts(), StringComparer.Ordinal, kept => Tensor.Constant((Array)kept));
                return;
            }

            Fill(context, IndexValues.Of(context[0]).ToArray(), IndexValues.Of(context[1]).ToArray(), null, kept => Tensor.Constant(kept).Cast(context[0].ElementType));
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null, null];

        void Fill<T>(RunContext context, T[] x, T[] y, IComparer<T>? order, Func<T[], Tensor> make)
        {
            var batch = context[0].Shape[..^1];
            int n = (int)context[0].Shape[^1], m = (int)context[1].Shape[^1];
            var (tuples, kept) = (new List<long>(), new List<T>());
            long longest = 0;
            for (int row = 0; row < batch.Size; row++)
            {
                IEnumerable<T> a = x.Skip(row * n).Take(n), b = y.Skip(row * m).Take(m);
                T[] found =
                [
                    .. (Kind switch
                    {
                        SetKind.Intersection => a.Intersect(b),
                        SetKind.Union => a.Union(b),
                        SetKind.Difference => a.Except(b),
                        _ => b.Except(a),
                    }).Order(order),
                ];
                for (int i = 0; i < found.Length; i++)
                {
                    for (int k = 0, rest = row; k < batch.Rank; k++)
                    {
                        int inner = (int)batch[(k + 1)..].Size;
                        tuples.Add(rest / inner);
                        rest %= inner;
                    }

                    tuples.Add(i);
                }

                kept.AddRange(found);
                longest = Math.Max(longest, found.Length);
            }

            context.Share(0, Tensor.Constant((Array)tuples.ToArray(), Shape.Of([kept.Count, batch.Rank + 1])));
            context.Share(1, make([.. kept]));
            context.Share(2, Tensor.Constant<long>([.. batch.ToArray(), longest]));
            GC.KeepAlive(context);
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for sets.</summary>
    public static class SetOperations
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="SetOperation"/>
            /// <param name="y">The second sets.</param>
            /// <param name="kind">How they are joined.</param>
            public (Tensor Indices, Tensor Values, Tensor Shape) SetOperation(Tensor y, SetKind kind) =>
                Engine.Current.Run(new SetOperation(kind), x, y) is [var indices, var values, var shape] ? (indices, values, shape) : default;
        }
    }
}
