using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The same bits read as another element type.</summary>
    /// <param name="Type">The type that they are read as.</param>
    /// <remarks>Shape: same where the sizes are; else the last axis shrinks or grows by their ratio. No gradient flows, as the bits are no function of the number.</remarks>
    public sealed record BitCast(ElementType Type) : SingleOp
    {
        /// <inheritdoc/>
        public override string Name => "View";

        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            int from = x[0].ElementType.Size, to = Type.Size;
            if (from == 0 || to == 0)
            {
                throw new ElementTypeException($"{Name}: {x[0].ElementType.Name} as {Type.Name}: text has no bits to read. Choose numbers.");
            }

            var lengths = x[0].Shape.ToArray();
            if (from != to)
            {
                bool fits = lengths.Length > 0 && (lengths[^1] == Shape.Unknown || lengths[^1] * from % to == 0);
                lengths[^1] = !fits ? throw new ShapeException($"{Name}: {x[0]} as {Type.Name}: the bytes along the last axis must make whole elements.")
                    : lengths[^1] == Shape.Unknown ? Shape.Unknown : lengths[^1] * from / to;
            }

            return new(Type, new Shape(lengths));
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var x = context[0].Contiguous();
            var y = context.Output(0, InferOne([new(x.ElementType, x.Shape)]).Shape);
            x.ContiguousBytes.CopyTo(y.Storage.Bytes);
            if (Type == ElementType.Bool)
            {
                // A truth value is 0 or 1: other bytes would be neither true nor false to the runtime.
                foreach (ref byte b in y.Storage.Bytes)
                {
                    b = b == 0 ? (byte)0 : (byte)1;
                }
            }

            GC.KeepAlive(x);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Type == x[0].ElementType ? dy : null];
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that reads bits as another type.</summary>
    public static class BitCastOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="BitCast"/>
            /// <param name="elementType">The type that the bits are read as.</param>
            /// <exception cref="ShapeException">The bytes along the last axis make no whole elements.</exception>
            public Tensor View(ElementType elementType) => Engine.Current.RunOne(new BitCast(elementType), x);
        }
    }
}
