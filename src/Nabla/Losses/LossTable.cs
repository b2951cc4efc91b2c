namespace Nabla.Losses;

/// <summary>Keras's names of losses.</summary>
static class LossTable
{
    internal static readonly NameTable<Loss> Rows = new NameTable<Loss>("loss")
        .Add(() => new MeanSquaredError(), "mean_squared_error", "MeanSquaredError", "mse", "MSE")
        .Add(() => new MeanAbsoluteError(), "mean_absolute_error", "MeanAbsoluteError", "mae", "MAE")
        .Add(() => new MeanAbsolutePercentageError(), "mean_absolute_percentage_error", "MeanAbsolutePercentageError", "mape", "MAPE")
        .Add(() => new MeanSquaredLogarithmicError(), "mean_squared_logarithmic_error", "MeanSquaredLogarithmicError", "msle", "MSLE")
        .Add(() => new CosineSimilarity(), "cosine_similarity", "CosineSimilarity")
        .Add(() => new Huber(), "huber", "Huber", "huber_loss")
        .Add(() => new LogCosh(), "log_cosh", "LogCosh", "logcosh")
        .Add(() => new Hinge(), "hinge", "Hinge")
        .Add(() => new SquaredHinge(), "squared_hinge", "SquaredHinge")
        .Add(() => new CategoricalHinge(), "categorical_hinge", "CategoricalHinge")
        .Add(() => new KLDivergence(), "kl_divergence", "KLDivergence", "kld", "KLD")
        .Add(() => new Poisson(), "poisson", "Poisson")
        .Add(() => new BinaryCrossentropy(), "binary_crossentropy", "BinaryCrossentropy", "bce", "BCE")
        .Add(() => new BinaryFocalCrossentropy(), "binary_focal_crossentropy", "BinaryFocalCrossentropy")
        .Add(() => new CategoricalCrossentropy(), "categorical_crossentropy", "CategoricalCrossentropy")
        .Add(() => new CategoricalFocalCrossentropy(), "categorical_focal_crossentropy", "CategoricalFocalCrossentropy")
        .Add(() => new SparseCategoricalCrossentropy(), "sparse_categorical_crossentropy", "SparseCategoricalCrossentropy")
        .Add(() => new CategoricalGeneralizedCrossEntropy(), "categorical_generalized_cross_entropy", "CategoricalGeneralizedCrossEntropy")
        .Add(() => new Dice(), "dice", "Dice")
        .Add(() => new Tversky(), "tversky", "Tversky")
        .Add(() => new Circle(), "circle", "Circle")
        .Add(() => new CTC(), "ctc", "CTC");
}
