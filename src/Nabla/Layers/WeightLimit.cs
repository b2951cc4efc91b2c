namespace Nabla.Layers;

/// <summary>While a model is made from a file: how many elements its weights may have, so that a description cannot ask for memory that the file does not fill.</summary>
sealed class WeightLimit : IDisposable
{
    [ThreadStatic]
    static WeightLimit? current;

    readonly WeightLimit? outer = current;
    long left;

    WeightLimit(long elements) => left = elements;

    /// <summary>Limits all weights that this thread makes until the result is disposed.</summary>
    internal static WeightLimit Open(long elements) => current = new(elements);

    /// <summary>Counts a weight that is about to be made.</summary>
    /// <exception cref="InvalidOperationException">All together have more elements than allowed.</exception>
    internal static void Take(string path, Shape shape)
    {
        if (current is null) return;
        var elements = shape.Aggregate((Int128)1, (product, length) => product * (length ?? 1));
        if (elements > current.left) throw new InvalidOperationException($"{path} {shape}: {elements:N0} elements are more than the file has values for");
        current.left -= (long)elements;
    }

    public void Dispose() => current = outer;
}
