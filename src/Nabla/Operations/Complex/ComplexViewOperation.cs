namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> between complex numbers and pairs of real ones.</summary>
public static class ComplexViewOperation
{
    extension(Tensor x)
    {
        /// <summary>Pairs (re, im) along the last axis as complex numbers.</summary>
        /// <remarks>Shape: […, 2] → […]. float32 → complex64, float64 → complex128.</remarks>
        /// <exception cref="ShapeException">The last axis is not of length 2.</exception>
        public Tensor ViewAsComplex()
        {
            if (x.Rank == 0 || (x.Shape.Lengths[^1] != 2 && x.Shape.Lengths[^1] != Shape.Unknown))
            {
                throw new ShapeException($"ViewAsComplex: {x.Shape}: the last axis must have length 2, the real and the imaginary part. Stack the parts along axis -1, or use Tensor.Complex.");
            }

            var parts = x.Split(2, -1);
            return Tensor.Complex(parts[0].Squeeze(-1), parts[1].Squeeze(-1));
        }

        /// <summary>Complex numbers as pairs (re, im) along a new last axis.</summary>
        /// <remarks>Shape: […] → […, 2]. complex64 → float32, complex128 → float64.</remarks>
        /// <exception cref="ElementTypeException">The elements are not complex.</exception>
        public Tensor ViewAsReal() => x.ElementType.IsComplex ? Tensor.Stack([x.Real(), x.Imag()], -1)
            : throw new ElementTypeException($"ViewAsReal: a {x.ElementType.Name} tensor: it needs complex numbers. Make them with Tensor.Complex.");
    }
}
