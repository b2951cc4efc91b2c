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

    /// <summary>What is made small; null where each output has a loss of its own.</summary>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    public Loss? Loss => Parts(nameof(Loss)).Loss;

    /// <summary>The layers, from input to output.</summary>
    public virtual IReadOnlyList<Layer> Layers => Tracked;

    /// <summary>The names of the inputs, in their order; null where they have none.</summary>
    public virtual IReadOnlyList<string>? InputNames => null;

    /// <summary>The names of the outputs, in their order; null where they have none.</summary>
    public virtual IReadOnlyList<string>? OutputNames => null;

    /// <summary>What is reported: the mean loss and the metrics given to <see cref="Compile"/>.</summary>
    public IReadOnlyList<Metric> Metrics => compiled is null ? [] : [compiled.LossTracker, .. compiled.AllMetrics];

    /// <summary>A callback sets this to end <c>Fit</c> after the running step.</summary>
    public bool StopTraining { get; set; }

    private protected override bool Casts => false;

    internal override bool TreatsSamplesAlone => false;

    /// <summary>Sets how the model learns and is judged. Weights stay as they are.</summary>
    /// <param name="optimizer">What changes the weights; <c>"rmsprop"</c> by default, as in Keras.</param>
    /// <param name="loss">What is made small: <c>"mse"</c>, <c>"sparse_categorical_crossentropy"</c> … or an object with options; for several outputs a list or a dictionary by output name.</param>
    /// <param name="metrics">What is reported beside the loss: <c>["accuracy"]</c>; for several outputs a group each. <c>"accuracy"</c> and <c>"crossentropy"</c> choose by the shapes of the first batch.</param>
    /// <param name="weightedMetrics">Metrics that weigh samples as the loss does.</param>
    /// <param name="runEagerly">Runs each step operation by operation, for debugging; results are the same.</param>
    /// <param name="stepsPerExecution">Steps between two calls of the callbacks' batch methods.</param>
    /// <param name="lossWeights">How much the loss of each output counts; 1 by default.</param>
    /// <param name="autoScaleLoss">Whether a model of policy <c>"mixed_float16"</c> trains through a <see cref="LossScaleOptimizer"/> around the optimizer, so that small gradients do not vanish.</param>
    /// <exception cref="ArgumentException">There are more or fewer losses, weights or metrics than outputs, or one for an output that is not there.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one step.</exception>
    public void Compile(
        Optimizer? optimizer = null,
        OutputLosses? loss = null,
        OutputMetrics? metrics = null,
        OutputMetrics? weightedMetrics = null,
        bool runEagerly = false,
        int stepsPerExecution = 1,
        OutputWeights? lossWeights = null,
        bool autoScaleLoss = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerExecution, 1);
        optimizer ??= "rmsprop";
        // Gradients below the least float16 would be 0.
        bool scales = autoScaleLoss && DTypePolicy.Name == "mixed_float16" && optimizer is not LossScaleOptimizer;
        var parts = new CompiledParts(scales ? new LossScaleOptimizer(optimizer) : optimizer, loss, lossWeights, metrics ?? [], weightedMetrics ?? [], runEagerly, stepsPerExecution) { GivenOptimizer = optimizer };
        if (OutputNames is { } names)
        {
            parts.Bind(new(names));
        }

        compiled = parts;
    }

    /// <summary>The layer with this name.</summary>
    /// <exception cref="KeyNotFoundException">None has it; the message lists the names.</exception>
    public Layer GetLayer(string name) => Layers.FirstOrDefault(layer => layer.Name == name)
        ?? throw new KeyNotFoundException($"{Name}: no layer '{name}': there are {string.Join(", ", Layers.Select(layer => layer.Name))}.");

    /// <summary>The layer at a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Layer GetLayer(int index) => index >= 0 && index < Layers.Count ? Layers[index]
        : throw new ArgumentOutOfRangeException(nameof(index), $"{Name}: layer {index}: there are {Layers.Count}, counted from 0.");

    /// <summary>One step of training on a batch; override it for a training loop of one's own. Fit takes care of epochs, callbacks and validation.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">The labels.</param>
    /// <param name="sampleWeight">How much each sample counts.</param>
    /// <returns>The loss of the batch.</returns>
    /// <remarks>Made of <see cref="Layer.CallMany"/>, <see cref="ComputeLoss"/>, <see cref="GradientTape"/>, the optimizer and <see cref="Report"/>. It is compiled: C# code in it runs once for each combination of shapes.</remarks>
    protected virtual Tensor TrainStep(Tensors x, Tensors? y, Tensors? sampleWeight)
    {
        var optimizer = Parts("Fit").Optimizer;
        using var tape = new GradientTape();
        var prediction = CallMany(x, training: true);
        var loss = ComputeLoss(x, y, prediction, sampleWeight);
        var weights = TrainableWeights;
        if (weights.Count > 0)
        {
            var gradients = tape.Gradient(optimizer.ScaleLoss(loss), [.. weights]);
            optimizer.ApplyGradients(gradients, weights);
        }

        Report(loss, x, y, prediction, sampleWeight);
        return loss;
    }

    /// <summary>One step of evaluation: the loss and the metrics of a batch, no learning.</summary>
    /// <inheritdoc cref="TrainStep"/>
    protected virtual Tensor TestStep(Tensors x, Tensors? y, Tensors? sampleWeight)
    {
        var prediction = CallMany(x, training: false);
        var loss = ComputeLoss(x, y, prediction, sampleWeight);
        Report(loss, x, y, prediction, sampleWeight);
        return loss;
    }
}
