using Nabla.Regularizers;

namespace Nabla.Models.Saving;

/// <summary>Regularizers as Keras serialises them.</summary>
static class KerasRegularizers
{
    static readonly KerasWords<OrthogonalMode> Modes = new(("rows", OrthogonalMode.Rows), ("columns", OrthogonalMode.Columns));

    internal static readonly KerasTable<Regularizer> Table = new KerasTable<Regularizer>("regularizer", "keras.regularizers")
        .Add("L1", c => new L1(c.Double("l1", 0.01)), (x, c) => c["l1"] = x.Factor)
        .Add("L2", c => new L2(c.Double("l2", 0.01)), (x, c) => c["l2"] = x.Factor)
        .Add("L1L2", c => new L1L2(c.Double("l1", 0), c.Double("l2", 0)), (x, c) => (c["l1"], c["l2"]) = (x.L1, x.L2))
        .Add(
            "OrthogonalRegularizer",
            c => new OrthogonalRegularizer(c.Double("factor", 0.01), Modes.Read(c, "mode", OrthogonalMode.Rows)),
            (x, c) => (c["factor"], c["mode"]) = (x.Factor, Modes[x.Mode]));
}
