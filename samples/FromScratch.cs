namespace Nabla.Samples;

/// <summary>Layers, model, batches, training step and training loop written by hand, with nothing but tensors, variables and a tape.</summary>
public static class FromScratch
{
    const double LearningRate = 1e-3;

    public static double Run(SampleOptions options) => Run(options, epochs: 10);

    public static double Run(SampleOptions options, int epochs)
    {
        SeedGenerator.SetGlobal(options.Seed);
        var (trainImages, trainLabels, testImages, testLabels) = Digits28.Load(options);

        var model = new NaiveSequential(
        [
            new NaiveDense(inputSize: 28 * 28, outputSize: 512, activation: x => x.Relu()),
            new NaiveDense(inputSize: 512, outputSize: 10, activation: x => x.Softmax()),
        ]);

        Fit(model, trainImages, trainLabels, epochs, batchSize: 128);

        // The prediction is the place of the largest of the ten probabilities.
        var predicted = model.Call(testImages).ArgMax(axis: 1);
        double accuracy = (predicted == testLabels).Cast(ElementType.Float64).Mean().ToScalar<double>();
        Console.WriteLine($"accuracy: {accuracy:F2}");
        return accuracy;
    }

    static void Fit(NaiveSequential model, Tensor images, Tensor labels, int epochs, int batchSize)
    {
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            Console.WriteLine($"Epoch {epoch}");
            var batches = new BatchGenerator(images, labels, batchSize);
            for (int batch = 0; batch < batches.NumBatches; batch++)
            {
                var (imagesBatch, labelsBatch) = batches.Next();
                var loss = OneTrainingStep(model, imagesBatch, labelsBatch);
                if (batch % 100 == 0)
                {
                    Console.WriteLine($"loss at batch {batch}: {(float)loss:F2}");
                }
            }
        }
    }

    static Tensor OneTrainingStep(NaiveSequential model, Tensor images, Tensor labels)
    {
        using var tape = new GradientTape();
        var predictions = model.Call(images);

        // Labels are class numbers, so the sparse form of the loss is the right one.
        var perSampleLosses = Tensor.SparseCategoricalCrossentropy(labels, predictions);
        var averageLoss = perSampleLosses.Mean();

        var gradients = tape.Gradient(averageLoss, model.Weights);
        UpdateWeights(gradients, model.Weights);
        return averageLoss;
    }

    static void UpdateWeights(Gradients gradients, IReadOnlyList<Variable> weights)
    {
        for (int i = 0; i < weights.Count; i++)
        {
            // The gradient is scaled, not the weight: w ← w − rate · ∂loss/∂w.
            weights[i].AssignSub(gradients[i] * LearningRate);
        }
    }

    /// <summary>y = activation(x · W + b).</summary>
    sealed class NaiveDense(int inputSize, int outputSize, Func<Tensor, Tensor> activation)
    {
        readonly Variable w = new(Tensor.RandomUniform([inputSize, outputSize], minval: 0, maxval: 1e-1));
        readonly Variable b = new(Tensor.Zeros([outputSize]));

        public IReadOnlyList<Variable> Weights => [w, b];

        public Tensor Call(Tensor inputs) => activation(inputs.MatMul(w) + b);
    }

    /// <summary>Layers one after another.</summary>
    sealed class NaiveSequential(IReadOnlyList<NaiveDense> layers)
    {
        public IReadOnlyList<Variable> Weights { get; } = [.. layers.SelectMany(layer => layer.Weights)];

        public Tensor Call(Tensor inputs) => layers.Aggregate(inputs, (x, layer) => layer.Call(x));
    }

    /// <summary>The data in pieces, in order; the last, shorter one is left out.</summary>
    sealed class BatchGenerator
    {
        readonly Tensor images;
        readonly Tensor labels;
        readonly int batchSize;
        int index;

        public BatchGenerator(Tensor images, Tensor labels, int batchSize)
        {
            if (images.Shape[0] != labels.Shape[0])
            {
                throw new ArgumentException($"{images.Shape[0]} images and {labels.Shape[0]} labels: each image needs one label.");
            }

            (this.images, this.labels, this.batchSize) = (images, labels, batchSize);
        }

        public int NumBatches => (int)(images.Shape[0] / batchSize);

        public (Tensor Images, Tensor Labels) Next()
        {
            var rows = index..(index + batchSize);
            index += batchSize;
            return (images[rows], labels[rows]);
        }
    }
}
