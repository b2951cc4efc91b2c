using Nabla.Operations;

namespace Nabla;

/// <summary>Local response normalisation (Krizhevsky, Sutskever and Hinton, 2012).</summary>
public static class LocalResponse
{
    extension(Tensor x)
    {
        /// <summary>y = x ÷ (bias + alpha · Σ x²)^beta, the sum over the channels up to the radius away on both sides.</summary>
        /// <remarks>Shape: [batch, height, width, channels] → same.</remarks>
        /// <param name="depthRadius">How many channels on each side are summed.</param>
        /// <param name="bias">What is added to the sum, so that nothing is divided by 0.</param>
        /// <param name="alpha">Factor of the sum.</param>
        /// <param name="beta">Exponent.</param>
        /// <exception cref="ShapeException">There are not 4 axes.</exception>
        public Tensor LocalResponseNormalization(int depthRadius = 5, double bias = 1, double alpha = 1, double beta = 0.5) =>
            x * (bias + (Neighbours("LocalResponseNormalization", x.Square(), depthRadius) * alpha)).Power(-beta);

        /// <summary>The gradient of <see cref="LocalResponseNormalization"/>: dx = dy·n^−beta − 2·alpha·beta·x · Σ dy·y ÷ n with n = bias + alpha · Σ x².</summary>
        /// <param name="output">y, of x's shape.</param>
        /// <param name="outputGradient">The gradient of y.</param>
        /// <param name="depthRadius">How many channels on each side are summed.</param>
        /// <param name="bias">What is added to the sum.</param>
        /// <param name="alpha">Factor of the sum.</param>
        /// <param name="beta">Exponent.</param>
        /// <exception cref="ShapeException">There are not 4 axes.</exception>
        public Tensor LocalResponseNormalizationGradient(Tensor output, Tensor outputGradient, int depthRadius = 5, double bias = 1, double alpha = 1, double beta = 0.5)
        {
            const string Op = "LocalResponseNormalizationGradient";
            var n = bias + (Neighbours(Op, x.Square(), depthRadius) * alpha);
            return (outputGradient * n.Power(-beta)) - (x * Neighbours(Op, outputGradient * output / n, depthRadius) * (2 * alpha * beta));
        }
    }

    // Sums along the channels: a convolution with ones, the channels taken as a spatial axis.
    static Tensor Neighbours(string op, Tensor x, int radius)
    {
        if (x.Rank != 4)
        {
            throw new ShapeException($"{op}: a tensor of shape {x.Shape}: [batch, height, width, channels] is expected.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        return x.ExpandDims(-1).Conv(Tensor.Ones([1, 1, (2 * radius) + 1, 1, 1], x.ElementType), padding: Padding.Same).Squeeze(-1);
    }
}
