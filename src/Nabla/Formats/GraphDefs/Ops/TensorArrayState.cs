namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Tensors by number that are written once: what a TensorArray of a graph holds. The very tensors are kept, so that gradients flow through it.</summary>
sealed class TensorArrayState(string name, ElementType type, Shape element, long size, bool isDynamic, bool clearsAfterRead)
{
    readonly List<Tensor?> items = [.. Enumerable.Repeat<Tensor?>(null, checked((int)Math.Max(size, 0)))];
    readonly HashSet<int> read = [];
    readonly Dictionary<string, TensorArrayState> gradients = new(StringComparer.Ordinal);

    public ElementType Type => type;

    public int Size => items.Count;

    /// <summary>Where it holds gradients: what is written again is added.</summary>
    public TensorArrayState? Source { get; private init; }

    /// <summary>The one that holds gradients of this, by the name of what is differentiated.</summary>
    public TensorArrayState Gradient(string source)
    {
        if (!gradients.TryGetValue(source, out var there)) gradients.Add(source, there = new($"{name}@{source}", type, element, Size, isDynamic: false, clearsAfterRead: false) { Source = this });
        return there;
    }

    public void Write(long index, Tensor value)
    {
        if (value.ElementType != type) throw new ElementTypeException($"TensorArray '{name}': a {value.ElementType.Name} tensor written: it holds {type.Name}.");
        if (!element.IsCompatibleWith(value.Shape)) throw new ShapeException($"TensorArray '{name}': a tensor of shape {value.Shape} written: its elements are {element}.");
        if (index < 0 || (index >= items.Count && !isDynamic) || index > 1 << 24) throw new ArgumentException($"TensorArray '{name}': written at {index}: there are {items.Count} places.");
        while (items.Count <= index) items.Add(null);
        if (items[(int)index] is { } before && Source is null) throw new InvalidOperationException($"TensorArray '{name}': written at {index} a second time, where {before.Shape} stands: each place is written once.");
        items[(int)index] = items[(int)index] is { } sum ? sum + value : value;
    }

    public Tensor Read(long index)
    {
        if (index < 0 || index >= items.Count) throw new ArgumentException($"TensorArray '{name}': read at {index}: there are {items.Count} places.");
        if (clearsAfterRead && !read.Add((int)index)) throw new InvalidOperationException($"TensorArray '{name}': read at {index} a second time, and it clears after reading.");
        return items[(int)index] ?? Zeros((int)index);
    }

    public Tensor[] ReadAll() => [.. Enumerable.Range(0, items.Count).Select(i => Read(i))];

    /// <summary>The shape of elements where all lengths are known, else null.</summary>
    public Shape? Element => element.IsKnown ? element : items.Find(item => item is not null)?.Shape;

    Tensor Zeros(int index)
    {
        var shape = Source?.items[index]?.Shape ?? (Source is not null || isDynamic ? Element : null);
        return shape is null ? throw new InvalidOperationException($"TensorArray '{name}': read at {index}, where nothing has been written.") : Tensor.Zeros(shape, type);
    }
}
