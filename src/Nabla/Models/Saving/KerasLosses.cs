using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Losses;

namespace Nabla.Models.Saving;

/// <summary>Losses as Keras serialises them.</summary>
/// <remarks>Keras does not write dtype, the delta of Huber and the axis of CosineSimilarity, but reads them: we write what differs from the default.</remarks>
static class KerasLosses
{
    static readonly KerasWords<Reduction> Reductions = new(
        ("sum_over_batch_size", Reduction.SumOverBatchSize), ("sum", Reduction.Sum), ("mean", Reduction.Mean), ("mean_with_sample_weight", Reduction.MeanWithSampleWeight), ("none", Reduction.None));

    internal static readonly KerasTable<Loss> Table = new KerasTable<Loss>("loss", "keras.losses")
        .Add("MeanSquaredError", c => new MeanSquaredError(How(c), c.Text("name", "mean_squared_error"), Type(c)), Shared)
        .Add("MeanAbsoluteError", c => new MeanAbsoluteError(How(c), c.Text("name", "mean_absolute_error"), Type(c)), Shared)
        .Add("MeanAbsolutePercentageError", c => new MeanAbsolutePercentageError(How(c), c.Text("name", "mean_absolute_percentage_error"), Type(c)), Shared)
        .Add("MeanSquaredLogarithmicError", c => new MeanSquaredLogarithmicError(How(c), c.Text("name", "mean_squared_logarithmic_error"), Type(c)), Shared)
        .Add("LogCosh", c => new LogCosh(How(c), c.Text("name", "log_cosh"), Type(c)), Shared)
        .Add("Poisson", c => new Poisson(How(c), c.Text("name", "poisson"), Type(c)), Shared)
        .Add("KLDivergence", c => new KLDivergence(How(c), c.Text("name", "kl_divergence"), Type(c)), Shared)
        .Add("Hinge", c => new Hinge(How(c), c.Text("name", "hinge"), Type(c)), Shared)
        .Add("SquaredHinge", c => new SquaredHinge(How(c), c.Text("name", "squared_hinge"), Type(c)), Shared)
        .Add("CategoricalHinge", c => new CategoricalHinge(How(c), c.Text("name", "categorical_hinge"), Type(c)), Shared)
        .Add("Huber", c => new Huber(c.Double("delta", 1), How(c), c.Text("name", "huber_loss"), Type(c)), (x, c) => Option(x, c, "delta", x.Delta, x.Delta != 1))
        .Add("CosineSimilarity", c => new CosineSimilarity(KerasValues.Axis(c, "axis", -1), How(c), c.Text("name", "cosine_similarity"), Type(c)), (x, c) => Option(x, c, "axis", x.Axis, x.Axis != -1))
        .Add("BinaryCrossentropy", c => new BinaryCrossentropy(Logits(c), Smoothing(c), KerasValues.Axis(c, "axis", -1), How(c), c.Text("name", "binary_crossentropy"), Type(c)), (x, c) =>
        {
            Shared(x, c);
            (c["from_logits"], c["label_smoothing"], c["axis"]) = (x.FromLogits, x.LabelSmoothing, x.Axis);
        })
        .Add("BinaryFocalCrossentropy", BinaryFocal, (x, c) =>
        {
            Shared(x, c);
            (c["from_logits"], c["label_smoothing"], c["axis"]) = (x.FromLogits, x.LabelSmoothing, x.Axis);
            (c["apply_class_balancing"], c["alpha"], c["gamma"]) = (x.ApplyClassBalancing, x.Alpha, x.Gamma);
        })
        .Add("CategoricalCrossentropy", c => new CategoricalCrossentropy(Logits(c), Smoothing(c), KerasValues.Axis(c, "axis", -1), How(c), c.Text("name", "categorical_crossentropy"), Type(c)), (x, c) =>
        {
            Shared(x, c);
            (c["from_logits"], c["label_smoothing"], c["axis"]) = (x.FromLogits, x.LabelSmoothing, x.Axis);
        })
        .Add("CategoricalFocalCrossentropy", CategoricalFocal, (x, c) =>
        {
            Shared(x, c);
            (c["from_logits"], c["label_smoothing"], c["axis"]) = (x.FromLogits, x.LabelSmoothing, x.Axis);
            (c["alpha"], c["gamma"]) = (x.Alpha.Count == 1 ? x.Alpha[0] : KerasValues.Json(x.Alpha), x.Gamma);
        })
        .Add("SparseCategoricalCrossentropy", c => new SparseCategoricalCrossentropy(Logits(c), c.LongOrNull("ignore_class"), How(c), c.Text("name", "sparse_categorical_crossentropy"), Type(c)), (x, c) =>
        {
            Shared(x, c);
            (c["from_logits"], c["ignore_class"]) = (x.FromLogits, x.IgnoreClass);
        })
        .Add("CategoricalGeneralizedCrossEntropy", c => new CategoricalGeneralizedCrossEntropy(c.Double("q", 0.5), How(c), c.Text("name", "categorical_generalized_cross_entropy"), Type(c)), (x, c) => Option(x, c, "q", x.Q, true))
        .Add("Dice", c => new Dice(KerasValues.AxesOrNull(c, "axis"), How(c), c.Text("name", "dice"), Type(c)), (x, c) => Option(x, c, "axis", KerasValues.Json(x.Axis), true))
        .Add("Tversky", c => new Tversky(c.Double("alpha", 0.5), c.Double("beta", 0.5), KerasValues.AxesOrNull(c, "axis"), How(c), c.Text("name", "tversky"), Type(c)), (x, c) =>
        {
            Shared(x, c);
            (c["alpha"], c["beta"], c["axis"]) = (x.Alpha, x.Beta, KerasValues.Json(x.Axis));
        })
        .Add("Circle", c => new Circle(c.Double("gamma", 80), c.Double("margin", 0.4), c.Flag("remove_diagonal", true), How(c), c.Text("name", "circle"), Type(c)), (x, c) =>
        {
            Shared(x, c);
            (c["gamma"], c["margin"], c["remove_diagonal"]) = (x.Gamma, x.Margin, x.RemoveDiagonal);
        })
        .Add("CTC", c => new CTC(How(c), c.Text("name", "ctc"), Type(c)), Shared);

