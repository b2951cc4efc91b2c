using Nabla.Operations;

namespace Nabla;

/// <summary>Tensors brought to mean 0 and variance 1, or to length 1, and scaled. 16-bit floats are computed in float32 and rounded once.</summary>
public static class Normalizations
{
    const double Least = 1e-7;

    extension(Tensor x)
    {
        /// <summary>y = (x − mean) · scale ÷ √(variance + ε) + offset, each of them a vector along one axis.</summary>
        /// <param name="mean">[length of the axis].</param>
        /// <param name="variance">[length of the axis].</param>
        /// <param name="axis">The axis along which they lie: that of the channels.</param>
        /// <param name="offset">[length of the axis]; 0 by default.</param>
        /// <param name="scale">[length of the axis]; 1 by default.</param>
        /// <param name="epsilon">What is added to the variance.</param>
        /// <exception cref="ShapeException">A vector has another length than the axis.</exception>
        public Tensor BatchNormalization(Tensor mean, Tensor variance, int axis = -1, Tensor? offset = null, Tensor? scale = null, double epsilon = 1e-3)
        {
            int at = Axes.Normalize("BatchNormalization", axis, x.Rank);
            foreach (var vector in new[] { mean, variance, offset, scale })
            {
                if (vector is not null && (vector.Rank != 1 || !vector.Shape.IsCompatibleWith(x.Shape[at..(at + 1)])))
                {
                    throw new ShapeException($"BatchNormalization: a vector of shape {vector.Shape} for axis {at} of {x.Shape}: it must be as long as the axis.");
                }
            }

            var factor = (Wide(variance) + epsilon).Rsqrt();
            factor = scale is null ? factor : factor * Wide(scale);
            var shift = (offset is null ? 0 : Wide(offset)) - (Wide(mean) * factor);
            return ((Wide(x) * Along(factor, at, x.Rank)) + Along(shift, at, x.Rank)).Cast(x.ElementType);
        }

        /// <summary>y = (x − mean) · gamma ÷ √(variance + ε) + beta, with mean and variance over the axes.</summary>
        /// <param name="gamma">Lengths of the axes; 1 by default.</param>
        /// <param name="beta">Lengths of the axes; 0 by default.</param>
        /// <param name="axis">The axes; the last by default.</param>
        /// <param name="epsilon">What is added to the variance.</param>
        public Tensor LayerNormalization(Tensor? gamma = null, Tensor? beta = null, Axes? axis = null, double epsilon = Least)
        {
            var axes = Axes.Normalize("LayerNormalization", axis ?? -1, x.Rank);
            var wide = Wide(x);
            if (AreLast(axes, x.Rank))
            {
                return Rows("LayerNormalization", wide, axes, gamma, beta, isCentred: true, epsilon).Cast(x.ElementType);
            }

            var centred = wide - wide.Mean(Axes.Create(axes), keepDims: true);
            var y = centred * (centred.Square().Mean(Axes.Create(axes), keepDims: true) + epsilon).Rsqrt();
            y = gamma is null ? y : y * Spread("LayerNormalization", gamma, axes, x.Shape);
            y = beta is null ? y : y + Spread("LayerNormalization", beta, axes, x.Shape);
            return y.Cast(x.ElementType);
        }

        /// <summary>y = x · scale ÷ √(mean x² + ε), with the mean over the axes.</summary>
        /// <param name="scale">Lengths of the axes; 1 by default.</param>
        /// <param name="axis">The axes; the last by default.</param>
        /// <param name="epsilon">What is added to the mean square.</param>
        public Tensor RmsNormalization(Tensor? scale = null, Axes? axis = null, double epsilon = Least)
        {
            var axes = Axes.Normalize("RmsNormalization", axis ?? -1, x.Rank);
            var wide = Wide(x);
            if (AreLast(axes, x.Rank))
            {
                return Rows("RmsNormalization", wide, axes, scale, null, isCentred: false, epsilon).Cast(x.ElementType);
            }

            var y = wide * (wide.Square().Mean(Axes.Create(axes), keepDims: true) + epsilon).Rsqrt();
            return (scale is null ? y : y * Spread("RmsNormalization", scale, axes, x.Shape)).Cast(x.ElementType);
        }
    }

    /// <summary>Floating numbers of 32 bits or more.</summary>
    internal static Tensor Wide(Tensor x) => WideElements.IsHalf(x.ElementType) ? x.Cast(ElementType.Float32) : x.ToReal();

    /// <summary>A vector along one axis of a tensor of so many.</summary>
    internal static Tensor Along(Tensor vector, int axis, int rank)
    {
        var lengths = new long[rank - axis];
        Array.Fill(lengths, 1);
        lengths[0] = vector.Shape.Lengths[0];
        return vector.Reshape(new(lengths));
    }

    static bool AreLast(int[] axes, int rank)
    {
        for (int i = 0; i < axes.Length; i++)
        {
            if (axes[i] != rank - axes.Length + i)
            {
                return false;
            }
        }

        return axes.Length > 0;
    }

    // The axes are the last ones: rows, each visited once.
    static Tensor Rows(string op, Tensor x, int[] axes, Tensor? scale, Tensor? offset, bool isCentred, double epsilon)
    {
        Tensor[] weights = [.. new[] { scale, offset }.Where(weight => weight is not null).Select(weight => Own(op, weight!, axes, x))];
        return Engine.Current.Run(new RowNormalization(axes.Length, isCentred, scale is not null, offset is not null, epsilon), [x, .. weights])[0];
    }

    static Tensor Own(string op, Tensor weight, int[] axes, Tensor x) => weight.Shape.IsCompatibleWith(x.Shape[axes[0]..]) ? weight.Cast(x.ElementType)
        : throw new ShapeException($"{op}: a weight of shape {weight.Shape} over axes [{string.Join(", ", axes)}] of {x.Shape}: {x.Shape[axes[0]..]} is expected.");

    // A weight with the lengths of some axes, among all of them.
    static Tensor Spread(string op, Tensor weight, int[] axes, Shape shape)
    {
        var lengths = new long[shape.Rank];
        Array.Fill(lengths, 1);
        foreach (int axis in axes)
        {
            lengths[axis] = shape.Lengths[axis];
        }

        var own = Shape.Of([.. axes.Select(axis => shape.Lengths[axis])]);
        return weight.Shape.IsCompatibleWith(own) ? Wide(weight).Reshape(new(lengths))
            : throw new ShapeException($"{op}: a weight of shape {weight.Shape} over axes [{string.Join(", ", axes)}] of {shape}: {own} is expected.");
    }
}
