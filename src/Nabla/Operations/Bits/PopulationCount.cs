using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>How many bits of each whole number are one, uint8.</summary>
    /// <remarks>Shape: any → same. Negative numbers count the bits of their two's complement.</remarks>
    public sealed record PopulationCount : SingleOp
    {
        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x) => x[0].ElementType.IsInteger ? new(ElementType.UInt8, x[0].Shape)
            : throw new ElementTypeException($"{Name}: a {x[0].ElementType.Name} tensor: it needs whole numbers. View it as such to count the bits of other types.");

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            var action = new Action(context[0], context.Output());
            ElementDispatch.Run(context[0].ElementType, ref action);
            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [null];

        readonly struct Action(Tensor x, Tensor y) : IForElements
        {
            public void Run<T>()
                where T : unmanaged => Each.Unary<Ones<T>, T, byte>(default, x.View<T>(), y.View<byte>());
        }

        readonly struct Ones<T> : IEach<T, byte>
            where T : unmanaged
        {
            public byte At(T x, T y) => (byte)(Unsafe.SizeOf<T>() switch
            {
                1 => BitOperations.PopCount(Unsafe.BitCast<T, byte>(x)),
                2 => BitOperations.PopCount(Unsafe.BitCast<T, ushort>(x)),
                4 => BitOperations.PopCount(Unsafe.BitCast<T, uint>(x)),
                _ => BitOperations.PopCount(Unsafe.BitCast<T, ulong>(x)),
            });
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> that counts bits.</summary>
    public static class PopulationCountOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.PopulationCount"/>
            public Tensor PopulationCount() => Engine.Current.RunOne(new PopulationCount(), x);
        }
    }
}
