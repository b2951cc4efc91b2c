using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>z = x + y·i.</summary>
    /// <remarks>Shapes: broadcast. float32 → complex64, float64 → complex128.</remarks>
    public sealed record MakeComplex : SingleOp
    {
        /// <inheritdoc/>
        public override string Name => "Complex";

        /// <inheritdoc/>
        public override TensorSpec InferOne(ReadOnlySpan<TensorSpec> x)
        {
            var type = BinaryOp.SameType(Name, x);
            return type is ElementType.Float32 or ElementType.Float64
                ? new(type == ElementType.Float32 ? ElementType.Complex64 : ElementType.Complex128, Broadcasting.Join(Name, x[0].Shape, x[1].Shape))
                : throw new ElementTypeException($"Complex: parts of {type.Name}: they must be float32 or float64. Cast them first.");
        }

        /// <inheritdoc/>
        public override void Run(RunContext context)
        {
            Tensor x = context[0], y = context[1], z = context.Output();
            if (x.ElementType == ElementType.Float32)
            {
                Each.Binary<Joined<float, Complex64>, float, Complex64>(default, x.View<float>(z.Shape), y.View<float>(z.Shape), z.View<Complex64>());
            }
            else
            {
                Each.Binary<Joined<double, Complex>, double, Complex>(default, x.View<double>(z.Shape), y.View<double>(z.Shape), z.View<Complex>());
            }

            GC.KeepAlive(x);
            GC.KeepAlive(y);
        }

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [dy.Real().SumToLike(x[0]), dy.Imag().SumToLike(x[1])];

        readonly struct Joined<T, U> : IEach<T, U>
            where T : unmanaged
            where U : unmanaged
        {
            public U At(T x, T y) => typeof(T) == typeof(float)
                ? Unsafe.BitCast<Complex64, U>(new(Unsafe.BitCast<T, float>(x), Unsafe.BitCast<T, float>(y)))
                : Unsafe.BitCast<Complex, U>(new(Unsafe.BitCast<T, double>(x), Unsafe.BitCast<T, double>(y)));
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> that make complex numbers.</summary>
    public static class MakeComplexOperation
    {
        extension(Tensor)
        {
            /// <inheritdoc cref="MakeComplex"/>
            /// <param name="real">The real part.</param>
            /// <param name="imaginary">The factor of i.</param>
            public static Tensor Complex(Tensor real, Tensor imaginary) => Engine.Current.RunOne(new MakeComplex(), real, imaginary);

            /// <summary>magnitude · (cos angle + sin angle · i), the angle in radians.</summary>
            /// <remarks>Shapes: broadcast. float32 → complex64, float64 → complex128.</remarks>
            /// <param name="magnitude">The absolute value.</param>
            /// <param name="angle">The angle in radians.</param>
            public static Tensor Polar(Tensor magnitude, Tensor angle) => Tensor.Complex(magnitude * angle.Cos(), magnitude * angle.Sin());
        }
    }
}
