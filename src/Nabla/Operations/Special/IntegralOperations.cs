using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Dawson's integral e^(−x²) · ∫ e^(t²) dt from 0 to x.</summary>
    /// <remarks>Shape: any → same. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct Dawsn : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => Integrals.Dawson(x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (1 - (2 * x * y));
    }

    /// <summary>Exponential integral Ei(x): ∫ eᵗ ÷ t dt from −∞ to x, its principal value for x > 0.</summary>
    /// <remarks>Shape: any → same. −∞ at 0. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct Expint : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => Integrals.Exponential(x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * x.Exp() / x;
    }

    /// <summary>Fresnel's integral ∫ cos(πt²/2) dt from 0 to x.</summary>
    /// <remarks>Shape: any → same. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct FresnelCos : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => Fresnel.Cosine(x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (x.Square() * (Math.PI / 2)).Cos();
    }

    /// <summary>Fresnel's integral ∫ sin(πt²/2) dt from 0 to x.</summary>
    /// <remarks>Shape: any → same. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct FresnelSin : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => Fresnel.Sine(x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (x.Square() * (Math.PI / 2)).Sin();
    }

    /// <summary>Spence's integral −∫ ln t ÷ (t − 1) dt from 1 to x: the dilogarithm of 1 − x.</summary>
    /// <remarks>Shape: any → same. NaN below 0. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct Spence : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => Integrals.Spence(x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * x.SpenceSlope();
    }

    /// <summary>The number below which a standard normal one lies with probability x: the inverse of its distribution function.</summary>
    /// <remarks>Shape: any → same. ∓∞ at 0 and 1, NaN outside. The error is a few units of float64, rounded once to the element type.</remarks>
    public readonly record struct Ndtri : IScalarUnary
    {
        /// <inheritdoc/>
        public double At(double x) => NormalQuantile.At(x);

        /// <inheritdoc/>
        public Tensor? Gradient(Tensor x, Tensor y, Tensor dy) => dy * (y.Square() * 0.5).Exp() * Constants.RootTwoPi;
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for integrals of elementary functions.</summary>
    public static class IntegralOperations
    {
        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Dawsn"/>
            public Tensor Dawsn() => x.ApplyScalar(default(Dawsn));

            /// <inheritdoc cref="Operations.Expint"/>
            public Tensor Expint() => x.ApplyScalar(default(Expint));

            /// <inheritdoc cref="Operations.FresnelCos"/>
            public Tensor FresnelCos() => x.ApplyScalar(default(FresnelCos));

            /// <inheritdoc cref="Operations.FresnelSin"/>
            public Tensor FresnelSin() => x.ApplyScalar(default(FresnelSin));

            /// <inheritdoc cref="Operations.Spence"/>
            public Tensor Spence() => x.ApplyScalar(default(Spence));

            /// <inheritdoc cref="Operations.Ndtri"/>
            public Tensor Ndtri() => x.ApplyScalar(default(Ndtri));
        }

        extension(Tensor x)
        {
            /// <summary>ln x ÷ (1 − x), −1 at 1.</summary>
            internal Tensor SpenceSlope()
            {
                var one = x.Equal(1);
                var other = Tensor.Where(one, 2, x);
                return Tensor.Where(one, -1, other.Log() / (1 - other));
            }
        }
    }
}
