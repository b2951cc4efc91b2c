using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Modified Bessel function of the first kind and order 0, times e^(−|x|).</summary>
    /// <remarks>Shape: any → same. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct BesselI0e : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => ModifiedBessel.ScaledI(0, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (x.BesselI1e() - (y * x.Sign()));
    }

    /// <summary>Modified Bessel function of the first kind and order 1.</summary>
    /// <remarks>Shape: any → same. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct BesselI1 : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => ModifiedBessel.I(1, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (Engine.Current.RunOne(new ScalarUnary<BesselI0e>(default), x) * x.Abs().Exp() - y.PerArgument(x, 0.5));
    }

    /// <summary>Modified Bessel function of the first kind and order 1, times e^(−|x|).</summary>
    /// <remarks>Shape: any → same. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct BesselI1e : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => ModifiedBessel.ScaledI(1, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (x.BesselI0e() - (y * x.Sign()) - y.PerArgument(x, 0.5));
    }

    /// <summary>Modified Bessel function of the second kind and order 0.</summary>
    /// <remarks>Shape: any → same. ∞ at 0, NaN below. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct BesselK0 : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => ModifiedBessel.K(0, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => -dy * x.BesselK1();
    }

    /// <summary>Modified Bessel function of the second kind and order 0, times eˣ.</summary>
    /// <remarks>Shape: any → same. ∞ at 0, NaN below. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct BesselK0e : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => ModifiedBessel.ScaledK(0, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (y - x.BesselK1e());
    }

    /// <summary>Modified Bessel function of the second kind and order 1.</summary>
    /// <remarks>Shape: any → same. ∞ at 0, NaN below. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct BesselK1 : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => ModifiedBessel.K(1, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => -dy * (x.BesselK0() + (y / x));
    }

    /// <summary>Modified Bessel function of the second kind and order 1, times eˣ.</summary>
    /// <remarks>Shape: any → same. ∞ at 0, NaN below. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct BesselK1e : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => ModifiedBessel.ScaledK(1, x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (y - (y / x) - x.BesselK0e());
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for modified Bessel functions; that of the first kind and order 0 is <c>I0</c>.</summary>
    public static class ModifiedBesselOperations
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.BesselI0e"/>
            public Tensor BesselI0e() => x.ApplyScalar(default(BesselI0e));

            /// <inheritdoc cref="Operations.BesselI1"/>
            public Tensor BesselI1() => x.ApplyScalar(default(BesselI1));

            /// <inheritdoc cref="Operations.BesselI1e"/>
            public Tensor BesselI1e() => x.ApplyScalar(default(BesselI1e));

            /// <inheritdoc cref="Operations.BesselK0"/>
            public Tensor BesselK0() => x.ApplyScalar(default(BesselK0));

            /// <inheritdoc cref="Operations.BesselK0e"/>
            public Tensor BesselK0e() => x.ApplyScalar(default(BesselK0e));

            /// <inheritdoc cref="Operations.BesselK1"/>
            public Tensor BesselK1() => x.ApplyScalar(default(BesselK1));

            /// <inheritdoc cref="Operations.BesselK1e"/>
            public Tensor BesselK1e() => x.ApplyScalar(default(BesselK1e));
        }

        extension(Tensor y)
        {
            /// <summary>y ÷ x, and the limit where x is 0.</summary>
            internal Tensor PerArgument(Tensor x, double limit)
            {
                var zero = x.Equal(0);
                return Tensor.Where(zero, limit, y / Tensor.Where(zero, 1, x));
            }
        }
    }
}
