namespace Nabla;

/// <summary>From weights of classes to weights of samples.</summary>
internal static class ClassWeights
{
    /// <summary>The batch with the weights of its classes; classes that are not named count 1.</summary>
    /// <exception cref="ArgumentException">There are sample weights already, no labels, or labels that name no classes.</exception>
    internal static Tensors? Of(Tensors? labels, Tensors? sampleWeight, IReadOnlyDictionary<int, double>? classWeight)
    {
        if (classWeight is null || classWeight.Count == 0)
        {
            return sampleWeight;
        }

        if (sampleWeight is not null)
        {
            throw new ArgumentException("Fit: class weights and sample weights together: give one of them; multiply them yourself where both are meant.");
        }

        if (labels is null)
        {
            throw new ArgumentException("Fit: class weights without labels: they weigh samples by their label. Give y.");
        }

        if (labels is not [var y])
        {
            throw new ArgumentException($"Fit: class weights for a model of {labels.Count} outputs: they weigh samples by the label of the only output. Give sample weights instead.");
        }

        if (y.Rank is < 1 or > 2)
        {
            throw new ArgumentException($"Fit: class weights for labels {y.Shape}: a sample has one class, [batch] or [batch, 1], or one-hot [batch, classes]. Give sample weights instead.");
        }

        // One-hot labels and probabilities name their class by the largest entry.
        var classes = y.Rank == 2 && y.Shape[1] != 1 ? y.ArgMax(-1) : y.Reshape([null]);
        classes = classes.ElementType.IsFloating ? classes.Round() : classes;
        int[] numbers = classes.Cast(ElementType.Int32).ToArray<int>();
        var weights = new float[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            weights[i] = (float)classWeight.GetValueOrDefault(numbers[i], 1);
        }

        return Tensor.Constant<float>(weights);
    }
}
