using Nabla.Operations;

namespace Nabla;

/// <summary>What <see cref="FusedBatchNormOperation"/> gives.</summary>
/// <param name="Y">The normalised tensor.</param>
/// <param name="Mean">The new running mean; with an average factor of 1 the mean of the batch.</param>
/// <param name="Variance">The new running variance, that of the batch being divided by one less than the number of elements.</param>
/// <param name="SavedMean">The mean that was used.</param>
/// <param name="SavedVariance">The variance that was used.</param>
public sealed record FusedBatchNormResult(Tensor Y, Tensor Mean, Tensor Variance, Tensor SavedMean, Tensor SavedVariance);

/// <summary>Batch normalisation with its running figures, and its gradient, as TensorFlow's FusedBatchNorm and FusedBatchNormGrad.</summary>
/// <remarks>16-bit floats are computed in float32; scale, offset and the figures are float32 then. All is differentiable any number of times.</remarks>
public static class FusedBatchNormOperation
{
    extension(Tensor x)
    {
        /// <summary>y = (x − mean) · scale ÷ √(variance + ε) + offset for every channel, with the figures of the batch in training and the given ones otherwise.</summary>
        /// <remarks>Gradients flow through Y alone.</remarks>
        /// <param name="scale">[channels].</param>
        /// <param name="offset">[channels].</param>
        /// <param name="mean">[channels]: what is known of the mean; in training it may be null with an average factor of 1.</param>
        /// <param name="variance">[channels]: likewise.</param>
        /// <param name="epsilon">What is added to the variance.</param>
        /// <param name="averageFactor">How much of the batch's figures goes into the running ones, from 0 to 1.</param>
        /// <param name="isTraining">Whether the batch's own figures are used.</param>
        /// <param name="dataFormat">Where the channels of x and y lie.</param>
        /// <exception cref="ArgumentException">Mean or variance are needed and missing.</exception>
        public FusedBatchNormResult FusedBatchNorm(Tensor scale, Tensor offset, Tensor? mean = null, Tensor? variance = null, double epsilon = 1e-4,
            double averageFactor = 1, bool isTraining = true, DataFormat dataFormat = DataFormat.ChannelsLast)
        {
            if ((!isTraining || averageFactor != 1) && (mean is null || variance is null))
            {
                throw new ArgumentException("FusedBatchNorm: no mean or no variance: outside training, and for running figures, both are needed.", nameof(mean));
            }

            int axis = ChannelAxis("FusedBatchNorm", x, dataFormat);
            if (!isTraining)
            {
                return new(x.BatchNormalization(mean!, variance!, axis, offset, scale, epsilon), mean!, variance!, mean!, variance!);
            }

            var wide = Normalizations.Wide(x);
            var others = Others(x, axis);
            var batchMean = wide.Mean(others);
            var centred = wide - Normalizations.Along(batchMean, axis, x.Rank);
            var batchVariance = centred.Square().Mean(others);
            var factor = (batchVariance + epsilon).Rsqrt() * Normalizations.Wide(scale);
            var y = (centred * Normalizations.Along(factor, axis, x.Rank)) + Normalizations.Along(Normalizations.Wide(offset), axis, x.Rank);
            var count = Count(wide, axis);
            var (savedMean, savedVariance) = (batchMean.StopGradient(), batchVariance.StopGradient());
            var corrected = savedVariance * (count / (count - 1).Maximum(1));
            return new(y.Cast(x.ElementType), Running(mean, savedMean, averageFactor), Running(variance, corrected, averageFactor), savedMean, savedVariance);
        }

        /// <summary>The gradients of <see cref="FusedBatchNorm"/> by x, scale and offset.</summary>
        /// <param name="outputGradient">The gradient of y, of x's shape.</param>
        /// <param name="scale">[channels].</param>
        /// <param name="savedMean">The mean that was used.</param>
        /// <param name="savedVariance">The variance that was used.</param>
        /// <param name="epsilon">What was added to the variance.</param>
        /// <param name="isTraining">Whether the figures were the batch's own.</param>
        /// <param name="dataFormat">Where the channels of x and of the gradient lie.</param>
        public (Tensor X, Tensor Scale, Tensor Offset) FusedBatchNormGradient(Tensor outputGradient, Tensor scale, Tensor savedMean, Tensor savedVariance,
            double epsilon = 1e-4, bool isTraining = true, DataFormat dataFormat = DataFormat.ChannelsLast)
        {
            int axis = ChannelAxis("FusedBatchNormGradient", x, dataFormat);
            var others = Others(x, axis);
            Tensor wide = Normalizations.Wide(x), dy = Normalizations.Wide(outputGradient);
            var factor = (Normalizations.Wide(savedVariance) + epsilon).Rsqrt();
            var centred = wide - Normalizations.Along(Normalizations.Wide(savedMean), axis, x.Rank);
            var ofOffset = dy.Sum(others);
            var ofScale = (dy * centred).Sum(others) * factor;
            var step = Normalizations.Along(factor * Normalizations.Wide(scale), axis, x.Rank);
            if (!isTraining)
            {
                return ((dy * step).Cast(x.ElementType), ofScale, ofOffset);
            }

            var count = Count(wide, axis);
            var inner = dy - Normalizations.Along(ofOffset / count, axis, x.Rank) - (centred * Normalizations.Along(ofScale * factor / count, axis, x.Rank));
            return ((inner * step).Cast(x.ElementType), ofScale, ofOffset);
        }
    }

    static Tensor Running(Tensor? old, Tensor now, double factor) => factor == 1 ? now : (old! * (1 - factor)) + (now * factor);

    static int ChannelAxis(string op, Tensor x, DataFormat format) => x.Rank < 2
        ? throw new ShapeException($"{op}: a tensor of shape {x.Shape}: batch and channels are expected at least.")
        : format == DataFormat.ChannelsLast ? x.Rank - 1 : 1;

    static Axes Others(Tensor x, int axis) => Axes.Create([.. Enumerable.Range(0, x.Rank).Where(k => k != axis)]);

    // Elements of each channel, which is known only when the batch is.
    static Tensor Count(Tensor x, int axis)
    {
        Tensor? count = null;
        for (int k = 0; k < x.Rank; k++)
        {
            if (k != axis)
            {
                count = count is null ? x.LengthOf(k) : count * x.LengthOf(k);
            }
        }

        return count!;
    }
}
