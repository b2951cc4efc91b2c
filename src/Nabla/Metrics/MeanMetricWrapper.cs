namespace Nabla.Metrics;

/// <summary>The weighted mean of a function of truth and predictions.</summary>
/// <remarks>Values that the mask of the predictions leaves out weigh nothing.</remarks>
public class MeanMetricWrapper : PredictionMetric
{
    readonly Func<Tensor, Tensor, Tensor> function;
    readonly RunningMean mean;

    /// <summary>Starts at nothing.</summary>
    /// <param name="function">From truth and predictions to a value a sample.</param>
    /// <param name="name">Its name.</param>
    /// <param name="elementType">The type it is computed in; float32 by default.</param>
    public MeanMetricWrapper(Func<Tensor, Tensor, Tensor> function, string name, ElementType? elementType = null)
        : base(name, elementType)
    {
        ArgumentNullException.ThrowIfNull(function);
        this.function = function;
        mean = new(name, AddVariable("total"), AddVariable("count"));
    }

    /// <inheritdoc/>
    public sealed override void UpdateState(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        ArgumentNullException.ThrowIfNull(yPred);
        var (values, mask) = Values(TruthIsIndices ? yTrue : yTrue.Cast(ElementType), yPred.Cast(ElementType));
        sampleWeight = Losses.LossReduction.Merge(sampleWeight, yPred.Mask, ElementType, Losses.Reduction.Sum);
        if (mask is not null && sampleWeight is not null)
        {
            // Keras looks at the mask of a loss only where there are weights.
            sampleWeight = Losses.LossReduction.Merge(sampleWeight, mask, ElementType, Losses.Reduction.Sum);
        }

        mean.Add(values, sampleWeight);
    }

    /// <inheritdoc/>
    public override Tensor Result() => mean.Result();

    /// <summary>Whether the truth is class numbers, which keep their own type.</summary>
    private protected virtual bool TruthIsIndices => false;

    /// <summary>A value a sample, and which of them count.</summary>
    private protected virtual (Tensor Values, Tensor? Mask) Values(Tensor yTrue, Tensor yPred) => (function(yTrue, yPred), null);
}
