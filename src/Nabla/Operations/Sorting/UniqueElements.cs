using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The different elements, or the different slices along an axis; where each first stands, which each one is, and how often each comes (int32).</summary>
    /// <remarks>NaNs count as equal. No gradient flows.</remarks>
    /// <param name="Axis">The axis; null for elements of the tensor as one vector.</param>
    /// <param name="Sorted">Ascending; else in the order in which they first come.</param>
    public sealed record UniqueElements(int? Axis, bool Sorted) : Op
    {
        /// <inheritdoc/>
        public override string Name => "Unique";

        /// <inheritdoc/>
        public override TensorSpec[] Infer(ReadOnlySpan<TensorSpec> x)
        {
            var (type, shape) = (x[0].ElementType, x[0].Shape);
            Shape some = new([Shape.Unknown]), values = some, inverse = shape;
            if (Axis is { } axis)
            {
                var lengths = SortElements.Ordered(Name, x[0], axis).ToArray();
                int k = Axes.Normalize(Name, axis, lengths.Length);
                inverse = new([lengths[k]]);
                lengths[k] = Shape.Unknown;
                values = new(lengths);
            }
            else if (type.IsComplex)
            {
                _ = SortElements.Ordered(Name, x[0], 0);
            }

            return [new(type, values), new(ElementType.Int32, some), new(ElementType.Int32, inverse), new(ElementType.Int32, some)];
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            // Another object of the same memory: what is computed here is no business of a tape that watches the input.
            var x = context[0].Alias();
            if (Axis is not { } axis)
            {
                var (first, inverse, counts) = Find(x.Contiguous());
                context.Share(0, x.Ravel().Gather(first));
                context.Share(1, first);
                context.Share(2, inverse.Reshape(x.Shape));
                context.Share(3, counts);
                return;
            }

            // Slices are told apart column by column: the rank of what a slice holds so far, then of that together with its next element.
            int k = Axes.Normalize(Name, axis, x.Rank);
            long length = x.Shape[k], columns = length == 0 ? 0 : x.Size / length;
            var rows = x.MoveAxis(k, 0).Reshape(Shape.Of([length, columns]));
            var ranks = Tensor.Zeros(Shape.Of([length]), ElementType.Int64);
            for (int c = 0; c < columns; c++)
            {
                var next = (this with { Sorted = true }).Find(rows[.., c].Contiguous()).Inverse.Cast(ElementType.Int64);
                ranks = (this with { Sorted = true }).Find((ranks * length) + next).Inverse.Cast(ElementType.Int64);
            }

            var found = Find(ranks.Contiguous());
            context.Share(0, x.Gather(found.First, k));
            context.Share(1, found.First);
            context.Share(2, found.Inverse);
            context.Share(3, found.Counts);
        }

        /// <inheritdoc/>
        public override Tensor?[] Gradient(Node node, Tensor?[] dy) => [null];

        (Tensor First, Tensor Inverse, Tensor Counts) Find(Tensor x)
        {
            if (x.ElementType == ElementType.String)
            {
                x = Ranked(x.Texts());
            }

            var run = new Kernel { X = x, Sorted = Sorted, First = new int[x.Size], Counts = new int[x.Size], Inverse = new int[x.Size] };
            ElementDispatch.Run(x.ElementType, ref run);
            return (Tensor.Constant(run.First[..run.Count]), Tensor.Constant(run.Inverse), Tensor.Constant(run.Counts[..run.Count]));
        }

        /// <summary>The place of each text among the different ones in the order of their characters' numbers.</summary>
        static Tensor Ranked(string[] texts)
        {
            var ranks = texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((text, rank) => (text, rank)).ToDictionary(pair => pair.text, pair => pair.rank, StringComparer.Ordinal);
            return Tensor.Constant((Array)Array.ConvertAll(texts, text => ranks[text]));
        }

        struct Kernel : IForElements
        {
            public Tensor X;
            public bool Sorted;
            public int[] First, Counts, Inverse;
            public int Count;

            public void Run<T>()
                where T : unmanaged
            {
                Count = Kernels.Unique.Run<T>(X.Elements<T>(), Sorted, new T[X.Size], First, Counts, Inverse);
                GC.KeepAlive(X);
            }
        }
    }
}

namespace Nabla
{
    /// <summary>What <c>Unique</c> finds.</summary>
    /// <param name="Values">The different elements, or slices along the axis.</param>
    /// <param name="Indices">Where each of them first stands, int32.</param>
    /// <param name="Inverse">For each element the place of its value in <paramref name="Values"/>, int32: of the tensor's shape, or a vector as long as the axis.</param>
    /// <param name="Counts">How often each of them comes, int32.</param>
    public readonly record struct UniqueResult(Tensor Values, Tensor Indices, Tensor Inverse, Tensor Counts);

    /// <summary>The members of <see cref="Tensor"/> for different elements.</summary>
    public static class UniqueOperation
    {
        extension(Tensor x)
        {
            /// <summary>The different elements, or the different slices along an axis. NaNs count as equal.</summary>
            /// <param name="sorted">Ascending, slices by their first difference; else in the order in which they first come.</param>
            /// <param name="axis">The axis; null for elements of the tensor as one vector.</param>
            /// <param name="size">How many values are given: the first of them, or all and then <paramref name="fillValue"/>; all by default.</param>
            /// <param name="fillValue">What stands for missing values; the smallest one by default.</param>
            public UniqueResult Unique(bool sorted = true, int? axis = null, int? size = null, Operand? fillValue = null)
            {
                var y = Engine.Current.Run(new UniqueElements(axis, sorted), x);
                var values = y[0];
                if (size is { } wanted)
                {
                    int k = axis ?? 0;
                    var lengths = values.Shape.ToArray();
                    int at = Axes.Normalize("Unique", k, lengths.Length);
                    long missing = wanted - lengths[at];
                    lengths[at] = Math.Max(0, missing);
                    var filler = fillValue is { } given ? given.ToTensor("Unique", x.ElementType) : values.Size > 0 ? values.Min() : Tensor.Zeros([], x.ElementType);
                    values = missing > 0 ? Tensor.Concatenate([values, Tensor.Full(new(lengths), filler)], at) : values[values.Along(at, ..wanted)];
                }

                return new(values, y[1], y[2], y[3]);
            }
        }
    }
}
