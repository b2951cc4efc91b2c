using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>The lower regularized incomplete gamma function P(a, x) = ∫ t^(a − 1) · e^(−t) dt ÷ Γ(a) from 0 to x.</summary>
    /// <remarks>Shapes: broadcast. NaN for a ≤ 0 and x &lt; 0. Gradients flow to both.</remarks>
    public readonly record struct Igamma : IScalarRealBinary
    {
        /// <inheritdoc/>
        public double At(double x, double y) => IncompleteGamma.Lower(x, y);

        /// <inheritdoc/>
        public (Tensor? X, Tensor? Y) Gradients(Tensor x, Tensor y, Tensor z, Tensor dz) => (dz * x.IgammaGradA(y), dz * x.GammaDensity(y));
    }

    /// <summary>The upper regularized incomplete gamma function Q(a, x) = 1 − P(a, x), exact in its own tail.</summary>
    /// <remarks>Shapes: broadcast. NaN for a ≤ 0 and x &lt; 0. Gradients flow to both.</remarks>
    public readonly record struct Igammac : IScalarRealBinary
    {
        /// <inheritdoc/>
        public double At(double x, double y) => IncompleteGamma.Upper(x, y);

        /// <inheritdoc/>
        public (Tensor? X, Tensor? Y) Gradients(Tensor x, Tensor y, Tensor z, Tensor dz) => (-dz * x.IgammaGradA(y), -dz * x.GammaDensity(y));
    }

    /// <summary>The slope ∂P(a, x)/∂a of the lower incomplete gamma function. It has no gradient.</summary>
    /// <remarks>Shapes: broadcast. NaN for a ≤ 0 and x &lt; 0.</remarks>
    public readonly record struct IgammaGradA : IScalarRealBinary
    {
        /// <inheritdoc/>
        public double At(double x, double y) => IncompleteGamma.Slope(x, y);

        /// <inheritdoc/>
        public (Tensor? X, Tensor? Y) Gradients(Tensor x, Tensor y, Tensor z, Tensor dz) =>
            throw new NoGradientException("IgammaGradA has no gradient. Stop the gradient before it (StopGradient), or use an operation that has one.");
    }

    /// <summary>Hurwitz's zeta function ζ(x, q) = Σ (q + n)^(−x).</summary>
    /// <remarks>Shapes: broadcast. ∞ for x = 1, NaN for x &lt; 1. A gradient flows to q only.</remarks>
    public readonly record struct Zeta : IScalarRealBinary
    {
        /// <inheritdoc/>
        public double At(double x, double y) => HurwitzZeta.At(x, y);

        /// <inheritdoc/>
        public (Tensor? X, Tensor? Y) Gradients(Tensor x, Tensor y, Tensor z, Tensor dz) => (null, -dz * x * (x + 1).Zeta(y));
    }

    /// <summary>The polygamma function ψ⁽ⁿ⁾(x), the n-th derivative of the digamma function.</summary>
    /// <remarks>Shapes: broadcast. NaN where n is no whole number from 0 up. A gradient flows to x only.</remarks>
    public readonly record struct Polygamma : IScalarRealBinary
    {
        /// <inheritdoc/>
        public double At(double x, double y) => HurwitzZeta.Polygamma(x, y);

        /// <inheritdoc/>
        public (Tensor? X, Tensor? Y) Gradients(Tensor x, Tensor y, Tensor z, Tensor dz) => (null, dz * (x + 1).Polygamma(y));
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for functions made of the gamma function.</summary>
    public static class GammaOperations
    {
        extension(Tensor a)
        {
            /// <inheritdoc cref="Operations.Igamma"/>
            /// <param name="x">The upper end of the integral.</param>
            public Tensor Igamma(Operand x) => a.ApplyScalar(default(Igamma), x);

            /// <inheritdoc cref="Operations.Igammac"/>
            /// <param name="x">The lower end of the integral.</param>
            public Tensor Igammac(Operand x) => a.ApplyScalar(default(Igammac), x);

            /// <inheritdoc cref="Operations.IgammaGradA"/>
            /// <param name="x">The upper end of the integral.</param>
            public Tensor IgammaGradA(Operand x) => a.ApplyScalar(default(IgammaGradA), x);

            /// <inheritdoc cref="Operations.Polygamma"/>
            /// <param name="x">The argument; this tensor is the order n.</param>
            public Tensor Polygamma(Operand x) => a.ApplyScalar(default(Polygamma), x);

            /// <summary>x^(a − 1) · e^(−x) ÷ Γ(a).</summary>
            internal Tensor GammaDensity(Tensor x) => ((a - 1).Xlogy(x) - x - a.Lgamma()).Exp();
        }

        extension(Tensor x)
        {
            /// <inheritdoc cref="Operations.Zeta"/>
            /// <param name="q">The first term's base.</param>
            public Tensor Zeta(Operand q) => x.ApplyScalar(default(Zeta), q);
        }
    }
}
