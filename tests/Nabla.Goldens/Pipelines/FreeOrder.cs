using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Pipelines;

/// <summary>What a shuffled pipeline must keep: its elements, how far they move, and perhaps its order from epoch to epoch.</summary>
static class FreeOrder
{
    static readonly string[] known = ["order", "same_elements", "same_elements_each", "no_earlier_than", "same_order_each_epoch", "rows_stay_together"];

    public static void Check(GoldenCase golden, Piped piped)
    {
        var check = golden.Map("check");
        foreach (var name in check.Keys)
        {
            if (!known.Contains(name)) throw new BindingException($"the runner does not check '{name}'");
        }
        var isByRow = check.GetValueOrDefault("rows_stay_together") is true;
        var expected = golden.Has("epochs") ? golden.List("epochs").ConvertAll(epoch => Keys((List<object?>)epoch!, isByRow)) : [Keys(golden.List("elements"), isByRow)];
        var found = expected.ConvertAll(_ => Keys([.. piped.Elements()], isByRow));
        for (var epoch = 0; epoch < expected.Count; epoch++)
        {
            SameElements($"epoch {epoch}", expected[epoch], found[epoch]);
            if (check.GetValueOrDefault("same_elements_each") is long each) Each(expected[epoch], found[epoch], (int)each);
            if (check.GetValueOrDefault("no_earlier_than") is long distance) NoEarlier(found[epoch], (int)distance);
        }
        if (check.GetValueOrDefault("same_order_each_epoch") is not bool isSame || found.Count < 2) return;
        if (isSame && !found[0].SequenceEqual(found[1])) throw new MismatchException("the order must be the same in each epoch, and was not");
    }

    static void SameElements(string what, IEnumerable<string> expected, IEnumerable<string> found)
    {
        if (!expected.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal)))
            throw new MismatchException($"{what}: expected, in any order, {string.Join("; ", expected)}, got {string.Join("; ", found)}");
    }

    static void Each(List<string> expected, List<string> found, int count)
    {
        for (var at = 0; at < found.Count; at += count) SameElements($"elements from {at}", expected.Take(count), found.Skip(at).Take(count));
    }

    // The elements are the whole numbers from 0: element i comes not before position i − distance.
    static void NoEarlier(List<string> found, int distance)
    {
        var numbers = found.Select(key => int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        for (var at = 0; at < numbers.Count; at++)
        {
            if (at < numbers[at] - distance) throw new MismatchException($"element {numbers[at]} came at position {at}, more than {distance} too early");
        }
    }

    /// <summary>Elements as texts that are equal where the elements are; of batches, their rows.</summary>
    static List<string> Keys(List<object?> elements, bool isByRow) =>
        [.. elements.SelectMany(element => isByRow ? Rows([.. Layout.Flatten(element)]) : [string.Join(", ", Layout.Flatten(element).SelectMany(Values))])];

    static IEnumerable<string> Rows(Tensor[] parts) => Enumerable.Range(0, (int)parts[0].Shape[0]).Select(row => string.Join(", ", parts.SelectMany(part => Values(part[row]))));

    static IEnumerable<string> Values(Tensor x) => x.ElementType == ElementType.String ? x.ToArray<string>() : Elements.Real(x).Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
}
