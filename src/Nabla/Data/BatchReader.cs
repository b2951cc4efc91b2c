namespace Nabla.Data;

/// <summary>Images and labels from which a training loop takes one batch after another, as TensorFlow's tutorials do.</summary>
/// <remarks>Each pass over the data has an order of its own, a function of the seed and the number of the pass. A batch that reaches over the end of a pass takes its last rows from the next.
/// What it gives are values, also while a graph is open.</remarks>
public sealed class BatchReader
{
    readonly int seed;
    int[] order = [];
    int next;

    /// <summary>A reader that begins with the first pass.</summary>
    /// <param name="images">One a row.</param>
    /// <param name="labels">As many.</param>
    /// <param name="seed">Decides the orders; drawn from the global generator by default.</param>
    /// <exception cref="ShapeException">The counts differ.</exception>
    public BatchReader(Tensor images, Tensor labels, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        if (images.Shape[0] != labels.Shape[0])
        {
            throw new ShapeException($"BatchReader: {images.Shape[0]} images and {labels.Shape[0]} labels: each image needs one label.");
        }

        (Images, Labels) = (images, labels);
        this.seed = seed ?? SeedGenerator.Global.NextSeed();
    }

    /// <summary>All images, one a row.</summary>
    public Tensor Images { get; }

    /// <summary>All labels, in the order of the images.</summary>
    public Tensor Labels { get; }

    /// <summary>Number of images.</summary>
    public int NumExamples => (int)Images.Shape[0];

    /// <summary>How often all data was taken.</summary>
    public int EpochsCompleted { get; private set; }

    /// <summary>The next images and labels.</summary>
    /// <param name="batchSize">How many; at most as many as there are.</param>
    /// <param name="shuffle">Whether the pass that begins with this batch has an order of its own; else that of the data.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than <paramref name="batchSize"/>, or it is not positive.</exception>
    public (Tensor Images, Tensor Labels) NextBatch(int batchSize, bool shuffle = true)
    {
        if (batchSize < 1 || batchSize > NumExamples)
        {
            throw new ArgumentOutOfRangeException(nameof(batchSize), $"NextBatch: {batchSize} of {NumExamples} examples: a batch has at least 1 and at most all of them.");
        }

        var rows = new int[batchSize];
        for (int i = 0; i < batchSize; i++)
        {
            if (next == NumExamples)
            {
                (next, EpochsCompleted) = (0, EpochsCompleted + 1);
            }

            if (next == 0)
            {
                order = shuffle ? Shuffling.Permutation(NumExamples, seed, EpochsCompleted) : [.. Enumerable.Range(0, NumExamples)];
            }

            rows[i] = order[next++];
        }

        using var eager = Engine.Use(null);
        var indices = Tensor.Constant(rows);
        return (Images.Gather(indices), Labels.Gather(indices));
    }
}
