using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Operations
{
    /// <summary>Running sums along an axis, yᵢ = x₀ + … + xᵢ.</summary>
    /// <inheritdoc cref="Cumulative"/>
    public sealed record CumSum(int Axis, bool Exclusive = false, bool Reverse = false) : Cumulative(Axis, Exclusive, Reverse)
    {
        private protected override ScanKind Kind => ScanKind.Sum;

        /// <inheritdoc/>
        protected override Tensor?[] Gradient(Tensor[] x, Tensor y, Tensor dy) => [Engine.Current.RunOne(this with { Reverse = !Reverse }, dy)];
    }
}

namespace Nabla
{
    /// <summary>The members of <see cref="Tensor"/> for running sums.</summary>
    public static class CumSumOperation
    {
        extension(Tensor x)
        {
            /// <summary>Running sums along an axis, yᵢ = x₀ + … + xᵢ. Truth values count as int32.</summary>
            /// <param name="axis">The axis; the tensor as one vector by default.</param>
            /// <param name="elementType">The type in which it is summed; that of the tensor by default.</param>
            /// <param name="exclusive">The element itself is left out: y₀ = 0.</param>
            /// <param name="reverse">From the end of the axis.</param>
            public Tensor CumSum(int? axis = null, ElementType? elementType = null, bool exclusive = false, bool reverse = false)
            {
                var numbers = x.Counted(elementType);
                return axis is { } one
                    ? Engine.Current.RunOne(new CumSum(one, exclusive, reverse), numbers)
                    : Engine.Current.RunOne(new CumSum(0, exclusive, reverse), numbers.Ravel());
            }

            /// <summary>Running sums along an axis; NaN counts as 0.</summary>
            /// <param name="axis">The axis; the tensor as one vector by default.</param>
            /// <param name="elementType">The type in which it is summed; that of the tensor by default.</param>
            public Tensor NanCumSum(int? axis = null, ElementType? elementType = null) => x.WithoutNan(0).CumSum(axis, elementType);

            /// <summary>Numbers of the wanted type; truth values as int32.</summary>
            internal Tensor Counted(ElementType? wanted) => x.Cast(wanted ?? (x.ElementType == ElementType.Bool ? ElementType.Int32 : x.ElementType));
        }
    }
}
