using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Metrics;

namespace Nabla.Models.Saving;

/// <summary>Metrics as Keras serialises them.</summary>
static class KerasMetrics
{
    static readonly KerasWords<FBetaAverage> Averages = new(("micro", FBetaAverage.Micro), ("macro", FBetaAverage.Macro), ("weighted", FBetaAverage.Weighted));

    static readonly KerasWords<R2Aggregation> Aggregations = new(("uniform_average", R2Aggregation.UniformAverage), ("variance_weighted_average", R2Aggregation.VarianceWeightedAverage));

    // Keras reads its words in either case.
    static readonly KerasWords<AUCCurve> Curves = new(("ROC", AUCCurve.ROC), ("PR", AUCCurve.PR), ("PRGAIN", AUCCurve.PRGain), ("roc", AUCCurve.ROC), ("pr", AUCCurve.PR), ("prgain", AUCCurve.PRGain));

    static readonly KerasWords<AUCSummation> Summations = new(
        ("interpolation", AUCSummation.Interpolation), ("minoring", AUCSummation.Minoring), ("majoring", AUCSummation.Majoring),
        ("Interpolation", AUCSummation.Interpolation), ("Minoring", AUCSummation.Minoring), ("Majoring", AUCSummation.Majoring));

    internal static readonly KerasTable<Metric> Table = new KerasTable<Metric>("metric", "keras.metrics")
        .Add("Mean", c => new Mean(c.Text("name", "mean"), Type(c)), Shared)
        .Add("Sum", c => new Sum(c.Text("name", "sum"), Type(c)), Shared)
        .Add("MeanSquaredError", c => new MeanSquaredError(c.Text("name", "mean_squared_error"), Type(c)), Shared)
        .Add("RootMeanSquaredError", c => new RootMeanSquaredError(c.Text("name", "root_mean_squared_error"), Type(c)), Shared)
        .Add("MeanAbsoluteError", c => new MeanAbsoluteError(c.Text("name", "mean_absolute_error"), Type(c)), Shared)
        .Add("MeanAbsolutePercentageError", c => new MeanAbsolutePercentageError(c.Text("name", "mean_absolute_percentage_error"), Type(c)), Shared)
        .Add("MeanSquaredLogarithmicError", c => new MeanSquaredLogarithmicError(c.Text("name", "mean_squared_logarithmic_error"), Type(c)), Shared)
        .Add("LogCoshError", c => new LogCoshError(c.Text("name", "logcosh"), Type(c)), Shared)
        .Add("Poisson", c => new Poisson(c.Text("name", "poisson"), Type(c)), Shared)
        .Add("KLDivergence", c => new KLDivergence(c.Text("name", "kl_divergence"), Type(c)), Shared)
        .Add("Hinge", c => new Hinge(c.Text("name", "hinge"), Type(c)), Shared)
        .Add("SquaredHinge", c => new SquaredHinge(c.Text("name", "squared_hinge"), Type(c)), Shared)
        .Add("CategoricalHinge", c => new CategoricalHinge(c.Text("name", "categorical_hinge"), Type(c)), Shared)
        .Add("CosineSimilarity", c => new CosineSimilarity(c.Text("name", "cosine_similarity"), Type(c), KerasValues.Axis(c, "axis", -1)), (x, c) =>
        {
            Shared(x, c);
            if (x.Axis != -1)
            {
                c["axis"] = x.Axis;
            }
        })
        .Add("BinaryCrossentropy", c => new BinaryCrossentropy(c.Text("name", "binary_crossentropy"), Type(c), c.Flag("from_logits", false), c.Double("label_smoothing", 0)), (x, c) =>
        {
            Shared(x, c);
            (c["from_logits"], c["label_smoothing"]) = (x.FromLogits, x.LabelSmoothing);
        })
        .Add("CategoricalCrossentropy", c => new CategoricalCrossentropy(c.Text("name", "categorical_crossentropy"), Type(c), c.Flag("from_logits", false), c.Double("label_smoothing", 0), KerasValues.Axis(c, "axis", -1)), (x, c) =>
        {
            Shared(x, c);
            (c["from_logits"], c["label_smoothing"], c["axis"]) = (x.FromLogits, x.LabelSmoothing, x.Axis);
        })
        .Add("SparseCategoricalCrossentropy", c => new SparseCategoricalCrossentropy(c.Text("name", "sparse_categorical_crossentropy"), Type(c), c.Flag("from_logits", false), c.LongOrNull("ignore_class"), KerasValues.Axis(c, "axis", -1)), (x, c) =>
        {
            Shared(x, c);
            (c["from_logits"], c["ignore_class"], c["axis"]) = (x.FromLogits, x.IgnoreClass, x.Axis);
        })
        .Add("Accuracy", c => new Accuracy(c.Text("name", "accuracy"), Type(c)), Shared)
        .Add("BinaryAccuracy", c => new BinaryAccuracy(c.Text("name", "binary_accuracy"), Type(c), c.Double("threshold", 0.5)), (x, c) =>
        {
            Shared(x, c);
            c["threshold"] = x.Threshold;
        })
        .Add("CategoricalAccuracy", c => new CategoricalAccuracy(c.Text("name", "categorical_accuracy"), Type(c)), Shared)
        .Add("SparseCategoricalAccuracy", c => new SparseCategoricalAccuracy(c.Text("name", "sparse_categorical_accuracy"), Type(c)), Shared)
        .Add("TopKCategoricalAccuracy", c => new TopKCategoricalAccuracy(c.Int("k", 5), c.Text("name", "top_k_categorical_accuracy"), Type(c)), (x, c) =>
        {
            Shared(x, c);
            c["k"] = x.K;
        })
        .Add("SparseTopKCategoricalAccuracy", c => new SparseTopKCategoricalAccuracy(c.Int("k", 5), c.Text("name", "sparse_top_k_categorical_accuracy"), Type(c), c.Flag("from_sorted_ids", false)), (x, c) =>
        {
            Shared(x, c);
            (c["k"], c["from_sorted_ids"]) = (x.K, x.FromSortedIds);
        })
        .Add("TruePositives", c => new TruePositives(c.Doubles("thresholds"), c.Text("name", "true_positives"), Type(c)), Thresholds)
        .Add("TrueNegatives", c => new TrueNegatives(c.Doubles("thresholds"), c.Text("name", "true_negatives"), Type(c)), Thresholds)
        .Add("FalsePositives", c => new FalsePositives(c.Doubles("thresholds"), c.Text("name", "false_positives"), Type(c)), Thresholds)
        .Add("FalseNegatives", c => new FalseNegatives(c.Doubles("thresholds"), c.Text("name", "false_negatives"), Type(c)), Thresholds)
        .Add("Precision", c => new Precision(c.Doubles("thresholds"), c.IntOrNull("top_k"), c.IntOrNull("class_id"), c.Text("name", "precision"), Type(c)), Decided)
        .Add("Recall", c => new Recall(c.Doubles("thresholds"), c.IntOrNull("top_k"), c.IntOrNull("class_id"), c.Text("name", "recall"), Type(c)), Decided)
        .Add("F1Score", c => new F1Score(Averages.Read(c, "average", FBetaAverage.None), c.DoubleOrNull("threshold"), c.Text("name", "f1_score"), Type(c)), Score)
        .Add("FBetaScore", c => new FBetaScore(Averages.Read(c, "average", FBetaAverage.None), c.Double("beta", 1), c.DoubleOrNull("threshold"), c.Text("name", "fbeta_score"), Type(c)), (x, c) =>
        {
            Score(x, c);
            c["beta"] = x.Beta;
        })
        .Add("R2Score", c => new R2Score(c.Json.TryGetProperty("class_aggregation", out _) ? Aggregations.Read(c, "class_aggregation", R2Aggregation.None) : R2Aggregation.UniformAverage, c.Int("num_regressors", 0), c.Text("name", "r2_score"), Type(c)), (x, c) =>
        {
            Shared(x, c);
            (c["class_aggregation"], c["num_regressors"]) = (x.ClassAggregation == R2Aggregation.None ? null : Aggregations[x.ClassAggregation], x.NumRegressors);
        })
        .Add("SensitivityAtSpecificity", c => new SensitivityAtSpecificity(c.Double("specificity"), c.Int("num_thresholds", 200), c.IntOrNull("class_id"), c.Text("name", "sensitivity_at_specificity"), Type(c)), (x, c) => Best(x, c, "specificity"))
        .Add("SpecificityAtSensitivity", c => new SpecificityAtSensitivity(c.Double("sensitivity"), c.Int("num_thresholds", 200), c.IntOrNull("class_id"), c.Text("name", "specificity_at_sensitivity"), Type(c)), (x, c) => Best(x, c, "sensitivity"))
        .Add("PrecisionAtRecall", c => new PrecisionAtRecall(c.Double("recall"), c.Int("num_thresholds", 200), c.IntOrNull("class_id"), c.Text("name", "precision_at_recall"), Type(c)), (x, c) => Best(x, c, "recall"))
        .Add("RecallAtPrecision", c => new RecallAtPrecision(c.Double("precision"), c.Int("num_thresholds", 200), c.IntOrNull("class_id"), c.Text("name", "recall_at_precision"), Type(c)), (x, c) => Best(x, c, "precision"))
        .Add("AUC", Area, (x, c) =>
        {
            Shared(x, c);
            (c["num_thresholds"], c["curve"], c["summation_method"]) = (x.NumThresholds, Curves[x.Curve], Summations[x.SummationMethod]);
            (c["multi_label"], c["num_labels"], c["from_logits"]) = (x.MultiLabel, x.NumLabels, x.FromLogits);
            c["label_weights"] = x.LabelWeights is { } weights ? KerasValues.Json(weights) : null;
            if (x.GivenThresholds is { } thresholds)
            {
                c["thresholds"] = KerasValues.Json(thresholds);
            }
        })
        .Add("IoU", c => new IoU(c.Int("num_classes"), c.Ints("target_class_ids") ?? throw c.Wrong("target_class_ids", "a list of classes"), c.Text("name", "io_u"), Type(c), c.IntOrNull("ignore_class"), SparseTruth(c), c.Flag("sparse_y_pred", true), KerasValues.Axis(c, "axis", -1)), (x, c) =>
        {
            Regions(x, c);
            (c["target_class_ids"], c["sparse_y_true"]) = (KerasValues.Json(x.TargetClassIds), x.SparseYTrue);
        })
        .Add("MeanIoU", c => new MeanIoU(c.Int("num_classes"), c.Text("name", "mean_io_u"), Type(c), c.IntOrNull("ignore_class"), SparseTruth(c), c.Flag("sparse_y_pred", true), KerasValues.Axis(c, "axis", -1)), (x, c) =>
        {
            Regions(x, c);
            c["sparse_y_true"] = x.SparseYTrue;
        })
        .Add("OneHotIoU", c => new OneHotIoU(c.Int("num_classes"), c.Ints("target_class_ids") ?? throw c.Wrong("target_class_ids", "a list of classes"), c.Text("name", "one_hot_io_u"), Type(c), c.IntOrNull("ignore_class"), c.Flag("sparse_y_pred", false), KerasValues.Axis(c, "axis", -1)), (x, c) =>
        {
            Regions(x, c);
            c["target_class_ids"] = KerasValues.Json(x.TargetClassIds);
        })
        .Add("OneHotMeanIoU", c => new OneHotMeanIoU(c.Int("num_classes"), c.Text("name", "one_hot_mean_io_u"), Type(c), c.IntOrNull("ignore_class"), c.Flag("sparse_y_pred", false), KerasValues.Axis(c, "axis", -1)), Regions)
        .Add("BinaryIoU", c => new BinaryIoU(c.Ints("target_class_ids"), c.Double("threshold", 0.5), c.Text("name", "binary_io_u"), Type(c)), (x, c) =>
        {
            Shared(x, c);
            (c["target_class_ids"], c["threshold"]) = (KerasValues.Json(x.TargetClassIds), x.Threshold);
        })
        .Add("PearsonCorrelation", c => new PearsonCorrelation(c.Text("name", "pearson_correlation"), Type(c), KerasValues.AxesOrNull(c, "axis")), (x, c) => (c["name"], c["dtype"], c["axis"]) = (x.Name, x.ElementType.Name, KerasValues.Json(x.Axis)))
        .Add("ConcordanceCorrelation", c => new ConcordanceCorrelation(c.Text("name", "concordance_correlation"), Type(c), KerasValues.AxesOrNull(c, "axis")), (x, c) => (c["name"], c["dtype"], c["axis"]) = (x.Name, x.ElementType.Name, KerasValues.Json(x.Axis)))
        .Add("MeanMetricWrapper", Wrapper, (_, _) => throw new NotSupportedException("MeanMetricWrapper: a metric with a function of one's own: functions cannot be saved. Use a metric class."));

