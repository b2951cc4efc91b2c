using System.Runtime.CompilerServices;
using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The floating number next to x on the way to y.</summary>
    /// <remarks>Shapes: broadcast. y itself where both are equal; NaN where either is.</remarks>
    public sealed record NextAfter : BinaryOp
    {
        /// <inheritdoc/>
        protected override string Needs => "a floating type";

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = context[0], y = context[1], z = context.Output();
            switch (x.ElementType)
            {
                case ElementType.Float32:
                    Each.Binary<Step<float>, float, float>(default, x.View<float>(z.Shape), y.View<float>(z.Shape), z.View<float>());
                    break;
                case ElementType.Float64:
                    Each.Binary<Step<double>, double, double>(default, x.View<double>(z.Shape), y.View<double>(z.Shape), z.View<double>());
                    break;
                case ElementType.Float16:
                    Each.Binary<Step<Half>, Half, Half>(default, x.View<Half>(z.Shape), y.View<Half>(z.Shape), z.View<Half>());
                    break;
                default:
                    Each.Binary<Step<BFloat16>, BFloat16, BFloat16>(default, x.View<BFloat16>(z.Shape), y.View<BFloat16>(z.Shape), z.View<BFloat16>());
                    break;
            }

            GC.KeepAlive(context);
        }

        /// <inheritdoc/>
        protected override bool Takes(ElementType type) => type.IsFloating;

        readonly struct Step<T> : IEach<T, T>
            where T : unmanaged
        {
            public T At(T x, T y)
            {
                double from = CastElement.To<T, double>(x), to = CastElement.To<T, double>(y);
                if (double.IsNaN(from) || double.IsNaN(to) || from == to)
                {
                    return double.IsNaN(from) ? x : y;
                }

                if (from == 0)
                {
                    return FromBits(1, to < 0);
                }

                // Away from zero the magnitude's bits grow by one, towards it they shrink.
                long bits = Magnitude(x);
                return FromBits((from < to) == (from > 0) ? bits + 1 : bits - 1, from < 0);
            }

            static long Magnitude(T x) => Unsafe.SizeOf<T>() switch
            {
                8 => Unsafe.BitCast<T, long>(x) & long.MaxValue,
                4 => Unsafe.BitCast<T, int>(x) & int.MaxValue,
                _ => Unsafe.BitCast<T, short>(x) & short.MaxValue,
            };

            static T FromBits(long magnitude, bool negative) => Unsafe.SizeOf<T>() switch
            {
                8 => Unsafe.BitCast<long, T>(magnitude | (negative ? long.MinValue : 0)),
                4 => Unsafe.BitCast<uint, T>((uint)magnitude | (negative ? 0x8000_0000 : 0)),
                _ => Unsafe.BitCast<ushort, T>((ushort)(magnitude | (negative ? 0x8000L : 0L))),
            };
        }
    }
}

namespace Nabla
{
    /// <summary>The member of <see cref="Tensor"/> for neighbouring numbers.</summary>
    public static class NextAfterOperation
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.NextAfter"/>
            /// <param name="y">The direction.</param>
            public Tensor NextAfter(Operand y) => Engine.Current.RunOne(new NextAfter(), x, y.ToTensor(nameof(NextAfter), x.ElementType));
        }
    }
}
