using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>start, start + step, start + 2·step … up to, not including, stop; inputs: three scalars of one type.</summary>
    public sealed record Arange : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var type = x[0].ElementType;
            if (!type.IsInteger && !type.IsFloating)
            {
                throw new ElementTypeException($"{Name}: {type.Name} numbers: whole or floating ones were expected.");
            }

            foreach (var scalar in x)
            {
                if (scalar.ElementType != type || scalar.Shape.Rank != 0)
                {
                    throw new ShapeException($"{Name}: {x[0]}, {x[1]} and {x[2]}: three scalars of one element type were expected.");
                }
            }

            return new(type, Shape.Of([x[0].Value is { } start && x[1].Value is { } stop && x[2].Value is { } step ? Count(start, stop, step) : Shape.Unknown]));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var y = context.Output(0, Shape.Of([Count(context[0], context[1], context[2])]));
            if (y.ElementType.IsFloating)
            {
                double start = Real(context[0]), step = Real(context[2]);
                var action = new Rising { Start = start, Step = step, To = y };
                ElementDispatch.Run(y.ElementType, ref action);
                return;
            }

            long first = Whole(context[0]), by = Whole(context[2]);
            var whole = new long[y.Size];
            for (int i = 0; i < whole.Length; i++)
            {
                whole[i] = unchecked(first + i * by);
            }

            var narrow = new Narrow { From = whole, To = y };
            ElementDispatch.Run(y.ElementType, ref narrow);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null, null, null];

        struct Rising : IForElements
        {
            public double Start, Step;
            public Tensor To;

            public readonly void Run<T>()
                where T : unmanaged
            {
                var y = To.Elements<T>();
                for (int i = 0; i < y.Length; i++)
                {
                    double x = Start + i * Step;
                    y[i] = typeof(T) == typeof(double) ? (T)(object)x : typeof(T) == typeof(float) ? (T)(object)(float)x
                        : typeof(T) == typeof(Half) ? (T)(object)(Half)x : (T)(object)(BFloat16)x;
                }
            }
        }

        static long Count(Tensor start, Tensor stop, Tensor step)
        {
            if (start.ElementType.IsFloating)
            {
                double length = Math.Ceiling((Real(stop) - Real(start)) / Real(step));
                return double.IsFinite(length) ? (long)Math.Max(0, length)
                    : throw new ArgumentException($"Arange: from {Real(start)} to {Real(stop)} by {Real(step)}: the step must not be 0, nor the limits infinite.");
            }

            Int128 from = Whole(start), to = Whole(stop), by = Whole(step);
            return by == 0 ? throw new ArgumentException($"Arange: from {from} to {to} by 0: the step must not be 0.")
                : (long)Int128.Max(0, (to - from + by - (by > 0 ? 1 : -1)) / by);
        }

        static double Real(Tensor x) => x.ElementType switch
        {
            ElementType.Float16 => (double)x.ElementAt<Half>(x.Offset),
            ElementType.BFloat16 => x.ElementAt<BFloat16>(x.Offset),
            ElementType.Float32 => x.ElementAt<float>(x.Offset),
            _ => x.ElementAt<double>(x.Offset),
        };

        static long Whole(Tensor x) => IndexValues.Of(x)[0];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that count.</summary>
    public static class ArangeOperation
    {
        extension(Tensor)
        {
            /// <summary>start, start + step, start + 2·step … up to, not including, stop; of one number 0, 1, 2 … up to it.</summary>
            /// <param name="start">The first number; the end where it stands alone.</param>
            /// <param name="stop">The end.</param>
            /// <param name="step">The distance; negative counts down; 1 by default.</param>
            /// <param name="elementType">Type of the elements; by default int32 where all numbers are whole, else float32, or the type of a tensor among them.</param>
            /// <exception cref="ArgumentException">The step is 0.</exception>
            public static Tensor Arange(Operand start, Operand? stop = null, Operand? step = null, ElementType? elementType = null) =>
                stop is { } end ? Count(start, end, step ?? 1, elementType) : Count(0, start, step ?? 1, elementType);
        }

        static Tensor Count(Operand start, Operand stop, Operand step, ElementType? elementType)
        {
            ElementType[] types = [start.ToTensor().ElementType, stop.ToTensor().ElementType, step.ToTensor().ElementType];
            var type = elementType ?? start.Tensor?.ElementType ?? stop.Tensor?.ElementType ?? step.Tensor?.ElementType
                ?? (Array.Exists(types, t => t.IsDifferentiable) ? ElementType.Float32 : ElementType.Int32);

            // A real step in a whole type would be cut to 0: the numbers are made as float64 and then cut, as NumPy does.
            bool cut = type.IsInteger && Array.Exists(types, t => t.IsDifferentiable);
            var own = cut || type.IsFloating ? ElementType.Float64 : type;
            var y = Engine.Current.RunOne(new Arange(), Scalar(start, own), Scalar(stop, own), Scalar(step, own));
            return own == type ? y : y.Cast(type);
        }

        static Tensor Scalar(Operand x, ElementType type) => x.Tensor is { } given ? given.Cast(type) : FillOperation.Number(x, type);
    }
}
