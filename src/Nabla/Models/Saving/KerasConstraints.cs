using Nabla.Constraints;

namespace Nabla.Models.Saving;

/// <summary>Constraints as Keras serialises them.</summary>
static class KerasConstraints
{
    internal static readonly KerasTable<Constraint> Table = new KerasTable<Constraint>("constraint", "keras.constraints")
        .Add("MaxNorm", c => new MaxNorm(c.Double("max_value", 2), KerasValues.AxesOrNull(c, "axis")), (x, c) => (c["max_value"], c["axis"]) = (x.MaxValue, KerasValues.Json(x.Axis)))
        .Add("UnitNorm", c => new UnitNorm(KerasValues.AxesOrNull(c, "axis")), (x, c) => c["axis"] = KerasValues.Json(x.Axis))
        .Add(
            "MinMaxNorm",
            c => new MinMaxNorm(c.Double("min_value", 0), c.Double("max_value", 1), c.Double("rate", 1), KerasValues.AxesOrNull(c, "axis")),
            (x, c) => (c["min_value"], c["max_value"], c["rate"], c["axis"]) = (x.MinValue, x.MaxValue, x.Rate, KerasValues.Json(x.Axis)))
        .Add("NonNeg", _ => new NonNeg(), (_, _) => { });
}
