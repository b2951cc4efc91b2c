using Nabla.Losses;

namespace Nabla.Metrics;

/// <summary>1 − Σ (t − p)² / Σ (t − mean t)²: 1 for perfect predictions, 0 for those that give the mean.</summary>
/// <remarks>Shapes: truth and predictions [batch, outputs].</remarks>
public sealed class R2Score : PredictionMetric
{
    readonly Variable samples;
    Variable? squares;
    Variable? sum;
    Variable? residual;
    Variable? count;

    /// <summary>Starts at nothing.</summary>
    /// <param name="classAggregation">How the scores of outputs become one.</param>
    /// <param name="numRegressors">Number of inputs of the model, for the adjusted score; 0 for the plain one.</param>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">The type it is computed in; float32 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of inputs is negative.</exception>
    public R2Score(R2Aggregation classAggregation = R2Aggregation.UniformAverage, int numRegressors = 0, string name = "r2_score", ElementType? elementType = null)
        : base(name, elementType)
    {
        if (numRegressors < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(numRegressors), $"R2Score: {numRegressors} regressors: the number must be 0 or more.");
        }

        (ClassAggregation, NumRegressors) = (classAggregation, numRegressors);
        samples = AddVariable("num_samples");
    }

    /// <summary>How the scores of outputs become one.</summary>
    public R2Aggregation ClassAggregation { get; }

    /// <summary>Number of inputs of the model, for the adjusted score.</summary>
    public int NumRegressors { get; }

    /// <inheritdoc/>
    public override void UpdateState(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        var (t, p) = Ranks.Pair(Name, yTrue.Cast(ElementType), yPred.Cast(ElementType));
        if (t.Rank != 2 || !t.Shape.IsCompatibleWith(p.Shape) || !p.Shape.IsAxisKnown(1))
        {
            throw new ShapeException($"{Name}: truth {yTrue.Shape} and predictions {yPred.Shape}: both must be [batch, outputs]. Reshape them.");
        }

        Shape outputs = [p.Shape[1]];
        squares ??= AddVariable("squared_sum", outputs);
        sum ??= AddVariable("sum", outputs);
        residual ??= AddVariable("residual", outputs);
        count ??= AddVariable("count", outputs);
        var weight = t.OnesLike();
        if (sampleWeight is not null)
        {
            var given = sampleWeight.Cast(ElementType);
            weight *= given.Rank == 1 ? given.ExpandDims(1) : given;
        }

        sum.AssignAdd((t * weight).Sum(0));
        squares.AssignAdd((t * t * weight).Sum(0));
        residual.AssignAdd(((t - p).Square() * weight).Sum(0));
        count.AssignAdd(weight.Sum(0));
        samples.AssignAdd(t.OnesLike().Sum());
    }

    /// <summary>The score since the last reset; 0 before the first batch.</summary>
    public override Tensor Result()
    {
        if (sum is null)
        {
            return Tensor.Zeros([], ElementType);
        }

        var total = squares! - (sum * (sum / count!));
        var scores = 1 - (residual! / total);
        scores = Tensor.Where(scores.IsInf(), scores.ZerosLike(), scores);
        var score = ClassAggregation switch
        {
            R2Aggregation.UniformAverage => scores.Mean(),
            R2Aggregation.VarianceWeightedAverage => (total * scores).Sum() / total.Sum(),
            _ => scores,
        };
        if (NumRegressors == 0)
        {
            return score;
        }

        // With as few samples as inputs there is no adjusted score: the plain one stays.
        var free = samples - (NumRegressors + 1);
        var adjusted = 1 - ((1 - score) * (samples - 1) / Tensor.Where(free.Greater(0), free, free.OnesLike()));
        return Tensor.Where(free.Greater(0), adjusted, score);
    }
}
