namespace Nabla.Metrics;

/// <summary>Intersection over union of some classes, TP / (TP + FP + FN), their mean; one-hot truth.</summary>
/// <param name="numClasses">How many classes there are.</param>
/// <param name="targetClassIds">The classes that are measured.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type in which is counted; int64 by default, which drops the fractions of weights.</param>
/// <param name="ignoreClass">A label whose places do not count; none by default.</param>
/// <param name="sparseYPred">Whether predictions are class numbers; else a value for each class.</param>
/// <param name="axis">The axis of the classes, where there is a value for each.</param>
/// <remarks>Shapes: truth and predictions have an axis of classes; of predictions the largest counts.</remarks>
/// <exception cref="ArgumentException">Classes are out of their range.</exception>
public sealed class OneHotIoU(int numClasses, IReadOnlyList<int> targetClassIds, string name = "one_hot_io_u", ElementType? elementType = null, int? ignoreClass = null, bool sparseYPred = false, int axis = -1)
    : ConfusionMatrixMetric(nameof(OneHotIoU), numClasses, targetClassIds ?? throw new ArgumentNullException(nameof(targetClassIds)), name, elementType, ignoreClass, sparseYTrue: false, sparseYPred, axis);
