namespace Nabla.Metrics;

/// <summary>Keras's names of metrics.</summary>
static class MetricTable
{
    internal static readonly NameTable<Metric> Rows = new NameTable<Metric>("metric")
        .Add(() => ByShape("accuracy", () => new BinaryAccuracy(), () => new SparseCategoricalAccuracy(), () => new CategoricalAccuracy()), "accuracy", "acc")
        .Add(() => ByShape("crossentropy", () => new BinaryCrossentropy(), () => new SparseCategoricalCrossentropy(), () => new CategoricalCrossentropy()), "crossentropy", "ce")
        .Add(() => new Accuracy(), "Accuracy")
        .Add(() => new BinaryAccuracy(), "binary_accuracy", "BinaryAccuracy")
        .Add(() => new CategoricalAccuracy(), "categorical_accuracy", "CategoricalAccuracy")
        .Add(() => new SparseCategoricalAccuracy(), "sparse_categorical_accuracy", "SparseCategoricalAccuracy")
        .Add(() => new TopKCategoricalAccuracy(), "top_k_categorical_accuracy", "TopKCategoricalAccuracy")
        .Add(() => new SparseTopKCategoricalAccuracy(), "sparse_top_k_categorical_accuracy", "SparseTopKCategoricalAccuracy")
        .Add(() => new TruePositives(), "true_positives", "TruePositives")
        .Add(() => new TrueNegatives(), "true_negatives", "TrueNegatives")
        .Add(() => new FalsePositives(), "false_positives", "FalsePositives")
        .Add(() => new FalseNegatives(), "false_negatives", "FalseNegatives")
        .Add(() => new Precision(), "precision", "Precision")
        .Add(() => new Recall(), "recall", "Recall")
        .Add(() => new AUC(), "auc", "AUC")
        .Add(() => new BinaryIoU(), "binary_io_u", "BinaryIoU")
        .Add(() => new F1Score(), "f1_score", "F1Score")
        .Add(() => new FBetaScore(), "fbeta_score", "FBetaScore")
        .Add(() => new R2Score(), "r2_score", "R2Score")
        .Add(() => new BinaryCrossentropy(), "binary_crossentropy", "BinaryCrossentropy", "bce", "BCE")
        .Add(() => new CategoricalCrossentropy(), "categorical_crossentropy", "CategoricalCrossentropy")
        .Add(() => new SparseCategoricalCrossentropy(), "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")
        .Add(() => new KLDivergence(), "kl_divergence", "KLDivergence", "kld", "KLD")
        .Add(() => new Poisson(), "poisson", "Poisson")
        .Add(() => new MeanSquaredError(), "mean_squared_error", "MeanSquaredError", "mse", "MSE")
        .Add(() => new RootMeanSquaredError(), "root_mean_squared_error", "RootMeanSquaredError", "rmse", "RMSE")
        .Add(() => new MeanAbsoluteError(), "mean_absolute_error", "MeanAbsoluteError", "mae", "MAE")
        .Add(() => new MeanAbsolutePercentageError(), "mean_absolute_percentage_error", "MeanAbsolutePercentageError", "mape", "MAPE")
        .Add(() => new MeanSquaredLogarithmicError(), "mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", "msle", "MSLE")
        .Add(() => new CosineSimilarity(), "cosine_similarity", "CosineSimilarity")
        .Add(() => new LogCoshError(), "log_cosh_error", "LogCoshError", "logcosh", "log_cosh")
        .Add(() => new PearsonCorrelation(), "pearson_correlation", "PearsonCorrelation")
        .Add(() => new ConcordanceCorrelation(), "concordance_correlation", "ConcordanceCorrelation")
        .Add(() => new Hinge(), "hinge", "Hinge")
        .Add(() => new SquaredHinge(), "squared_hinge", "SquaredHinge")
        .Add(() => new CategoricalHinge(), "categorical_hinge", "CategoricalHinge");

    static ChosenMetric ByShape(string name, Func<PredictionMetric> binary, Func<PredictionMetric> sparse, Func<PredictionMetric> categorical) => new(name, binary, sparse, categorical);
}
