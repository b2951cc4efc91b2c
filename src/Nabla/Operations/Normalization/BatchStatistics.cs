using Nabla.Operations;

namespace Nabla;

/// <summary>Batch normalisation with the figures of the batch itself, the channels last (Ioffe and Szegedy, 2015).</summary>
public static class BatchStatistics
{
    extension(Tensor x)
    {
        /// <summary>y = (x − mean) · scale ÷ √(variance + ε) + offset, with mean and variance of each channel over all other axes.</summary>
        /// <remarks>Shapes: x […, channels], float32 or float64 → y of the same, mean and variance [channels]. Forwards x is visited twice, backwards twice more with the gradient.
        /// Differentiable any number of times, by the figures too.</remarks>
        /// <param name="offset">[channels]; 0 by default.</param>
        /// <param name="scale">[channels]; 1 by default.</param>
        /// <param name="epsilon">What is added to the variance.</param>
        /// <exception cref="ElementTypeException">x is neither float32 nor float64.</exception>
        /// <exception cref="ShapeException">There are fewer than two axes.</exception>
        public (Tensor Y, Tensor Mean, Tensor Variance) NormalizeBatch(Tensor? offset = null, Tensor? scale = null, double epsilon = 1e-3)
        {
            var moments = Engine.Current.Run(new ChannelMoments(), x);
            var (mean, variance) = (moments[0], moments[1]);
            var inputs = new List<Tensor> { x, mean, variance };
            if (scale is not null)
            {
                inputs.Add(scale);
            }

            if (offset is not null)
            {
                inputs.Add(offset);
            }

            var y = Tensor.CustomGradient(
                t =>
                {
                    var factor = Factor(t[2], scale, epsilon);
                    var centred = (t[0] - t[1]) * factor;
                    return (offset is null ? centred : centred + offset, dy => Backward(dy, x, mean, variance, scale, offset, epsilon));
                },
                inputs);
            return (y, mean, variance);
        }
    }

    static Tensor Factor(Tensor variance, Tensor? scale, double epsilon)
    {
        var root = (variance + epsilon).Rsqrt();
        return scale is null ? root : root * scale;
    }

    static IReadOnlyList<Tensor?> Backward(Tensor dy, Tensor x, Tensor mean, Tensor variance, Tensor? scale, Tensor? offset, double epsilon)
    {
        var sums = Engine.Current.Run(new ChannelProducts(), dy, x, mean);
        var root = (variance + epsilon).Rsqrt();
        var factor = scale is null ? root : root * scale;
        var ofVariance = sums[1] * factor * root * root * -0.5;
        var gradients = new List<Tensor?> { dy * factor, -(sums[0] * factor), ofVariance };
        if (scale is not null)
        {
            gradients.Add(sums[1] * root);
        }

        if (offset is not null)
        {
            gradients.Add(sums[0]);
        }

        return gradients;
    }
}
