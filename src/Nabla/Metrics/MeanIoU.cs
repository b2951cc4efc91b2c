namespace Nabla.Metrics;

/// <summary>Intersection over union of each class, TP / (TP + FP + FN), their mean.</summary>
/// <param name="numClasses">How many classes there are.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type in which is counted; int64 by default, which drops the fractions of weights.</param>
/// <param name="ignoreClass">A label whose places do not count; none by default.</param>
/// <param name="sparseYTrue">Whether the truth is class numbers; else a value for each class.</param>
/// <param name="sparseYPred">Whether predictions are class numbers; else a value for each class.</param>
/// <param name="axis">The axis of the classes, where there is a value for each.</param>
/// <remarks>Shapes: truth and predictions hold equally many class numbers, in any shape. Classes that come in neither do not count.</remarks>
/// <exception cref="ArgumentException">Classes are out of their range.</exception>
public sealed class MeanIoU(int numClasses, string name = "mean_io_u", ElementType? elementType = null, int? ignoreClass = null, bool sparseYTrue = true, bool sparseYPred = true, int axis = -1)
    : ConfusionMatrixMetric(nameof(MeanIoU), numClasses, null, name, elementType, ignoreClass, sparseYTrue, sparseYPred, axis);
