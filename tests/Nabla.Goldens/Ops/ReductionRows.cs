namespace Nabla.Goldens.Ops;

/// <summary>Reductions, cumulative sums and statistics.</summary>
static class ReductionRows
{
    public static void Add(OpTable table)
    {
        table["sum(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Sum(call.Axes("axis"), call.Flag("keepdims"));
        table["mean(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Mean(call.Axes("axis"), call.Flag("keepdims"));
        table["std(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Std(call.Axes("axis"), call.Flag("keepdims"));
        table["var(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Var(call.Axes("axis"), call.Flag("keepdims"));
        table["amax(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Max(call.Axes("axis"), call.Flag("keepdims"));
        table["amin(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Min(call.Axes("axis"), call.Flag("keepdims"));
        table["any(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Any(call.Axes("axis"), call.Flag("keepdims"));
        table["all(x, axis=None, keepdims=False)"] = call => call.Tensor("x").All(call.Axes("axis"), call.Flag("keepdims"));
        table["ptp(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Ptp(call.Axes("axis"), call.Flag("keepdims"));
        table["logsumexp(x, axis=None, keepdims=False)"] = call => call.Tensor("x").LogSumExp(call.Axes("axis"), call.Flag("keepdims"));
        table["median(x, axis=None, keepdims=False)"] = call => call.Tensor("x").Median(call.Axes("axis"), call.Flag("keepdims"));
        table["max(x, axis=None, keepdims=False, initial=None)"] = call => call.Tensor("x").Max(call.Axes("axis"), call.Flag("keepdims"), call.OperandOrNull("initial"));
        table["min(x, axis=None, keepdims=False, initial=None)"] = call => call.Tensor("x").Min(call.Axes("axis"), call.Flag("keepdims"), call.OperandOrNull("initial"));

        // Keras does not heed the type that it takes here; the type of a product here is chosen by Cast.
        table["prod(x, axis=None, keepdims=False, dtype=None)"] = call => call.Without("dtype").Tensor("x").Prod(call.Axes("axis"), call.Flag("keepdims"));
        table["count_nonzero(x, axis=None)"] = call => call.Tensor("x").CountNonZero(call.Axes("axis"));
        table["argmax(x, axis=None, keepdims=False)"] = call => call.Tensor("x").ArgMax(call.IntOrNull("axis"), call.Flag("keepdims"));
        table["argmin(x, axis=None, keepdims=False)"] = call => call.Tensor("x").ArgMin(call.IntOrNull("axis"), call.Flag("keepdims"));
        table["average(x, axis=None, weights=None)"] = call => call.Tensor("x").Average(call.Axes("axis"), call.TensorOrNull("weights"));
        table["trapezoid(y, x=None, dx=1.0, axis=-1)"] = call => call.TensorOrNull("x") is { } places ? call.Tensor("y").Trapezoid(places, call.Int("axis")) : call.Tensor("y").Trapezoid(call.Double("dx"), call.Int("axis"));
        table["corrcoef(x)"] = call => call.Tensor("x").Corrcoef();
        table["correlate(x1, x2, mode='valid')"] = call => call.Tensor("x1").Correlate(call.Tensor("x2"), Choices.Named<CorrelationMode>(call.Text("mode")));
        table["cumsum(x, axis=None, dtype=None)"] = call => call.Tensor("x").CumSum(call.IntOrNull("axis"), call.TypeOrNull("dtype"));
        table["cumprod(x, axis=None, dtype=None)"] = call => call.Tensor("x").CumProd(call.IntOrNull("axis"), call.TypeOrNull("dtype"));
        table["quantile(x, q, axis=None, method='linear', keepdims=False)"] = call => call.Tensor("x").Quantile(call.Tensor("q"), call.Axes("axis"), Choices.Named<QuantileMethod>(call.Text("method")), call.Flag("keepdims"));
        table["nanquantile(x, q, axis=None, method='linear', keepdims=False)"] = call => call.Tensor("x").NanQuantile(call.Tensor("q"), call.Axes("axis"), Choices.Named<QuantileMethod>(call.Text("method")), call.Flag("keepdims"));
        table["percentile(x, q, axis=None, method='linear', keepdims=False)"] = call => call.Tensor("x").Percentile(call.Tensor("q"), call.Axes("axis"), Choices.Named<QuantileMethod>(call.Text("method")), call.Flag("keepdims"));
        table["nanpercentile(x, q, axis=None, method='linear', keepdims=False)"] = call => call.Tensor("x").NanPercentile(call.Tensor("q"), call.Axes("axis"), Choices.Named<QuantileMethod>(call.Text("method")), call.Flag("keepdims"));
        AddNan(table);
    }

    static void AddNan(OpTable table)
    {
        table["nansum(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanSum(call.Axes("axis"), call.Flag("keepdims"));
        table["nanmean(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanMean(call.Axes("axis"), call.Flag("keepdims"));
        table["nanstd(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanStd(call.Axes("axis"), call.Flag("keepdims"));
        table["nanvar(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanVar(call.Axes("axis"), call.Flag("keepdims"));
        table["nanmax(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanMax(call.Axes("axis"), call.Flag("keepdims"));
        table["nanmin(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanMin(call.Axes("axis"), call.Flag("keepdims"));
        table["nanprod(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanProd(call.Axes("axis"), call.Flag("keepdims"));
        table["nanmedian(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanMedian(call.Axes("axis"), call.Flag("keepdims"));
        table["nanargmax(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanArgMax(call.IntOrNull("axis"), call.Flag("keepdims"));
        table["nanargmin(x, axis=None, keepdims=False)"] = call => call.Tensor("x").NanArgMin(call.IntOrNull("axis"), call.Flag("keepdims"));
        table["nancumsum(x, axis=None, dtype=None)"] = call => call.Tensor("x").NanCumSum(call.IntOrNull("axis"), call.TypeOrNull("dtype"));
        table["nancumprod(x, axis=None, dtype=None)"] = call => call.Tensor("x").NanCumProd(call.IntOrNull("axis"), call.TypeOrNull("dtype"));
    }
}
