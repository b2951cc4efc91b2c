using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Bessel function of the first kind and order 0.</summary>
    /// <remarks>Shape: any → same. The error is a few units of float64 of the function's envelope √(2 ÷ πx), rounded once to the element type.</remarks>
    public readonly record struct BesselJ0 : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => CylinderBessel.J(0, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => -dy * x.BesselJ1();
    }

    /// <summary>Bessel function of the first kind and order 1.</summary>
    /// <remarks>Shape: any → same. The error is a few units of float64 of the function's envelope √(2 ÷ πx), rounded once to the element type.</remarks>
    public readonly record struct BesselJ1 : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => CylinderBessel.J(1, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (x.BesselJ0() - y.PerArgument(x, 0.5));
    }

    /// <summary>Bessel function of the second kind and order 0.</summary>
    /// <remarks>Shape: any → same. −∞ at 0, NaN below. The error is a few units of float64 of the function's envelope √(2 ÷ πx), rounded once to the element type.</remarks>
    public readonly record struct BesselY0 : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => CylinderBessel.Y(0, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => -dy * x.BesselY1();
    }

    /// <summary>Bessel function of the second kind and order 1.</summary>
    /// <remarks>Shape: any → same. −∞ at 0, NaN below. The error is a few units of float64 of the function's envelope √(2 ÷ πx), rounded once to the element type.</remarks>
    public readonly record struct BesselY1 : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => CylinderBessel.Y(1, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (x.BesselY0() - (y / x));
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for Bessel functions.</summary>
    public static class BesselOperations
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.BesselJ0"/>
            public Tensor BesselJ0() => x.ApplyScalar(default(BesselJ0));

            /// <inheritdoc cref="Operations.BesselJ1"/>
            public Tensor BesselJ1() => x.ApplyScalar(default(BesselJ1));

            /// <inheritdoc cref="Operations.BesselY0"/>
            public Tensor BesselY0() => x.ApplyScalar(default(BesselY0));

            /// <inheritdoc cref="Operations.BesselY1"/>
            public Tensor BesselY1() => x.ApplyScalar(default(BesselY1));
        }
    }
}
