using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The tensor with elements added before and after those of each axis.</summary>
    /// <param name="Before">How many before, one number for each axis.</param>
    /// <param name="After">How many after.</param>
    /// <param name="Mode">What they are; for a constant the second input says which.</param>
    public sealed record Pad(Shape Before, Shape After, PadMode Mode) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var shape = x[0].Shape;
            if (Before.Rank != shape.Rank || After.Rank != shape.Rank || !Before.IsKnown || !After.IsKnown)
            {
                throw new ShapeException($"{Name}: widths {Before} before and {After} after a tensor of shape {shape}: one pair for each axis, 0 or more.");
            }

            for (int k = 0; k < shape.Rank; k++)
            {
                long widest = Math.Max(Before.Lengths[k], After.Lengths[k]), length = shape.Lengths[k];
                long most = Mode switch { PadMode.Reflect => length - 1, PadMode.Symmetric => length, _ => length == 0 && Mode != PadMode.Constant ? 0 : widest };
                if (length != Shape.Unknown && widest > Math.Max(most, 0))
                {
                    throw new ShapeException($"{Name}: {widest} elements on axis {k} of {shape} by mode {Mode}: there are at most {Math.Max(most, 0)}. Pad less, or with a constant.");
                }
            }

            return new(x[0].ElementType, ShapeOf(shape));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var value = Mode == PadMode.Constant ? context[1] : null;
            Movement.Run(context[0], context.Output(0, ShapeOf(context[0].Shape)), new Job { Op = this, Value = value });
            GC.KeepAlive(value);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            if (Mode == PadMode.Constant)
            {
                return [Engine.Current.RunOne(new StridedSlice(Inside()), dy), null];
            }

            // Each element gets the sum over the places where it stands, axis by axis.
            for (int k = 0; k < Before.Rank; k++)
            {
                if (Before.Lengths[k] + After.Lengths[k] > 0)
                {
                    dy = Engine.Current.RunOne(new GatherSum(k), dy, Engine.Current.RunOne(new PadIndices(k, Before.Lengths[k], After.Lengths[k], Mode), x[0]), x[0]);
                }
            }

            return [dy];
        }

        Slices Inside()
        {
            var entries = new Slice[Before.Rank];
            for (int k = 0; k < entries.Length; k++)
            {
                entries[k] = Slice.Step(Before.Lengths[k], After.Lengths[k] == 0 ? null : -After.Lengths[k], 1);
            }

            return Slices.Create(entries);
        }

        Shape ShapeOf(Shape x)
        {
            var lengths = x.ToArray();
            for (int k = 0; k < lengths.Length; k++)
            {
                lengths[k] += lengths[k] == Shape.Unknown ? 0 : Before.Lengths[k] + After.Lengths[k];
            }

            return new(lengths);
        }

        struct Job : IMovement
        {
            public Pad Op;
            public Tensor? Value;

            public readonly void Run<T>(Kernels.View<T> x, Span<T> y) =>
                Kernels.Pad.Run(x, Op.Before.Lengths, Op.After.Lengths, Op.Mode, Value is null ? default! : Movement.First<T>(Value), y);
        }
    }

    /// <summary>Which element of an axis stands at each place of the padded one.</summary>
    /// <param name="Axis">The axis.</param>
    /// <param name="Before">How many places come before it.</param>
    /// <param name="After">How many come after it.</param>
    /// <param name="Mode">Any but a constant.</param>
    public sealed record PadIndices(int Axis, long Before, long After, PadMode Mode) : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) =>
            new(ElementType.Int64, Shape.Of([x[0].Shape.IsAxisKnown(Axis) ? x[0].Shape.Lengths[Axis] + Before + After : Shape.Unknown]));

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            long length = context[0].Shape.Lengths[Axis];
            var y = context.Output(0, Shape.Of([length + Before + After])).Elements<long>();
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = Kernels.Pad.Place(i - Before, length, Mode);
            }
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that pad.</summary>
    public static class PadOperation
    {
        extension(Tensor x)
        {
            /// <summary>The tensor with elements added before and after those of each axis.</summary>
            /// <param name="padWidth">How many before and after, one pair for each axis, or one pair for all.</param>
            /// <param name="mode">What they are.</param>
            /// <param name="constantValues">The constant; 0 (false, empty text) by default.</param>
            /// <exception cref="ShapeException">There are not as many pairs as axes, a width is negative, or a mirror image is wider than the axis.</exception>
            /// <exception cref="ArgumentException">A constant was given, and the mode is another.</exception>
            public Tensor Pad(ReadOnlySpan<(int Before, int After)> padWidth, PadMode mode = PadMode.Constant, Operand? constantValues = null)
            {
                if (constantValues is not null && mode != PadMode.Constant)
                {
                    throw new ArgumentException($"Pad: a constant beside mode {mode}: only PadMode.Constant takes one. Leave it out.", nameof(constantValues));
                }

                if (padWidth.Length != x.Rank && padWidth.Length != 1)
                {
                    throw new ShapeException($"Pad: {padWidth.Length} pairs of widths for a tensor of shape {x.Shape}: one pair for each axis, or one for all.");
                }

                var (before, after) = (new long[x.Rank], new long[x.Rank]);
                for (int k = 0; k < before.Length; k++)
                {
                    (before[k], after[k]) = padWidth[padWidth.Length == 1 ? 0 : k];
                    if (before[k] < 0 || after[k] < 0)
                    {
                        throw new ShapeException($"Pad: widths ({before[k]}, {after[k]}) on axis {k}: they are 0 or more. Slice to cut elements off.");
                    }
                }

                var op = new Pad(new Shape(before), new Shape(after), mode);
                if (mode != PadMode.Constant)
                {
                    return Engine.Current.RunOne(op, x);
                }

                if (constantValues?.Tensor is { } given && x.ElementType.IsDifferentiable)
                {
                    // A constant that may have a gradient: zeros outside, plus the constant there.
                    var inside = Engine.Current.RunOne(op, x.OnesLike(), Scalars.Of(x.ElementType, 0));
                    return Engine.Current.RunOne(op, x, Scalars.Of(x.ElementType, 0)) + given * (1 - inside);
                }

                var value = x.ElementType == ElementType.String && constantValues is null ? Tensor.Constant(string.Empty)
                    : (constantValues ?? (x.ElementType == ElementType.Bool ? false : 0)).ToTensor("Pad", x.ElementType);
                return value.ElementType == x.ElementType && value.Rank == 0 ? Engine.Current.RunOne(op, x, value)
                    : throw new ElementTypeException($"Pad: the constant {value.ElementType.Name} {value.Shape} for a {x.ElementType.Name} tensor: it must be a scalar of that type.");
            }

            /// <summary>The tensor with as many elements added on both sides of every axis.</summary>
            /// <inheritdoc cref="Pad(Tensor, ReadOnlySpan{ValueTuple{int, int}}, PadMode, Operand?)"/>
            public Tensor Pad(int padWidth, PadMode mode = PadMode.Constant, Operand? constantValues = null) => x.Pad([(padWidth, padWidth)], mode, constantValues);
        }
    }
}
