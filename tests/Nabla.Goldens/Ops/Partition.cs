using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Ops;

/// <summary>argpartition: the k-th smallest stands at k, what is not larger before it.</summary>
static class Partition
{
    public static void Check(Call call, Tensor indices)
    {
        var x = call.Arrays[0];
        var values = Elements.Real(x);
        var found = Elements.Whole(indices);
        var length = (int)x.Shape[^1];
        var k = call.Int("kth");
        if (indices.Shape != x.Shape || indices.ElementType != ElementType.Int32) throw new MismatchException($"expected int32 {x.Shape}, got {indices.ElementType.Name} {indices.Shape}");
        for (var row = 0; row < values.Length; row += length)
        {
            var places = found.AsSpan(row, length).ToArray().Select(i => (int)i).ToArray();
            if (!places.Order().SequenceEqual(Enumerable.Range(0, length))) throw new MismatchException($"the indices {string.Join(", ", places)} are no permutation");
            var sorted = values.AsSpan(row, length).ToArray();
            Array.Sort(sorted);
            var pivot = sorted[k];
            for (var i = 0; i < length; i++)
            {
                var value = values[row + places[i]];
                if (i == k ? value != pivot : i < k ? value > pivot : value < pivot) throw new MismatchException($"place {i}: {value} stands on the wrong side of the {k}-th smallest, {pivot}");
            }
        }
    }
}
