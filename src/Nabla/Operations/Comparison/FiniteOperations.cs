using Nabla.Operations;

namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that ask what kind of number each element is. Shape: any → same, bool.</summary>
public static class FiniteOperations
{
    extension(Tensor x)
    {
        /// <summary>Whether x is no number; never for whole numbers.</summary>
        public Tensor IsNaN() => x.ElementType.IsDifferentiable ? x.NotEqual(x) : All(x, false);

        /// <summary>Whether x is +∞ or −∞.</summary>
        public Tensor IsInf() => x.ElementType.IsDifferentiable ? x.Abs().Equal(double.PositiveInfinity) : All(x, false);

        /// <summary>Whether x is neither infinite nor NaN.</summary>
        public Tensor IsFinite() => x.ElementType.IsDifferentiable ? x.Abs().Less(double.PositiveInfinity) : All(x, true);

        /// <summary>Whether x is +∞.</summary>
        /// <exception cref="ElementTypeException">The numbers are complex.</exception>
        public Tensor IsPosInf() => x.ElementType.IsDifferentiable ? x.Equal(double.PositiveInfinity).LogicalAnd(x.Greater(0)) : All(x, false);

        /// <summary>Whether x is −∞.</summary>
        /// <exception cref="ElementTypeException">The numbers are complex.</exception>
        public Tensor IsNegInf() => x.ElementType.IsDifferentiable ? x.Equal(double.NegativeInfinity).LogicalAnd(x.Less(0)) : All(x, false);

        /// <summary>Whether the imaginary part is 0; always for real numbers.</summary>
        public Tensor IsReal() => x.ElementType.IsComplex ? x.Imag().Equal(0) : All(x, true);

        /// <summary>Whether the sign bit is set: x &lt; 0, and −0.</summary>
        public Tensor SignBit() => x.ElementType.IsFloating ? Engine.Current.RunOne(new Binary<CopySign>(default), Scalars.Of(x.ElementType, 1), x).Less(0)
            : x.ElementType == ElementType.Bool ? All(x, false) : x.Less(0);
    }

    static Tensor All(Tensor x, bool value) => Engine.Current.RunOne(new FillLike(value ? 1 : 0), x.Cast(ElementType.Bool));
}
