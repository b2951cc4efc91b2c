namespace Nabla.Metrics;

/// <summary>Intersection over union of chosen classes, TP / (TP + FP + FN), from a confusion matrix; their mean.</summary>
/// <remarks>The matrix counts in int64 by default, so that weights lose their fractions; float32 as element type keeps them. Classes that come in neither truth nor predictions do not count.</remarks>
public abstract class ConfusionMatrixMetric : PredictionMetric
{
    readonly Variable matrix;

    private protected ConfusionMatrixMetric(string metric, int numClasses, IReadOnlyList<int>? targetClassIds, string name, ElementType? elementType, int? ignoreClass, bool sparseYTrue, bool sparseYPred, int axis)
        : base(name, elementType ?? ElementType.Int64)
    {
        if (numClasses < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(numClasses), $"{metric}: {numClasses} classes: there must be 1 or more.");
        }

        foreach (int id in targetClassIds ?? [])
        {
            if (id < 0 || id >= numClasses)
            {
                throw new ArgumentOutOfRangeException(nameof(targetClassIds), $"{metric}: class {id} of {numClasses}: classes are 0 … {numClasses - 1}.");
            }
        }

        if (targetClassIds is { Count: 0 })
        {
            throw new ArgumentException($"{metric}: no classes to measure: name one or more.", nameof(targetClassIds));
        }

        (NumClasses, IgnoreClass, SparseYTrue, SparseYPred, Axis) = (numClasses, ignoreClass, sparseYTrue, sparseYPred, axis);
        TargetClassIds = targetClassIds is null ? [.. Enumerable.Range(0, numClasses)] : [.. targetClassIds];
        matrix = AddVariable("total_confusion_matrix", [numClasses, numClasses]);
    }

    /// <summary>How many classes there are.</summary>
    public int NumClasses { get; }

    /// <summary>The classes that are measured.</summary>
    public IReadOnlyList<int> TargetClassIds { get; }

    /// <summary>A label whose places do not count; null for none.</summary>
    public int? IgnoreClass { get; }

    /// <summary>Whether the truth is class numbers; else a value for each class.</summary>
    public bool SparseYTrue { get; }

    /// <summary>Whether predictions are class numbers; else a value for each class.</summary>
    public bool SparseYPred { get; }

    /// <summary>The axis of the classes, where there is a value for each.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public sealed override void UpdateState(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        ArgumentNullException.ThrowIfNull(yTrue);
        ArgumentNullException.ThrowIfNull(yPred);
        Tensor labels = Numbers(yTrue, SparseYTrue), t = labels.Reshape([null]), p = Numbers(Decided(yPred), SparseYPred).Reshape([null]);
        if (t.Shape.IsKnown && p.Shape.IsKnown && t.Size != p.Size)
        {
            throw new ShapeException($"{Name}: truth {yTrue.Shape} and predictions {yPred.Shape}: {t.Size} class numbers against {p.Size}; there must be equally many. Say which of them are one-hot.");
        }

        var weights = sampleWeight is null ? t.OnesLike().Cast(ElementType) : WeightsOf(sampleWeight.Cast(ElementType), labels);
        if (IgnoreClass is { } ignored)
        {
            var counts = t.NotEqual(ignored);
            (t, p) = (Tensor.Where(counts, t, t.ZerosLike()), Tensor.Where(counts, p, p.ZerosLike()));
            weights *= counts.Cast(ElementType);
        }

        Tensor.Assert(Inside(t).LogicalAnd(Inside(p)), $"{Name}: a class outside 0 … {NumClasses - 1} in truth or predictions; raise numClasses, or name the label that does not count as ignoreClass", t, p);
        var counted = weights.SegmentSum((t * NumClasses) + p, (long)NumClasses * NumClasses);
        matrix.AssignAdd(counted.Reshape(matrix.Shape));
    }

    /// <summary>The mean since the last reset, float32; 0 of nothing.</summary>
    public override Tensor Result()
    {
        var counts = matrix.Value;
        var right = counts.Diagonal();
        var chosen = Tensor.Constant(TargetClassIds.ToArray());
        var union = (counts.Sum(0) + counts.Sum(1) - right).Gather(chosen).Cast(ElementType.Float32);
        var quotients = right.Gather(chosen).Cast(ElementType.Float32) / (union + Losses.Loss.Epsilon);
        return quotients.Sum().DivideNoNan(union.Greater(1e-9).Cast(ElementType.Float32).Sum());
    }

    /// <summary>Predictions as classes, or as a value for each.</summary>
    private protected virtual Tensor Decided(Tensor yPred) => yPred;

    Tensor Numbers(Tensor x, bool sparse) => (sparse ? x : x.ArgMax(Axis)).Cast(ElementType.Int64);

    Tensor Inside(Tensor classes) => classes.GreaterEqual(0).LogicalAnd(classes.Less(NumClasses));

    /// <summary>A weight for each place: of a sample it holds for all its places, of a list it is one each.</summary>
    Tensor WeightsOf(Tensor given, Tensor classes)
    {
        bool ofSamples = given.Rank == 1 && classes.Rank > 1 && given.Shape.IsCompatibleWith(classes.Shape[..1]);
        var fitting = ofSamples ? given.ExpandDims(Axes.Create([.. Enumerable.Range(1, classes.Rank - 1)])) : given.Rank == classes.Rank ? given : given.Reshape([null]);
        var like = fitting.Rank == classes.Rank ? classes : classes.Reshape([null]);
        _ = Broadcasting.Join(Name, like.Shape, fitting.Shape);
        return fitting.BroadcastLike(like).Reshape([null]);
    }
}