    static BinaryFocalCrossentropy BinaryFocal(KerasConfig c) => new(
        c.Flag("apply_class_balancing", false), c.Double("alpha", 0.25), c.Double("gamma", 2), Logits(c), Smoothing(c), KerasValues.Axis(c, "axis", -1), How(c), c.Text("name", "binary_focal_crossentropy"), Type(c));

    static CategoricalFocalCrossentropy CategoricalFocal(KerasConfig c) => new(
        c.Doubles("alpha"), c.Double("gamma", 2), Logits(c), Smoothing(c), KerasValues.Axis(c, "axis", -1), How(c), c.Text("name", "categorical_focal_crossentropy"), Type(c));

    static Reduction How(KerasConfig config) => Reductions.Read(config, "reduction", Reduction.SumOverBatchSize);

    static ElementType? Type(KerasConfig config) => KerasValues.TypeOrNull(config);

    static bool Logits(KerasConfig config) => config.Flag("from_logits", false);

    static double Smoothing(KerasConfig config) => config.Double("label_smoothing", 0);

    static void Shared(Loss x, JsonObject config)
    {
        (config["name"], config["reduction"]) = (x.Name, Reductions[x.Reduction]);
        if (x.ElementType != ElementType.Float32)
        {
            config["dtype"] = x.ElementType.Name;
        }
    }

    static void Option(Loss x, JsonObject config, string name, JsonNode? value, bool written)
    {
        Shared(x, config);
        if (written)
        {
            config[name] = value;
        }
    }
}
