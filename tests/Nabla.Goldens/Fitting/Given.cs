using Nabla.Goldens.Cases;

namespace Nabla.Goldens.Fitting;

/// <summary>Arrays of a case in the structure in which they were passed: one, a list, or by name.</summary>
static class Given
{
    public static Tensors? Of(object? value) => value switch
    {
        null => null,
        Tensor one => one,
        List<object?> list => Tensors.Create([.. list.Cast<Tensor>()]),
        Dictionary<string, object?> named => named.ToDictionary(pair => pair.Key, pair => (Tensor)pair.Value!, StringComparer.Ordinal),
        _ => throw new BindingException($"the runner does not pass on {value.GetType().Name} as data"),
    };

    /// <summary>The rows from one place to another.</summary>
    public static Tensors? Rows(Tensors? all, int from, int? to = null)
    {
        if (all is null) return null;
        Tensor[] cut = [.. all.Select(x => x[from..(to ?? (int)x.Shape[0])])];
        return all.Names is { } names ? names.Zip(cut).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal) : Tensors.Create(cut);
    }
}
