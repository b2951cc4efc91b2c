namespace Nabla;

/// <summary>From weights of classes to weights of samples.</summary>
internal static class ClassWeights
{
    /// <summary>The sample weights, multiplied by those of the classes; classes that are not named count 1.</summary>
    internal static Tensor? Apply(Tensor? y, Tensor? sampleWeight, IReadOnlyDictionary<int, double>? classWeight)
    {
        if (classWeight is null || classWeight.Count == 0)
        {
            return sampleWeight;
        }

        if (y is null)
        {
            throw new ArgumentException("Fit: class weights without labels: they weigh samples by their label. Give y.");
        }

        // One-hot labels and probabilities name their class by the largest entry.
        var classes = y.Rank > 1 && y.Shape[^1] > 1 ? y.ArgMax(-1) : y.Reshape([null]);
        int[] labels = classes.Cast(ElementType.Int32).ToArray<int>();
        var weights = new float[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            weights[i] = (float)classWeight.GetValueOrDefault(labels[i], 1);
        }

        var result = Tensor.Constant<float>(weights);
        return sampleWeight is null ? result : result * sampleWeight.Cast(ElementType.Float32);
    }
}
