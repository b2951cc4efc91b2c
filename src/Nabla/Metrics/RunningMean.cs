using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>A weighted sum and the sum of its weights.</summary>
sealed class RunningMean(string metric, Variable total, Variable? count)
{
    /// <summary>Adds values with their weights, as Keras does: axes that weights lack are reduced first.</summary>
    internal void Add(Tensor values, Tensor? sampleWeight)
    {
        values = values.Cast(total.ElementType);
        Tensor? weight = null;
        if (sampleWeight is not null)
        {
            Tensor aligned;
            (values, aligned) = Ranks.Align(values, sampleWeight.Cast(total.ElementType));
            values = Reduced(values, aligned.Rank);
            weight = Stretched(aligned, values);
            values *= weight;
            weight = Reduced(weight, 1);
        }

        values = Reduced(values, 1);
        total.AssignAdd(values.Sum());
        count?.AssignAdd((weight ?? values.OnesLike()).Sum());
    }

    /// <summary>Sum divided by weights; 0 of nothing.</summary>
    internal Tensor Result() => count is null ? total.Value : total.Value.DivideNoNan(count);

    Tensor Reduced(Tensor x, int rank)
    {
        if (x.Rank <= rank)
        {
            return x;
        }

        var axes = Axes.Create([.. Enumerable.Range(rank, x.Rank - rank)]);
        return count is null ? x.Sum(axes) : x.Mean(axes);
    }

    Tensor Stretched(Tensor weight, Tensor values)
    {
        for (int k = 1; k <= weight.Rank; k++)
        {
            long a = weight.Shape.Lengths[^k], b = k <= values.Rank ? values.Shape.Lengths[^k] : 0;
            if (k > values.Rank || (a != b && a != 1 && a != Shape.Unknown && b != Shape.Unknown))
            {
                throw new ShapeException($"{metric}: sample weights {weight.Shape} for values {values.Shape}: there must be one weight a sample, or one a value. Check their count.");
            }
        }

        return weight.BroadcastLike(values);
    }
}
