using Nabla.Operations;

namespace Nabla;

/// <summary>Mean and variance together, and what is made of them.</summary>
public static class MomentsOperation
{
    extension(Tensor x)
    {
        /// <summary>Mean and variance over axes. 16-bit floats are computed in float32 and rounded once.</summary>
        /// <param name="axes">The axes; null for all.</param>
        /// <param name="keepDims">Keeps the axes with length 1.</param>
        public (Tensor Mean, Tensor Variance) Moments(Axes? axes = null, bool keepDims = false)
        {
            var real = x.ToReal();
            var wide = real.ElementType is ElementType.Float16 or ElementType.BFloat16 ? real.Cast(ElementType.Float32) : real;
            return (wide.Mean(axes, keepDims).Cast(real.ElementType), wide.Var(axes, keepDims).Cast(real.ElementType));
        }

        /// <summary>x ÷ its norm over axes, so that rows have length 1; shorter rows than epsilon are divided by epsilon.</summary>
        /// <param name="axis">The axes over which the norm is taken; the last by default, null for all.</param>
        /// <param name="order">p of the p-norm (Σ|x|ᵖ)^(1/p), 1 or more.</param>
        /// <param name="epsilon">The least norm that is divided by.</param>
        /// <exception cref="ArgumentOutOfRangeException">The order is below 1.</exception>
        public Tensor Normalize(Axes? axis, int order = 2, double epsilon = 1e-7)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
            var real = x.ToReal();
            if (order == 2)
            {
                return real * real.Square().Sum(axis, keepDims: true).Rsqrt().Minimum(1 / epsilon);
            }

            var powers = order == 1 ? real.Abs() : real.Abs().Power(order);
            var norm = powers.Sum(axis, keepDims: true);
            return real / (order == 1 ? norm : norm.Power(1.0 / order)).Maximum(epsilon);
        }

        /// <summary>x ÷ its norm over the last axis.</summary>
        public Tensor Normalize() => x.Normalize(-1);

        /// <summary>Peak signal-to-noise ratio in decibels, 20·lg max − 10·lg mean((x − y)²): how alike two images are; infinite for equal ones.</summary>
        /// <param name="y">The other image, of the same shape.</param>
        /// <param name="maxValue">The largest value that an element can have.</param>
        /// <exception cref="ShapeException">The shapes differ.</exception>
        public Tensor Psnr(Tensor y, double maxValue) => x.Shape.IsCompatibleWith(y.Shape)
            ? (20 * Math.Log10(maxValue)) - ((x.ToReal() - y.ToReal()).Square().Mean().Log10() * 10)
            : throw new ShapeException($"Psnr: {x.Shape} and {y.Shape}: images of one shape are expected. Resize one of them.");
    }
}
