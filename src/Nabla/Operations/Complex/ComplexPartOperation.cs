using Nabla.Operations;

namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> for the parts of complex numbers.</summary>
public static class ComplexPartOperation
{
    extension(Tensor x)
    {
        /// <summary>The real part; real numbers are their own.</summary>
        /// <exception cref="ElementTypeException">The elements are no numbers.</exception>
        public Tensor Real() => x.ElementType.IsFloating || x.ElementType.IsInteger ? x : Engine.Current.RunOne(new ComplexPart(Part.Real), x);

        /// <summary>The factor of i; 0 for real numbers.</summary>
        public Tensor Imag() => x.ElementType.IsComplex ? Engine.Current.RunOne(new ComplexPart(Part.Imaginary), x) : x.ZerosLike();

        /// <summary>The angle of (re, im) in radians, in [−π, π]; for real numbers π below 0, else 0. Whole numbers become float32.</summary>
        public Tensor Angle()
        {
            if (x.ElementType.IsComplex)
            {
                return Engine.Current.RunOne(new ComplexPart(Part.Phase), x);
            }

            var real = x.ToReal();
            return Engine.Current.RunOne(new Where(), real < 0, Scalars.Of(real.ElementType, Math.PI), Scalars.Of(real.ElementType, 0));
        }
    }
}
