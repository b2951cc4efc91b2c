namespace Nabla.Data;

/// <summary>Elements stacked into batches.</summary>
internal static class Batching
{
    internal static IEnumerable<Element> Stack(IEnumerable<Element> elements, int batchSize, bool dropRemainder)
    {
        var buffer = new List<Element>(batchSize);
        foreach (var element in elements)
        {
            buffer.Add(element);
            if (buffer.Count == batchSize)
            {
                yield return Together(buffer);
                buffer.Clear();
            }
        }

        if (buffer.Count > 0 && !dropRemainder)
        {
            yield return Together(buffer);
        }
    }

    static Element Together(List<Element> elements)
    {
        int count = elements[0].Components.Count;
        var parts = new Tensor[count];
        for (int k = 0; k < count; k++)
        {
            int component = k;
            var shape = elements[0].Components[k].Shape;
            if (elements.Find(e => e.Components[component].Shape != shape) is { } other)
            {
                throw new ShapeException($"Dataset.Batch: elements of shapes {shape} and {other.Components[k].Shape}: the elements of one batch must have equal shapes. Pad or resize them in a Map first.");
            }

            parts[k] = Tensor.Stack([.. elements.Select(e => e.Components[component])], 0);
        }

        return new(parts);
    }
}
