using Nabla.Goldens.Fitting;
using Nabla.Goldens.Graphs;
using Nabla.Goldens.Layers;
using Nabla.Goldens.Ops;
using Nabla.Goldens.Pipelines;
using Nabla.Goldens.Programs;
using Nabla.Goldens.Training;

namespace Nabla.Goldens.Areas;

/// <summary>Which area runs which topics.</summary>
static class AreaTable
{
    static readonly (string Prefix, Area Area)[] areas =
    [
        ("ops/", new OpArea()),
        ("files/checkpoints", new CheckpointArea()),
        ("graph-ops/", new GraphOpArea()),
        ("tf1/", new ProgramArea()),
        ("files/metagraphs", new MetaGraphArea()),
        ("files/frozen", new FrozenArea()),
        ("files/", new FileArea()),
        ("activations/", new ActivationArea()),
        ("initializers/", new InitializerArea()),
        ("regularizers/", new RegularizerArea()),
        ("constraints/", new ConstraintArea()),
        ("schedules/keras", new ScheduleArea()),
        ("losses/", new LossArea()),
        ("metrics/", new MetricArea()),
        ("optimizers/keras", new OptimizerArea()),
        ("optimizers/sparse", new OptimizerArea()),
        ("optimizers/tf1-moving-average", new MovingAverageArea()),
        ("optimizers/tf1", new GraphOptimizerArea()),
        ("schedules/tf1", new DecayArea()),
        ("layers/", new LayerArea()),
        ("training/callbacks", new FitCallbackArea()),
        ("training/saved", new SavedArea()),
        ("training/summary", new SummaryArea()),
        ("callbacks/epoch", new EpochCallbackArea()),
        ("callbacks/files", new FileCallbackArea()),
        ("callbacks/progress", new ProgressArea()),
        ("data/pipelines", new PipelineArea()),
        ("data/tfrecord", new RecordArea()),
        ("training/models", new FitArea()),
        ("training/data", new FitArea()),
        ("programs/trajectories", new TrajectoryArea()),
        ("programs/from-scratch", new ScratchArea()),
        ("programs/eager-mnist", new ScratchArea()),
        ("programs/keras-mnist", new KerasMnistArea()),
        ("programs/convnet", new NetworkArea()),
        ("programs/lstm", new NetworkArea()),
        ("programs/tensor-lessons", new LessonArea()),
        ("programs/geometry", new GeometryArea()),
        ("programs/multiply-matmul", new ProductArea()),
        ("programs/nonlinear-regression", new RegressionArea()),
        ("programs/linear-regression", new LineArea()),
        ("programs/mnist-softmax", new SoftmaxArea()),
        ("programs/bands", new BandArea()),
        ("programs/document-001-as-written", new Document001Area()),
        ("programs/computation-graph", new ComputationGraphArea()),
        ("programs/restore", new RestoreArea()),
    ];

    static readonly string[] names =
    [
        "activations", "callbacks", "constraints", "data", "files", "graph-ops", "initializers", "layers", "losses", "metrics", "ops", "optimizers", "programs", "regularizers", "schedules", "tf1", "training", "utils",
    ];

    /// <summary>The area of a topic; null where no case of it can be run.</summary>
    public static Area? Find(string topic) => Array.Find(areas, area => topic.StartsWith(area.Prefix, StringComparison.Ordinal)).Area;

    /// <summary>Completes the name of a topic found below a folder that may itself be an area or lie in one: <c>core</c> in the folder <c>ops</c> is <c>ops/core</c>.</summary>
    public static string Complete(string topic, string folder)
    {
        if (names.Contains(topic.Split('/')[0])) return topic;
        var (name, up) = (topic, folder);
        for (var level = 0; level < 2 && !string.IsNullOrEmpty(up); level++)
        {
            var last = Path.GetFileName(up);
            name = $"{last}/{name}";
            if (names.Contains(last)) return name;
            up = Path.GetDirectoryName(up);
        }
        return topic;
    }
}
