namespace Nabla;

/// <summary>Names of the collections of a graph that the library uses; the names are TensorFlow's.</summary>
public static class CollectionKeys
{
    /// <summary>Variables that are saved and that <see cref="Graph.GlobalVariablesInitializer"/> starts.</summary>
    public const string GlobalVariables = "variables";

    /// <summary>Variables that are not saved: counters of metrics.</summary>
    public const string LocalVariables = "local_variables";

    /// <summary>Variables that optimizers change.</summary>
    public const string TrainableVariables = "trainable_variables";

    /// <summary>Variables of which moving averages are kept.</summary>
    public const string MovingAverageVariables = "moving_average_variables";

    /// <summary>Summaries that are merged into one.</summary>
    public const string Summaries = "summaries";

    /// <summary>Losses that add to the total.</summary>
    public const string Losses = "losses";

    /// <summary>Losses that keep weights small.</summary>
    public const string RegularizationLosses = "regularization_losses";

    /// <summary>What is run beside a training step: moving statistics.</summary>
    public const string UpdateOps = "update_ops";

    /// <summary>Training steps.</summary>
    public const string TrainOp = "train_op";

    /// <summary>The variable that counts training steps.</summary>
    public const string GlobalStep = "global_step";

    /// <summary>What writes and reads checkpoints.</summary>
    public const string Savers = "savers";
}
