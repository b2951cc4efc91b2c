using Nabla.Layers;
using Nabla.Losses;
using Nabla.Metrics;
using Nabla.Optimizers;

namespace Nabla;

/// <summary>A layer that can be trained, evaluated, asked and saved.</summary>
/// <remarks>Inference on one model from many threads at once is safe; training is for one thread.</remarks>
public abstract partial class Model : Layer
{
    CompiledParts? compiled;

    /// <summary>Prepares a model that is not compiled yet.</summary>
    /// <param name="name">Its name in summaries and paths.</param>
    protected Model(string? name = null)
        : base(name) => steps = new(this);

    /// <summary>What changes the weights.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Optimizer Optimizer => Parts(nameof(Optimizer)).Optimizer;

    /// <summary>What is made small.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Loss? Loss => Parts(nameof(Loss)).Loss;

    /// <summary>What is reported: the mean loss and the metrics given to <see cref="Compile"/>.</summary>
    public IReadOnlyList<Metric> Metrics => compiled is null ? [] : [compiled.LossTracker, .. compiled.Metrics.All];

    /// <summary>A callback sets this to end <c>Fit</c> after the running step.</summary>
    public bool StopTraining { get; set; }

    private protected override bool Casts => false;

    /// <summary>Sets how the model learns and is judged. Weights stay as they are.</summary>
    /// <param name="optimizer">What changes the weights; <c>"rmsprop"</c> by default, as in Keras.</param>
    /// <param name="loss">What is made small: <c>"mse"</c>, <c>"sparse_categorical_crossentropy"</c> … or an object with options.</param>
    /// <param name="metrics">What is reported beside the loss: <c>["accuracy"]</c>. <c>"accuracy"</c> and <c>"crossentropy"</c> choose by the shapes of the first batch.</param>
    /// <param name="weightedMetrics">Metrics that weigh samples as the loss does.</param>
    /// <param name="runEagerly">Runs each step operation by operation, for debugging; results are the same.</param>
    /// <param name="stepsPerExecution">Steps between two calls of the callbacks' batch methods.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one step.</exception>
    public void Compile(
        Optimizer? optimizer = null,
        Loss? loss = null,
        IReadOnlyList<Metric>? metrics = null,
        IReadOnlyList<Metric>? weightedMetrics = null,
        bool runEagerly = false,
        int stepsPerExecution = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerExecution, 1);
        compiled = new(optimizer ?? "rmsprop", loss, new MetricSet(metrics ?? [], weightedMetrics ?? []), runEagerly, stepsPerExecution);
    }

    /// <summary>y = model(x) for training: called by each step; override it together with <see cref="TestStep"/> for a training loop of one's own.</summary>
    /// <returns>The loss of the batch.</returns>
    protected virtual Tensor TrainStep(Tensor x, Tensor? y, Tensor? sampleWeight)
    {
        var parts = Parts("Fit");
        using var tape = new GradientTape();
        using var scope = CallScope.Open(Name, training: true);
        var prediction = Forward(x);
        var loss = ComputeLoss(parts, scope, prediction, y, sampleWeight);
        var weights = TrainableWeights;
        var gradients = tape.Gradient(parts.Optimizer.LossScaleFactor is { } scale ? loss * scale : loss, [.. weights]);
        parts.Optimizer.ApplyGradients(gradients, weights);
        Report(parts, loss, x, prediction, y, sampleWeight);
        return loss;
    }

    /// <summary>One step of evaluation: the loss and the metrics of a batch, no learning.</summary>
    protected virtual Tensor TestStep(Tensor x, Tensor? y, Tensor? sampleWeight)
    {
        var parts = Parts("Evaluate");
        using var scope = CallScope.Open(Name, training: false);
        var prediction = Forward(x);
        var loss = ComputeLoss(parts, scope, prediction, y, sampleWeight);
        Report(parts, loss, x, prediction, y, sampleWeight);
        return loss;
    }
}
