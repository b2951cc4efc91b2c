namespace Nabla.Losses;

/// <summary>From the losses of samples to one number.</summary>
static class LossReduction
{
    /// <summary>Applies mask, weights and reduction as Keras does.</summary>
    internal static Tensor Apply(string loss, Tensor values, Tensor? sampleWeight, Tensor? mask, Reduction reduction)
    {
        if (Merge(sampleWeight, mask, values.ElementType, reduction) is { } weight)
        {
            Tensor aligned;
            (values, aligned) = Ranks.Align(values, weight);
            weight = aligned;
            Broadcasts(loss, values, weight);
            values *= weight;
            sampleWeight = weight;
        }

        // No samples have no mean: as in Keras they stay.
        if (reduction == Reduction.None || values.Rank == 0 || (values.Rank == 1 && values.Shape.Lengths[0] == 0))
        {
            return values;
        }

        if (reduction == Reduction.Sum)
        {
            return values.Sum();
        }

        return reduction == Reduction.MeanWithSampleWeight && sampleWeight is not null
            ? values.Sum().DivideNoNan(sampleWeight.Sum())
            : values.Shape.IsKnown && values.Size == 0 ? values.Sum() : values.Mean();
    }

    /// <summary>Mask and weights as one: masked values weigh 0, and for a mean the others weigh more by as much.</summary>
    internal static Tensor? Merge(Tensor? sampleWeight, Tensor? mask, ElementType type, Reduction reduction)
    {
        var weight = sampleWeight?.Cast(type);
        if (mask is null)
        {
            return weight;
        }

        var keep = mask.Cast(type);
        if (reduction is Reduction.Mean or Reduction.SumOverBatchSize)
        {
            keep *= keep.OnesLike().Sum().DivideNoNan(keep.Sum());
        }

        if (weight is null)
        {
            return keep;
        }

        var (x, y) = Ranks.Align(keep, weight);
        Broadcasts("Mask of the predictions", x, y);
        return x * y;
    }

    static void Broadcasts(string loss, Tensor values, Tensor weight)
    {
        for (int k = 1; k <= Math.Min(values.Rank, weight.Rank); k++)
        {
            long a = values.Shape.Lengths[^k], b = weight.Shape.Lengths[^k];
            if (a != b && a != 1 && b != 1 && a != Shape.Unknown && b != Shape.Unknown)
            {
                throw new ShapeException($"{loss}: sample weights {weight.Shape} for values {values.Shape}: there must be one weight a sample, or one a value. {(weight.Rank < values.Rank ? "Give weights per sample as [batch, 1]." : "Check their count.")}");
            }
        }
    }
}
