using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Layers;

/// <summary>Moments of a random layer's output, the values it may hold, and the axes along which it must not vary.</summary>
static class LayerStatistics
{
    public static void Check(GoldenCase golden, Tensor y)
    {
        var expected = golden.Map("statistics");
        var values = Elements.Real(y);
        var mean = values.Average();
        Moment(expected, "mean", mean);
        Moment(expected, "std", Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
        Moment(expected, "zeros", values.Count(value => value == 0) / (double)values.Length);
        if (expected.TryGetValue("values", out var allowed) && allowed is not null)
        {
            var words = Comparer.Flatten(allowed is Tensor tensor ? Elements.Real(tensor).ToList() : allowed).ConvertAll(Convert.ToDouble);
            foreach (var value in values)
            {
                if (!words.Exists(word => Math.Abs(word - value) <= 1e-5 * Math.Max(1, Math.Abs(word)))) throw new MismatchException($"the output holds {value}, which is none of {string.Join(", ", words)}");
            }
        }
        if (expected.TryGetValue("constant_axes", out var axes) && axes is List<object?> list)
        {
            foreach (var axis in list) CheckConstant(y, (int)(long)axis!);
        }
    }

    static void Moment(Dictionary<string, object?> expected, string name, double found)
    {
        if (!expected.TryGetValue(name, out var given) || given is not Dictionary<string, object?> moment) return;
        var (value, tolerance) = (Convert.ToDouble(moment["value"]), Convert.ToDouble(moment["tolerance"]));
        if (!(Math.Abs(found - value) <= tolerance)) throw new MismatchException($"{name}: expected {value} ± {tolerance}, got {found}");
    }

    static void CheckConstant(Tensor y, int axis)
    {
        var spread = Elements.Real(y.Max(axis) - y.Min(axis)).Select(Math.Abs).DefaultIfEmpty().Max();
        if (spread > 1e-5) throw new MismatchException($"the output varies along axis {axis} by {spread}");
    }
}
