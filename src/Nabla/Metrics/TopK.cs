namespace Nabla.Metrics;

/// <summary>Whether a class is among the largest predictions.</summary>
static class TopK
{
    /// <summary>A number of classes that is above 0.</summary>
    internal static int Checked(string metric, int k) =>
        k > 0 ? k : throw new ArgumentOutOfRangeException(nameof(k), $"{metric}: k = {k}: it must be above 0.");

    /// <summary>1 where fewer than k predictions are larger than that of the class, which is finite; else 0.</summary>
    internal static Tensor Contains(Tensor classes, Tensor predictions, int k)
    {
        var own = predictions.TakeAlongAxis(classes.Cast(ElementType.Int64).ExpandDims(-1), -1);
        var larger = predictions.Greater(own).Cast(ElementType.Int32).Sum(-1);
        return larger.Less(k).LogicalAnd(own.Squeeze(-1).IsFinite()).Cast(predictions.ElementType);
    }
}
