namespace Nabla.Metrics;

/// <summary>Intersection over union of two classes, TP / (TP + FP + FN), their mean: a prediction at or above a threshold is class 1.</summary>
/// <param name="targetClassIds">The classes that are measured: 0, 1, or both, the default.</param>
/// <param name="threshold">From which on a prediction is class 1.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type in which is counted; int64 by default, which drops the fractions of weights.</param>
/// <remarks>Shapes: truth, 0 or 1, and predictions hold equally many values, in any shape.</remarks>
/// <exception cref="ArgumentException">Classes are out of their range.</exception>
public sealed class BinaryIoU(IReadOnlyList<int>? targetClassIds = null, double threshold = 0.5, string name = "binary_io_u", ElementType? elementType = null)
    : ConfusionMatrixMetric(nameof(BinaryIoU), 2, targetClassIds, name, elementType, null, sparseYTrue: true, sparseYPred: true, -1)
{
    /// <summary>From which on a prediction is class 1.</summary>
    public double Threshold => threshold;

    private protected override Tensor Decided(Tensor yPred) => yPred.ToReal().GreaterEqual(threshold);
}