    static MeanMetricWrapper Wrapper(KerasConfig c) => new(KerasFunctions.Read(c), c.Text("name", "mean_metric_wrapper"), Type(c));

    static AUC Area(KerasConfig c) => new(
        c.Int("num_thresholds", 200), Curves.Read(c, "curve", AUCCurve.ROC), Summations.Read(c, "summation_method", AUCSummation.Interpolation), c.Text("name", "auc"), Type(c),
        c.Doubles("thresholds"), c.Flag("multi_label", false), c.IntOrNull("num_labels"), LabelWeights(c), c.Flag("from_logits", false));

    // Keras writes them as a tensor and reads them as a list.
    static double[]? LabelWeights(KerasConfig c) => c.IsObject("label_weights") ? c.ObjectOrNull("label_weights")!.Config.Doubles("value") : c.Doubles("label_weights");

    static bool SparseTruth(KerasConfig c) => c.Flag("sparse_y_true", true);

    static void Regions(ConfusionMatrixMetric x, JsonObject config)
    {
        Shared(x, config);
        (config["num_classes"], config["ignore_class"], config["sparse_y_pred"], config["axis"]) = (x.NumClasses, x.IgnoreClass, x.SparseYPred, x.Axis);
    }

    static ElementType? Type(KerasConfig config) => KerasValues.TypeOrNull(config);

    static void Best(BestUnderConstraint x, JsonObject config, string argument)
    {
        Shared(x, config);
        (config[argument], config["num_thresholds"], config["class_id"]) = (x.Value, x.NumThresholds, x.ClassId);
    }

    static void Score(FBetaScore x, JsonObject config)
    {
        Shared(x, config);
        (config["average"], config["threshold"]) = (x.Average == FBetaAverage.None ? null : Averages[x.Average], x.Threshold);
    }

    static void Thresholds(ThresholdMetric x, JsonObject config)
    {
        Shared(x, config);
        config["thresholds"] = x.GivenThresholds is not { } given ? null : given.Count == 1 ? given[0] : KerasValues.Json(given);
    }

    static void Decided(ThresholdMetric x, JsonObject config)
    {
        Thresholds(x, config);
        (config["top_k"], config["class_id"]) = (x.TopK, x.ClassId);
    }

    static void Shared(Metric x, JsonObject config) => (config["name"], config["dtype"]) = (x.Name, x.ElementType.Name);
}
