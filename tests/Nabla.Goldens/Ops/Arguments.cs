using System.Collections;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Comparer = Nabla.Goldens.Comparing.Comparer;

namespace Nabla.Goldens.Ops;

/// <summary>Python arguments as tensors.</summary>
static class Arguments
{
    /// <summary>A tensor, or a number or nested list as the tensor that Keras makes of it; null for anything else.</summary>
    public static Tensor? ToTensor(object? value)
    {
        switch (value)
        {
            case Tensor tensor: return tensor;
            case bool flag: return Tensor.Constant(flag);
            case long whole: return whole is >= int.MinValue and <= int.MaxValue ? Tensor.Constant((int)whole) : Tensor.Constant(whole);
            case double real: return Tensor.Constant((float)real);
            case System.Numerics.Complex complex: return Tensor.Constant(complex);
            case System.Numerics.BigInteger large: throw new ArgumentException($"Tensor: {large}: a whole number beyond int64 needs an element type.");
            case string text: return Tensor.Constant(text);
            case IList list: return FromList(list);
            default: return null;
        }
    }

    /// <summary>The tensors among arguments, depth first.</summary>
    public static IEnumerable<Tensor> ArraysOf(object? value) => value switch
    {
        Tensor tensor => [tensor],
        IDictionary map => map.Values.Cast<object?>().SelectMany(ArraysOf),
        GoldenIndex index => index.Parts.SelectMany(ArraysOf),
        IEnumerable items and not string => items.Cast<object?>().SelectMany(ArraysOf),
        _ => [],
    };

    static Tensor FromList(IList list)
    {
        var lengths = new List<long>();
        for (object? level = list; level is IList { Count: var count } items; level = count > 0 ? items[0] : null) lengths.Add(count);
        if (!IsFull(list, lengths, 0)) throw new ArgumentException("Tensor: a list whose rows differ in length: rows of one tensor have equal lengths.");
        var flat = Comparer.Flatten(list);
        var shape = Shape.Of([.. lengths]);
        if (flat.Exists(item => item is System.Numerics.BigInteger)) throw new ArgumentException("Tensor: a whole number beyond int64 needs an element type.");
        if (flat.Exists(item => item is Tensor)) throw new BindingException("a list mixes numbers and tensors");
        if (flat.Exists(item => item is null)) throw new ArgumentException("Tensor: a list holds None.");
        if (flat.Count > 0 && flat.TrueForAll(item => item is bool)) return Tensor.Constant((Array)flat.Cast<bool>().ToArray(), shape);
        if (flat.Count > 0 && flat.TrueForAll(item => item is string)) return Tensor.Constant((Array)flat.Cast<string>().ToArray(), shape);
        if (flat.Exists(item => item is bool) && !flat.Exists(item => item is double)) throw new ArgumentException("Tensor: a list mixes truth values and numbers.");
        if (flat.Exists(item => item is double) || flat.Count == 0) return Tensor.Constant((Array)flat.Select(Convert.ToSingle).ToArray(), shape);
        if (flat.TrueForAll(item => item is >= (long)int.MinValue and <= int.MaxValue)) return Tensor.Constant((Array)flat.Select(item => (int)(long)item!).ToArray(), shape);
        return Tensor.Constant((Array)flat.Select(item => Convert.ToInt64(item)).ToArray(), shape);
    }

    static bool IsFull(IList list, List<long> lengths, int depth) =>
        list.Count == lengths[depth] && list.Cast<object?>().All(item => item is IList inner ? depth + 1 < lengths.Count && IsFull(inner, lengths, depth + 1) : depth + 1 == lengths.Count);
}
