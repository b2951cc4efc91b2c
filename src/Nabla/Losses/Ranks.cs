namespace Nabla.Losses;

/// <summary>Keras's rule for a tensor [batch] beside one [batch, 1].</summary>
static class Ranks
{
    /// <summary>Where one has an axis more and that is of length 1: a vector gets an axis, from others it is taken.</summary>
    internal static (Tensor X, Tensor Y) Align(Tensor x, Tensor y)
    {
        if (x.Rank == y.Rank + 1 && LastIsOne(x))
        {
            return y.Rank == 1 ? (x, y.ExpandDims(-1)) : (x.Squeeze(-1), y);
        }

        if (y.Rank == x.Rank + 1 && LastIsOne(y))
        {
            return x.Rank == 1 ? (x.ExpandDims(-1), y) : (x, y.Squeeze(-1));
        }

        return (x, y);
    }

    /// <summary>Truth and predictions of one element type, aligned, which broadcast.</summary>
    /// <exception cref="ShapeException">They do not.</exception>
    internal static (Tensor Truth, Tensor Predictions) Pair(string loss, Tensor yTrue, Tensor yPred)
    {
        var real = yPred.ElementType.IsFloating ? yPred : yPred.Cast(ElementType.Float32);
        var (x, y) = Align(yTrue.Cast(real.ElementType), real);
        for (int k = 1; k <= Math.Min(x.Rank, y.Rank); k++)
        {
            long a = x.Shape.Lengths[^k], b = y.Shape.Lengths[^k];
            if (a != b && a != 1 && b != 1 && a != Shape.Unknown && b != Shape.Unknown)
            {
                throw new ShapeException($"{loss}: truth {yTrue.Shape} and predictions {yPred.Shape}: the shapes must be equal, or broadcast. Check the units of the last layer against the labels.");
            }
        }

        return (x, y);
    }

    /// <summary>True where the last axis has length 1.</summary>
    internal static bool LastIsOne(Tensor x) => x.Rank > 0 && x.Shape.Lengths[^1] == 1;
}
