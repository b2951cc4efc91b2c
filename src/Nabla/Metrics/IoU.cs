namespace Nabla.Metrics;

/// <summary>Intersection over union of some classes, TP / (TP + FP + FN), their mean: how much predicted regions cover the true ones.</summary>
/// <param name="numClasses">How many classes there are.</param>
/// <param name="targetClassIds">The classes that are measured.</param>
/// <param name="name">Its name.</param>
/// <param name="elementType">The type in which is counted; int64 by default, which drops the fractions of weights.</param>
/// <param name="ignoreClass">A label whose places do not count; none by default.</param>
/// <param name="sparseYTrue">Whether the truth is class numbers; else a value for each class.</param>
/// <param name="sparseYPred">Whether predictions are class numbers; else a value for each class.</param>
/// <param name="axis">The axis of the classes, where there is a value for each.</param>
/// <remarks>Shapes: truth and predictions hold equally many class numbers, in any shape.</remarks>
/// <exception cref="ArgumentException">Classes are out of their range.</exception>
public sealed class IoU(int numClasses, IReadOnlyList<int> targetClassIds, string name = "io_u", ElementType? elementType = null, int? ignoreClass = null, bool sparseYTrue = true, bool sparseYPred = true, int axis = -1)
    : ConfusionMatrixMetric(nameof(IoU), numClasses, targetClassIds ?? throw new ArgumentNullException(nameof(targetClassIds)), name, elementType, ignoreClass, sparseYTrue, sparseYPred, axis);
