using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Running products along an axis, yᵢ = x₀ · … · xᵢ.</summary>
    /// <remarks>The gradient divides by nothing, so it is right where elements are 0.</remarks>
    /// <inheritdoc cref="Cumulative"/>
    public sealed record CumProd(int Axis, bool Exclusive = false, bool Reverse = false) : Cumulative(Axis, Exclusive, Reverse)
    {
        private protected override ScanKind Kind => ScanKind.Product;

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy)
        {
            // dxᵢ = (Π of those before i) · Rᵢ with Rᵢ = Σₖ≥ᵢ dyₖ · Π of those after i up to k, which obeys Rᵢ = dyᵢ + xᵢ₊₁ · Rᵢ₊₁.
            var a = x[0].Conj();
            var before = Engine.Current.RunOne(new CumProd(Axis, true, Reverse), a);
            var after = Engine.Current.RunOne(new LinearRecurrence(Axis, !Reverse), a.Shifted(Axis, !Reverse), Exclusive ? dy.Shifted(Axis, !Reverse) : dy);
            return [before * after];
        }
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for running products.</summary>
    public static class CumProdOperation
    {
        extension(Tensor x)
        {
            /// <summary>Running products along an axis, yᵢ = x₀ · … · xᵢ. Truth values count as int32.</summary>
            /// <param name="axis">The axis; the tensor as one vector by default.</param>
            /// <param name="elementType">The type in which it is multiplied; that of the tensor by default.</param>
            /// <param name="exclusive">The element itself is left out: y₀ = 1.</param>
            /// <param name="reverse">From the end of the axis.</param>
            public Tensor CumProd(int? axis = null, ElementType? elementType = null, bool exclusive = false, bool reverse = false)
            {
                var numbers = x.Counted(elementType);
                return axis is { } one
                    ? Engine.Current.RunOne(new CumProd(one, exclusive, reverse), numbers)
                    : Engine.Current.RunOne(new CumProd(0, exclusive, reverse), numbers.Ravel());
            }

            /// <summary>Running products along an axis; NaN counts as 1.</summary>
            /// <param name="axis">The axis; the tensor as one vector by default.</param>
            /// <param name="elementType">The type in which it is multiplied; that of the tensor by default.</param>
            public Tensor NanCumProd(int? axis = null, ElementType? elementType = null) => x.WithoutNan(1).CumProd(axis, elementType);
        }
    }
}
