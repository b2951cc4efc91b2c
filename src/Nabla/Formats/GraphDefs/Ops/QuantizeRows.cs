namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Numbers rounded to a grid of few steps and back, as quantised networks are trained.</summary>
static class QuantizeRows
{
    public static void AddTo(OpTable table)
    {
        const string ranged = "float32, float32, float32 -> float32", gradient = "float32, float32, float32, float32 -> backprops_wrt_input:float32, backprop_wrt_min:float32, backprop_wrt_max:float32";
        table.Add("FakeQuantWithMinMaxArgs", "float32 -> float32", n => Quantized(n, n[0], Bound(n, "min", -6), Bound(n, "max", 6)));
        table.Add("FakeQuantWithMinMaxArgsGradient", "float32, float32 -> float32", n => Gradients(n, n[0], n[1], Bound(n, "min", -6), Bound(n, "max", 6))[0]);
        table.Add("FakeQuantWithMinMaxVars", ranged, n => Quantized(n, n[0], n[1], n[2]));
        table.Add("FakeQuantWithMinMaxVarsPerChannel", ranged, n => Quantized(n, n[0], n[1], n[2]));
        table.Add("FakeQuantWithMinMaxVarsGradient", gradient, n => Gradients(n, n[0], n[1], n[2], n[3]));
        table.Add("FakeQuantWithMinMaxVarsPerChannelGradient", gradient, n => Gradients(n, n[0], n[1], n[2], n[3]));
    }

    static Tensor Bound(ImportedCall n, string name, float otherwise) => Tensor.Constant(n.Float(name, otherwise));

    /// <summary>The gradient passes where the number lies inside the range; outside, it is the bound's.</summary>
    static Tensor Quantized(ImportedCall n, Tensor x, Tensor min, Tensor max) => Tensor.CustomGradient(
        v =>
        {
            var (low, high, scale) = Range(n, v[1], v[2]);
            var inverse = 1f / scale;
            var y = ((((v[0].Minimum(high).Maximum(low) - low) * inverse) + 0.5f).Floor() * scale) + low;
            // A range of no width holds zeros.
            y = Tensor.Where(v[1].Equal(v[2]) & v[1].Equal(0f), y.ZerosLike(), y);
            return (y, dy => Gradients(n, dy, v[0], v[1], v[2]));
        },
        [x, min, max]);

    static Tensor[] Gradients(ImportedCall n, Tensor dy, Tensor x, Tensor min, Tensor max)
    {
        var (low, high, _) = Range(n, min, max);
        Axes? others = min.Rank == 0 ? null : Axes.Create([.. Enumerable.Range(0, x.Rank - 1)]);
        var zero = dy.ZerosLike();
        Tensor below = x < low, above = x > high;
        var inside = Tensor.Where(below | above, zero, dy);
        var none = min.Equal(max) & min.Equal(0f);
        return
        [
            Tensor.Where(none, dy, inside),
            Tensor.Where(none, min.ZerosLike(), Tensor.Where(below, dy, zero).Sum(others)),
            Tensor.Where(none, max.ZerosLike(), Tensor.Where(above, dy, zero).Sum(others)),
        ];
    }

    /// <summary>The range moved so that 0 lies on the grid, and the grid's step.</summary>
    static (Tensor Low, Tensor High, Tensor Scale) Range(ImportedCall n, Tensor min, Tensor max)
    {
        var bits = n.Int("num_bits", 8);
        if (bits is < 2 or > 16) throw n.Bad($"{bits} bits: 2 to 16 are expected");
        float least = n.Flag("narrow_range") ? 1 : 0, greatest = (1 << bits) - 1;
        var scale = (max - min) / (greatest - least);
        var from = least - (min / scale);
        var zero = Tensor.Where(from < least, least, Tensor.Where(from > greatest, greatest, (from + 0.5f).Floor()));
        return ((least - zero) * scale, (greatest - zero) * scale, scale);
    }
}
