namespace Nabla.Metrics;

/// <summary>The metric that a word such as "accuracy" means for the shapes of the first batch.</summary>
sealed class ChosenMetric(string name, Func<PredictionMetric> binary, Func<PredictionMetric> sparse, Func<PredictionMetric> categorical) : PredictionMetric(name)
{
    PredictionMetric? chosen;

    public override IReadOnlyList<Variable> Variables => chosen?.Variables ?? [];

    /// <summary>The metric chosen; null before the first batch.</summary>
    internal PredictionMetric? Chosen => chosen;

    /// <summary>Chooses by shapes: one prediction a sample is binary; labels with an axis less, or of length 1, are class numbers.</summary>
    internal PredictionMetric Choose(Shape yTrue, Shape yPred)
    {
        long labels = yTrue.Rank == 0 ? 0 : yTrue.Lengths[^1], predictions = yPred.Rank == 0 ? 0 : yPred.Lengths[^1];
        return chosen ??= predictions == 1 ? binary()
            : yTrue.Rank < yPred.Rank || (labels == 1 && predictions > 1) ? sparse()
            : categorical();
    }

    public override void UpdateState(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null) => Choose(yTrue.Shape, yPred.Shape).UpdateState(yTrue, yPred, sampleWeight);

    public override Tensor Result() => chosen?.Result() ?? Tensor.Zeros([], ElementType);
}
