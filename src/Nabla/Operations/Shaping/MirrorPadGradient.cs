using Nabla.Operations;

namespace Nabla;

/// <summary>The member of <see cref="Tensor"/> that folds mirrored edges back.</summary>
public static class MirrorPadGradientOperation
{
    extension(Tensor x)
    {
        /// <summary>Each element inside plus those of its mirror images in the padding: the gradient of <c>Pad</c> by reflection.</summary>
        /// <remarks>Shape: each axis is shorter by its two widths.</remarks>
        /// <param name="padWidth">How many before and after, one pair for each axis.</param>
        /// <param name="mode">Reflect or Symmetric.</param>
        /// <exception cref="ShapeException">There are not as many pairs as axes, or an axis is shorter than its widths.</exception>
        public Tensor MirrorPadGradient(ReadOnlySpan<(int Before, int After)> padWidth, PadMode mode)
        {
            if (padWidth.Length != x.Rank || mode is not (PadMode.Reflect or PadMode.Symmetric))
            {
                throw new ShapeException($"MirrorPadGradient: {padWidth.Length} pairs of widths by mode {mode} for a tensor of shape {x.Shape}: one pair for each axis, Reflect or Symmetric.");
            }

            var entries = new Slice[x.Rank];
            for (int k = 0; k < entries.Length; k++)
            {
                var (before, after) = padWidth[k];
                long inside = x.Shape.Lengths[k] - before - after, most = mode == PadMode.Reflect ? inside - 1 : inside;
                entries[k] = before < 0 || after < 0 || (x.Shape.IsAxisKnown(k) && Math.Max(before, after) > Math.Max(most, 0))
                    ? throw new ShapeException($"MirrorPadGradient: widths ({before}, {after}) on axis {k} of {x.Shape}: 0 or more, and no wider than the mirror image of what is inside.")
                    : Slice.Step(before, after == 0 ? null : -after, 1);
            }

            Tensor like = x[entries], y = x;
            for (int k = 0; k < padWidth.Length; k++)
            {
                var (before, after) = padWidth[k];
                if (before + after > 0)
                {
                    y = Engine.Current.RunOne(new GatherSum(k), y, Engine.Current.RunOne(new PadIndices(k, before, after, mode), like), like);
                }
            }

            return y;
        }
    }
}
