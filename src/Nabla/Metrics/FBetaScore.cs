namespace Nabla.Metrics;

/// <summary>(1 + beta²) · precision · recall / (beta² · precision + recall), of each class.</summary>
/// <remarks>Shapes: truth, 0 or 1, and predictions [batch, classes].</remarks>
public class FBetaScore : PredictionMetric
{
    Variable? truePositives;
    Variable? falsePositives;
    Variable? falseNegatives;
    Variable? labels;

    /// <summary>Starts at nothing.</summary>
    /// <param name="average">How the scores of classes become one.</param>
    /// <param name="beta">How much more recall counts than precision; above 0.</param>
    /// <param name="threshold">Above which predictions are a yes, above 0 and at most 1; by default the largest of a sample is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">The type it is computed in; float32 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">beta or the threshold is out of its range.</exception>
    public FBetaScore(FBetaAverage average = FBetaAverage.None, double beta = 1, double? threshold = null, string name = "fbeta_score", ElementType? elementType = null)
        : base(name, elementType)
    {
        if (!(beta > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(beta), $"{name}: beta = {beta}: it must be above 0.");
        }

        if (threshold is not (null or (> 0 and <= 1)))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), $"{name}: threshold {threshold}: it must be above 0 and at most 1, or left out for the largest prediction of each sample.");
        }

        (Average, Beta, Threshold) = (average, beta, threshold);
    }

    /// <summary>How the scores of classes become one.</summary>
    public FBetaAverage Average { get; }

    /// <summary>How much more recall counts than precision.</summary>
    public double Beta { get; }

    /// <summary>Above which predictions are a yes; null for the largest of each sample.</summary>
    public double? Threshold { get; }

    /// <inheritdoc/>
    public sealed override void UpdateState(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        ArgumentNullException.ThrowIfNull(yPred);
        if (yTrue.Rank != 2 || !yTrue.Shape.IsCompatibleWith(yPred.Shape) || !yPred.Shape.IsAxisKnown(1))
        {
            throw new ShapeException($"{Name}: truth {yTrue.Shape} and predictions {yPred.Shape}: both must be [batch, classes]. Make class numbers one-hot first.");
        }

        Tensor t = yTrue.Cast(ElementType), p = yPred.Cast(ElementType);
        var yes = (Threshold is { } threshold ? p.Greater(threshold) : p.GreaterEqual(p.Max(-1, keepDims: true)).LogicalAnd(p.Abs().Greater(1e-9))).Cast(ElementType);
        truePositives ??= AddCounts("true_positives", yPred.Shape);
        falsePositives ??= AddCounts("false_positives", yPred.Shape);
        falseNegatives ??= AddCounts("false_negatives", yPred.Shape);
        labels ??= AddCounts("intermediate_weights", yPred.Shape);
        var weight = sampleWeight?.Cast(ElementType).Reshape([null, 1]);
        truePositives.AssignAdd(Total(yes * t, weight));
        falsePositives.AssignAdd(Total(yes * (1 - t), weight));
        falseNegatives.AssignAdd(Total((1 - yes) * t, weight));
        labels.AssignAdd(Total(t, weight));
    }

    /// <summary>The score since the last reset; a vector without average; 0 before the first batch.</summary>
    public sealed override Tensor Result()
    {
        if (truePositives is null)
        {
            return Tensor.Zeros([], ElementType);
        }

        const double Epsilon = Losses.Loss.Epsilon;
        var precision = truePositives / (truePositives + falsePositives! + Epsilon);
        var recall = truePositives / (truePositives + falseNegatives! + Epsilon);
        var score = precision * recall / ((precision * (Beta * Beta)) + recall + Epsilon) * ((Beta * Beta) + 1);
        return Average switch
        {
            FBetaAverage.Macro => score.Mean(),
            FBetaAverage.Weighted => (score * (labels! / (labels!.Sum() + Epsilon))).Sum(),
            _ => score,
        };
    }

    Variable AddCounts(string name, Shape predictions) => AddVariable(name, Average == FBetaAverage.Micro ? Shape.Scalar : [predictions[1]]);

    Tensor Total(Tensor x, Tensor? weight) => (weight is null ? x : x * weight).Sum(Average == FBetaAverage.Micro ? null : 0);
}
