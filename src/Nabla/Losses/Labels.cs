namespace Nabla.Losses;

/// <summary>What cross-entropies ask of labels, with the sentences for the mistakes that are really made.</summary>
static class Labels
{
    /// <summary>A share between 0 and 1.</summary>
    internal static double Smoothing(string loss, double smoothing) =>
        smoothing is >= 0 and <= 1 ? smoothing
        : throw new ArgumentOutOfRangeException(nameof(smoothing), $"{loss}: label smoothing {smoothing}: it must be between 0 and 1.");

    /// <summary>Labels 0 and 1 moved towards 1/2.</summary>
    internal static Tensor Binary(Tensor t, double smoothing) => smoothing == 0 ? t : (t * (1 - smoothing)) + (0.5 * smoothing);

    /// <summary>One-hot labels of which a part is spread over all classes.</summary>
    internal static Tensor Spread(Tensor t, double smoothing, int axis) =>
        smoothing == 0 ? t : (t * (1 - smoothing)) + (smoothing / t.OnesLike().Sum(axis, keepDims: true));

    /// <summary>Truth and predictions of one shape.</summary>
    internal static (Tensor Truth, Tensor Predictions) Alike(string loss, Tensor yTrue, Tensor yPred)
    {
        var real = Real(yPred);
        var (t, p) = Ranks.Align(yTrue.Cast(real.ElementType), real);
        return t.Shape.IsCompatibleWith(p.Shape) ? (t, p)
            : throw new ShapeException($"{loss}: truth {yTrue.Shape} and predictions {yPred.Shape}: the shapes must be equal. The last layer must have as many units as there are labels a sample: {(t.Rank == 0 ? "1" : Length(t))}.");
    }

    /// <summary>One-hot truth and predictions of one shape.</summary>
    internal static (Tensor Truth, Tensor Predictions) OneHot(string loss, Tensor yTrue, Tensor yPred)
    {
        var real = Real(yPred);
        if (real.Rank == 0)
        {
            throw new ShapeException($"{loss}: a scalar prediction: predictions are [batch, …, classes].");
        }

        if (!Ranks.LastIsOne(real) && (yTrue.Rank == real.Rank - 1 || (yTrue.Rank == real.Rank && Ranks.LastIsOne(yTrue))))
        {
            throw new ShapeException($"{loss}: truth {yTrue.Shape} and predictions {yPred.Shape}: one-hot labels are expected, of the shape of the predictions; these look like class numbers. Use SparseCategoricalCrossentropy, or yTrue.OneHot({Length(real)}).");
        }

        var (t, p) = Ranks.Align(yTrue.Cast(real.ElementType), real);
        return t.Shape.IsCompatibleWith(p.Shape) ? (t, p)
            : throw new ShapeException($"{loss}: truth {yTrue.Shape} and predictions {yPred.Shape}: the shapes must be equal. The last layer must have as many units as there are classes.");
    }

    /// <summary>Class numbers without the axis of length 1, and predictions with one axis more, that of the classes.</summary>
    internal static (Tensor Truth, Tensor Predictions) Classes(string loss, Tensor yTrue, Tensor yPred, int axis)
    {
        var p = Real(yPred);
        if (p.Rank == 0)
        {
            throw new ShapeException($"{loss}: a scalar prediction: predictions are [batch, …, classes].");
        }

        int classes = Axes.Normalize(loss, axis, p.Rank);
        if (yTrue.Rank == p.Rank && !Ranks.LastIsOne(yTrue) && yTrue.Shape.IsCompatibleWith(p.Shape))
        {
            throw new ShapeException($"{loss}: truth {yTrue.Shape} and predictions {yPred.Shape}: class numbers are expected, one a sample, with one axis less than the predictions; these look like one-hot labels. Use CategoricalCrossentropy, or yTrue.ArgMax(-1).");
        }

        var t = yTrue.Rank == p.Rank && Ranks.LastIsOne(yTrue) ? yTrue.Squeeze(-1) : yTrue;
        var samples = p.Shape[..classes].Concat(p.Shape[(classes + 1)..]);
        return t.Shape.IsCompatibleWith(samples) ? (t.ElementType.IsInteger ? t : t.Cast(ElementType.Int64), p)
            : throw new ShapeException($"{loss}: truth {yTrue.Shape} and predictions {yPred.Shape}: there must be one class number for each prediction, {samples}. Check that inputs and labels are equally many, and that the last axis of the predictions is the classes.");
    }

    /// <summary>False on the main diagonal of a matrix, true elsewhere.</summary>
    internal static Tensor OffDiagonal(Tensor matrix)
    {
        var ones = matrix.Cast(ElementType.Int32).OnesLike();
        return (ones.Tril() * ones.Triu()).Equal(0);
    }

    static Tensor Real(Tensor x) => x.ElementType.IsFloating ? x : x.Cast(ElementType.Float32);

    static string Length(Tensor x) => x.Shape.IsAxisKnown(x.Rank - 1) ? $"{x.Shape[^1]}" : "classes";
}
