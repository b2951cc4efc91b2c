using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Initializers;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Training;

/// <summary>Cases of <c>initializers/</c>.</summary>
sealed class InitializerArea() : PartArea<Initializer>(KerasInitializers.Table, "initializer")
{
    public override void Run(GoldenCase golden)
    {
        if (KerasCase.Gets(golden, name => _ = (Initializer)name)) return;
        var initializer = Read(golden);
        if (!golden.Has("shape")) return;
        var shape = Shape.Of([.. golden.Json("shape").EnumerateArray().Select(axis => axis.GetInt64())]);
        var type = golden.Has("dtype") ? ElementType.FromName(golden.Text("dtype")!) : ElementType.Float32;
        var value = initializer.Call(shape, type);
        if (golden.Has("output")) Comparer.Of(golden).Check("output", golden.Value("output"), value);
        if (golden.Has("statistics")) CheckStatistics(golden, value);
        if (golden.Has("gram")) CheckGram(golden, value);
        if (golden.Has("parameters") && initializer is VarianceScaling scaling) CheckFans(golden, scaling, shape);
        if (golden.Has("parameters") && !golden.Has("statistics")) CheckRange(golden, value);
    }

    static void CheckStatistics(GoldenCase golden, Tensor value)
    {
        var (statistics, drawn) = (golden.Json("statistics"), Elements.Real(value));
        double mean = drawn.Average(), std = Math.Sqrt(drawn.Average(x => (x - mean) * (x - mean)));
        Near("mean", statistics.GetProperty("mean").GetDouble(), mean, statistics.GetProperty("mean_tolerance").GetDouble());
        Near("std", statistics.GetProperty("std").GetDouble(), std, statistics.GetProperty("std_tolerance").GetDouble());
        CheckRange(golden, value);
    }

    static void CheckRange(GoldenCase golden, Tensor value)
    {
        var parameters = golden.Json("parameters");
        var drawn = Elements.Real(value);
        var (low, high) = parameters.GetProperty("distribution").GetString() switch
        {
            "uniform" => (parameters.GetProperty("minval").GetDouble(), parameters.GetProperty("maxval").GetDouble()),
            "truncated_normal" => (parameters.GetProperty("mean").GetDouble() - (2 * parameters.GetProperty("stddev").GetDouble()), parameters.GetProperty("mean").GetDouble() + (2 * parameters.GetProperty("stddev").GetDouble())),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
        if (drawn.Length > 0 && (drawn.Min() < low * 1.000001 - 1e-6 || drawn.Max() > high * 1.000001 + 1e-6)) throw new MismatchException($"range: expected {low} … {high}, got {drawn.Min()} … {drawn.Max()}");
    }

    static void CheckFans(GoldenCase golden, VarianceScaling scaling, Shape shape)
    {
        var (fanIn, fanOut) = Fans.Of(shape, scaling.InputAxes, scaling.OutputAxes);
        Near("fan_in", golden.Number("fan_in", fanIn), fanIn, 0);
        Near("fan_out", golden.Number("fan_out", fanOut), fanOut, 0);
    }

    static void CheckGram(GoldenCase golden, Tensor value)
    {
        var matrix = value.Reshape([null, value.Shape[^1]]);
        var gram = golden.Text("gram_of") == "rows" ? matrix.MatMul(matrix.Transpose()) : matrix.Transpose().MatMul(matrix);
        Comparer.Of(golden).Check("gram", golden.Value("gram"), gram);
    }

    static void Near(string place, double expected, double actual, double tolerance)
    {
        if (!(Math.Abs(expected - actual) <= tolerance)) throw new MismatchException($"{place}: expected {expected} ± {tolerance}, got {actual}");
    }
}
