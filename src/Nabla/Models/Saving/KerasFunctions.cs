using Nabla.Formats;
using Nabla.Losses;

namespace Nabla.Models.Saving;

/// <summary>Keras's functions of truth and predictions by name, their further arguments read from a configuration.</summary>
static class KerasFunctions
{
    static readonly Dictionary<string, Func<KerasConfig, Func<Tensor, Tensor, Tensor>>> Rows = new(StringComparer.Ordinal)
    {
        ["mean_squared_error"] = _ => MeanSquaredError.Of,
        ["mean_absolute_error"] = _ => MeanAbsoluteError.Of,
        ["mean_absolute_percentage_error"] = _ => MeanAbsolutePercentageError.Of,
        ["mean_squared_logarithmic_error"] = _ => MeanSquaredLogarithmicError.Of,
        ["log_cosh"] = _ => LogCosh.Of,
        ["poisson"] = _ => Poisson.Of,
        ["kl_divergence"] = _ => KLDivergence.Of,
        ["hinge"] = _ => Hinge.Of,
        ["squared_hinge"] = _ => SquaredHinge.Of,
        ["categorical_hinge"] = _ => CategoricalHinge.Of,
        ["huber"] = c => With(c.Double("delta", 1), (t, p, delta) => Huber.Of(t, p, delta)),
        ["cosine_similarity"] = c => With(KerasValues.Axis(c, "axis", -1), (t, p, axis) => CosineSimilarity.Of(t, p, axis)),
        ["binary_crossentropy"] = c => With((Logits(c), Smoothing(c), Axis(c)), (t, p, o) => BinaryCrossentropy.Of(t, p, o.Item1, o.Item2, o.Item3)),
        ["categorical_crossentropy"] = c => With((Logits(c), Smoothing(c), Axis(c)), (t, p, o) => CategoricalCrossentropy.Of(t, p, o.Item1, o.Item2, o.Item3)),
        ["binary_focal_crossentropy"] = c => With(
            (c.Flag("apply_class_balancing", false), c.Double("alpha", 0.25), c.Double("gamma", 2), Logits(c), Smoothing(c), Axis(c)),
            (t, p, o) => BinaryFocalCrossentropy.Of(t, p, o.Item1, o.Item2, o.Item3, o.Item4, o.Item5, o.Item6)),
        ["categorical_focal_crossentropy"] = c => With(
            (c.Doubles("alpha"), c.Double("gamma", 2), Logits(c), Smoothing(c), Axis(c)),
            (t, p, o) => CategoricalFocalCrossentropy.Of(t, p, o.Item1, o.Item2, o.Item3, o.Item4, o.Item5)),
        ["sparse_categorical_crossentropy"] = c => With((Logits(c), c.LongOrNull("ignore_class"), Axis(c)), (t, p, o) => SparseCategoricalCrossentropy.Of(t, p, o.Item1, o.Item2, o.Item3)),
        ["categorical_generalized_cross_entropy"] = c => With(c.Double("q"), (t, p, q) => CategoricalGeneralizedCrossEntropy.Of(t, p, q)),
        ["dice"] = c => With(KerasValues.AxesOrNull(c, "axis"), (t, p, axis) => Dice.Of(t, p, axis)),
        ["tversky"] = c => With((c.Double("alpha", 0.5), c.Double("beta", 0.5), KerasValues.AxesOrNull(c, "axis")), (t, p, o) => Tversky.Of(t, p, o.Item1, o.Item2, o.Item3)),
        ["circle"] = c => With((c.Flag("remove_diagonal", true), c.Double("gamma", 80), c.Double("margin", 0.4)), (t, p, o) => Circle.Of(t, p, null, null, o.Item1, o.Item2, o.Item3)),
        ["ctc"] = _ => CTC.Of,
        ["accuracy"] = _ => Metrics.Accuracy.Of,
        ["binary_accuracy"] = c => With(c.Double("threshold", 0.5), (t, p, threshold) => Metrics.BinaryAccuracy.Of(t, p, threshold)),
        ["categorical_accuracy"] = _ => Metrics.CategoricalAccuracy.Of,
        ["sparse_categorical_accuracy"] = _ => Metrics.SparseCategoricalAccuracy.Of,
        ["top_k_categorical_accuracy"] = c => With(c.Int("k", 5), (t, p, k) => Metrics.TopKCategoricalAccuracy.Of(t, p, k)),
        ["sparse_top_k_categorical_accuracy"] = c => With((c.Int("k", 5), c.Flag("from_sorted_ids", false)), (t, p, o) => Metrics.SparseTopKCategoricalAccuracy.Of(t, p, o.Item1, o.Item2)),
        ["pearson_correlation"] = c => With(KerasValues.AxesOrNull(c, "axis"), (t, p, axis) => Metrics.PearsonCorrelation.Of(t, p, axis)),
        ["concordance_correlation"] = c => With(KerasValues.AxesOrNull(c, "axis"), (t, p, axis) => Metrics.ConcordanceCorrelation.Of(t, p, axis)),
    };

    /// <summary>The function that a configuration names in <c>fn</c>.</summary>
    /// <exception cref="NotSupportedException">The function is not in the table.</exception>
    internal static Func<Tensor, Tensor, Tensor> Read(KerasConfig config)
    {
        // Keras writes a function as an object whose configuration is its name.
        string name = config.IsObject("fn") ? config.ObjectOrNull("fn")!.Config.Json.GetString() ?? string.Empty : config.Text("fn");
        return Of(name, config);
    }

    /// <summary>The function of a name.</summary>
    /// <exception cref="NotSupportedException">The function is not in the table.</exception>
    internal static Func<Tensor, Tensor, Tensor> Of(string name, KerasConfig arguments) =>
        Rows.TryGetValue(name, out var row) ? row(arguments)
        : throw new NotSupportedException($"{name}: a function that is not known here: known are {string.Join(", ", Rows.Keys)}.");

    static Func<Tensor, Tensor, Tensor> With<O>(O options, Func<Tensor, Tensor, O, Tensor> function) => (t, p) => function(t, p, options);

    static bool Logits(KerasConfig config) => config.Flag("from_logits", false);

    static double Smoothing(KerasConfig config) => config.Double("label_smoothing", 0);

    static int Axis(KerasConfig config) => KerasValues.Axis(config, "axis", -1);
}
