using Nabla.Callbacks;
using Nabla.Data;

namespace Nabla;

/// <content>Training.</content>
public abstract partial class Model
{
    /// <summary>Trains the model on tensors.</summary>
    /// <param name="x">The inputs; axis 0 counts samples. For a model of several a list, or a dictionary by input name.</param>
    /// <param name="y">The labels, one a sample. For a model of several outputs a list, or a dictionary by output name.</param>
    /// <param name="batchSize">Samples in a step.</param>
    /// <param name="epochs">Passes over the data; the number of the last epoch where <paramref name="initialEpoch"/> is not 0.</param>
    /// <param name="verbose">What is printed; by default a progress bar on a terminal, a line an epoch elsewhere.</param>
    /// <param name="callbacks">What is called on the way.</param>
    /// <param name="validationSplit">The last part of the data, 0 … 1, is kept for validation, before shuffling.</param>
    /// <param name="validationData">What the model is evaluated on after each epoch: inputs, labels, and sample weights if wanted.</param>
    /// <param name="shuffle">Whether each epoch sees the samples in another order.</param>
    /// <param name="classWeight">How much the samples of each class number count.</param>
    /// <param name="sampleWeight">How much each sample counts.</param>
    /// <param name="initialEpoch">The number of the first epoch, counted from 0.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch; the whole data by default.</param>
    /// <param name="validationSteps">Steps of a validation; the whole data by default.</param>
    /// <param name="validationBatchSize">Samples in a validation step; as in training by default.</param>
    /// <param name="validationFreq">After how many epochs a validation is made, or after which; after each by default.</param>
    /// <param name="seed">Decides the order of the samples; the global seed by default.</param>
    /// <param name="cancellationToken">Ends the training after the running step; the history so far is returned.</param>
    /// <returns>Loss and metrics of each epoch.</returns>
    /// <exception cref="ShapeException">There are more or fewer labels or weights than inputs, or shapes do not fit the model.</exception>
    public History Fit(
        Tensors x,
        Tensors? y = null,
        int batchSize = 32,
        int epochs = 1,
        Verbosity verbose = Verbosity.Auto,
        IReadOnlyList<Callback>? callbacks = null,
        double validationSplit = 0,
        ValidationData? validationData = null,
        bool shuffle = true,
        IReadOnlyDictionary<int, double>? classWeight = null,
        Tensors? sampleWeight = null,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        int? validationBatchSize = null,
        ValidationFrequency? validationFreq = null,
        long? seed = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(x);
        var samples = Samples.Of(this, nameof(Fit), x, y, sampleWeight);
        if (validationSplit != 0)
        {
            (samples, validationData) = samples.Split(validationSplit, validationData);
        }

        // Class weights are for training: validation data keep the weights that they have.
        samples = samples with { SampleWeight = ClassWeights.Of(samples.Y, samples.SampleWeight, classWeight) };
        var validation = validationData?.Batches(this, nameof(Fit), validationBatchSize ?? batchSize);
        var training = Nabla.Batches.Of(nameof(Fit), samples, batchSize, shuffle, seed ?? SeedGenerator.Global.NextSeed());
        return new TrainingLoop(this, training, validation, epochs, initialEpoch, stepsPerEpoch, validationSteps, validationFreq ?? ValidationFrequency.Always, verbose, callbacks).Run(cancellationToken);
    }

    /// <summary>Trains the model on a data set that yields batches: (x, y) or (x, y, sampleWeight).</summary>
    /// <param name="dataset">Batches, in the order in which they are used.</param>
    /// <param name="epochs">Passes over the data.</param>
    /// <param name="verbose">What is printed.</param>
    /// <param name="callbacks">What is called on the way.</param>
    /// <param name="validationData">What the model is evaluated on after each epoch.</param>
    /// <param name="initialEpoch">The number of the first epoch, counted from 0.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch; needed for a data set without end.</param>
    /// <param name="validationSteps">Steps of a validation.</param>
    /// <param name="validationFreq">After how many epochs a validation is made, or after which; after each by default.</param>
    /// <param name="classWeight">How much the samples of each class number count.</param>
    /// <param name="cancellationToken">Ends the training after the running step; the history so far is returned.</param>
    /// <returns>Loss and metrics of each epoch.</returns>
    public History Fit(
        Dataset dataset,
        int epochs = 1,
        Verbosity verbose = Verbosity.Auto,
        IReadOnlyList<Callback>? callbacks = null,
        ValidationData? validationData = null,
        int initialEpoch = 0,
        int? stepsPerEpoch = null,
        int? validationSteps = null,
        ValidationFrequency? validationFreq = null,
        IReadOnlyDictionary<int, double>? classWeight = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var validation = validationData?.Batches(this, nameof(Fit), 32);
        return new TrainingLoop(this, Nabla.Batches.Of(this, nameof(Fit), dataset, classWeight), validation, epochs, initialEpoch, stepsPerEpoch, validationSteps, validationFreq ?? ValidationFrequency.Always, verbose, callbacks).Run(cancellationToken);
    }

    /// <summary>One step of training inside <c>Fit</c>.</summary>
    internal void Train(Batch batch) => RunTrainStep(batch);

    /// <summary>Starts the figures of an epoch afresh.</summary>
    internal CompiledParts StartEpoch()
    {
        var parts = Parts(nameof(Fit));
        parts.Reset();
        return parts;
    }
}
