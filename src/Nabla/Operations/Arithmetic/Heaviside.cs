using Nabla.Operations;

namespace Nabla;

/// <summary>The member of <see cref="Tensor"/> for the step function.</summary>
public static class HeavisideOperation
{
    extension(Tensor x)
    {
        /// <summary>Step function: 0 below 0, 1 above, and y at 0 and NaN.</summary>
        /// <remarks>Shapes: broadcast. Whole numbers become float32 first. Gradients flow to y alone.</remarks>
        /// <param name="y">The value at 0.</param>
        public Tensor Heaviside(Operand y)
        {
            var (left, right) = Promotion.Of(nameof(Heaviside), x, y);
            var op = new Where();
            if (left.ElementType == right.ElementType)
            {
                (left, right) = (left.ToReal(), right.ToReal());
            }

            Tensor zero = Scalars.Of(left.ElementType, 0), one = Scalars.Of(left.ElementType, 1);
            return Engine.Current.RunOne(op, left < 0, zero, Engine.Current.RunOne(op, left > 0, one, right));
        }
    }
}
