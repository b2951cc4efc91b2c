using Nabla.Operations;

namespace Nabla;

/// <summary>Quantiles: the elements that a share of all is below.</summary>
/// <remarks>Whole numbers become float32 first. Shape: that of q, then the axes that stay. Gradients flow to the elements that are met.</remarks>
public static class QuantileOperations
{
    extension(Tensor x)
    {
        /// <summary>The element that a share q of all is below: 0 the smallest, 1 the largest; NaN where one is NaN.</summary>
        /// <param name="q">The share, in [0, 1].</param>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="method">What it is between two elements.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Quantile(double q, Axes? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
            Find("Quantile", x, Tensor.Constant(q), axis, method, keepDims, skipNan: false);

        /// <summary>The elements that shares q of all are below.</summary>
        /// <param name="q">The shares, in [0, 1].</param>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="method">What it is between two elements.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public Tensor Quantile(Tensor q, Axes? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
            Find("Quantile", x, q, axis, method, keepDims, skipNan: false);

        /// <summary>As Quantile, of what is not NaN; NaN where all are.</summary>
        /// <param name="q">The shares, in [0, 1].</param>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="method">What it is between two elements.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public Tensor NanQuantile(double q, Axes? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
            Find("NanQuantile", x, Tensor.Constant(q), axis, method, keepDims, skipNan: true);

        /// <summary>As Quantile, of what is not NaN; NaN where all are.</summary>
        /// <param name="q">The shares, in [0, 1].</param>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="method">What it is between two elements.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public Tensor NanQuantile(Tensor q, Axes? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
            Find("NanQuantile", x, q, axis, method, keepDims, skipNan: true);

        /// <summary>The element that q per cent of all are below.</summary>
        /// <param name="q">Per cent, in [0, 100].</param>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="method">What it is between two elements.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public Tensor Percentile(double q, Axes? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
            x.Quantile(q / 100, axis, method, keepDims);

        /// <summary>The elements that q per cent of all are below.</summary>
        /// <param name="q">Per cent, in [0, 100].</param>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="method">What it is between two elements.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public Tensor Percentile(Tensor q, Axes? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
            x.Quantile(q.ToReal() / 100, axis, method, keepDims);

        /// <summary>As Percentile, of what is not NaN; NaN where all are.</summary>
        /// <param name="q">Per cent, in [0, 100].</param>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="method">What it is between two elements.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public Tensor NanPercentile(double q, Axes? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
            x.NanQuantile(q / 100, axis, method, keepDims);

        /// <summary>As Percentile, of what is not NaN; NaN where all are.</summary>
        /// <param name="q">Per cent, in [0, 100].</param>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="method">What it is between two elements.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        public Tensor NanPercentile(Tensor q, Axes? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepDims = false) =>
            x.NanQuantile(q.ToReal() / 100, axis, method, keepDims);

        /// <summary>The middle element over axes, the mean of the two middle ones of an even number; NaN where one is NaN.</summary>
        /// <param name="axis">The axes; all by default.</param>
        /// <param name="keepDims">Keeps the reduced axes with length 1.</param>
        /// <exception cref="ShapeException">There are no elements.</exception>
        public Tensor Median(Axes? axis = null, bool keepDims = false) => x.Quantile(0.5, axis, QuantileMethod.Midpoint, keepDims);

        /// <summary>As Median, of what is not NaN; NaN where all are.</summary>
        /// <inheritdoc cref="Median"/>
        public Tensor NanMedian(Axes? axis = null, bool keepDims = false) => x.NanQuantile(0.5, axis, QuantileMethod.Midpoint, keepDims);
    }

    static Tensor Find(string op, Tensor x, Tensor q, Axes? axis, QuantileMethod method, bool keepDims, bool skipNan)
    {
        var real = x.ToReal();
        int[] gone = Axes.Normalize(op, axis, x.Rank), stay = [.. Enumerable.Range(0, x.Rank).Where(k => Array.IndexOf(gone, k) < 0)];
        long[] kept = [.. stay.Select(k => x.Shape.Lengths[k])];
        long merged = Contraction.Product([.. gone.Select(k => x.Shape.Lengths[k])]);
        if (merged == 0)
        {
            throw new ShapeException($"{op}: a tensor of shape {x.Shape} over axes {(object?)axis ?? "all"}: there are no elements to choose from. Check the size first.");
        }

        // Rows [stay…, merged], in order, NaN last; places [stay…, shares] in them.
        var rows = Contraction.Ordered(real, [.. stay, .. gone]).Reshape(new([.. kept, merged])).Sort();
        var last = (skipNan ? rows.IsNaN().LogicalNot() : rows.Equal(rows).LogicalOr(true)).Cast(ElementType.Float64).Sum(-1, keepDims: true) - 1;
        var place = last.Maximum(0) * q.Cast(ElementType.Float64).Ravel();
        var y = At(rows, place, last, method);
        if (!skipNan)
        {
            y = Tensor.Where(rows.IsNaN().Any(-1, keepDims: true), double.NaN, y);
        }

        int shares = q.Rank;
        y = y.Reshape(new([.. kept, .. q.Shape.Lengths]));
        y = Contraction.Ordered(y, [.. Enumerable.Range(kept.Length, shares), .. Enumerable.Range(0, kept.Length)]);
        return keepDims && gone.Length > 0 ? y.ExpandDims(Axes.Create([.. gone.Select(k => k + shares)])) : y;
    }

    static Tensor At(Tensor rows, Tensor place, Tensor last, QuantileMethod method)
    {
        Tensor Take(Tensor at) => rows.TakeAlongAxis(at.Minimum(last.Maximum(0)).Cast(ElementType.Int64), -1);
        Tensor low = place.Floor(), high = place.Ceil();
        switch (method)
        {
            case QuantileMethod.Lower:
                return Take(low);
            case QuantileMethod.Higher:
                return Take(high);
            case QuantileMethod.Nearest:
                return Take(place.Round());
            case QuantileMethod.Midpoint:
                return (Take(low) + Take(high)) / 2;
            default:
                var share = (place - low).Cast(rows.ElementType);
                return (Take(low) * (1 - share)) + (Take(high) * share);
        }
    }
}
