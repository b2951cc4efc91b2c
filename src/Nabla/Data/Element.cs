namespace Nabla;

/// <summary>One element of a data set: a tensor, or several that belong together, such as an image and its label.</summary>
/// <remarks>Deconstructs: <c>foreach (var (x, y) in dataset)</c>. Converts from a tensor and from tuples of tensors.</remarks>
public sealed class Element
{
    /// <summary>An element of these tensors.</summary>
    public Element(params IReadOnlyList<Tensor> components) => Components = components;

    /// <summary>The tensors.</summary>
    public IReadOnlyList<Tensor> Components { get; }

    /// <summary>The first tensor; of an element of one, the element.</summary>
    public Tensor First => Components[0];

    /// <summary>One tensor.</summary>
    public static implicit operator Element(Tensor x) => new(x);

    /// <summary>Two tensors.</summary>
    public static implicit operator Element((Tensor X, Tensor Y) pair) => new(pair.X, pair.Y);

    /// <summary>Three tensors.</summary>
    public static implicit operator Element((Tensor X, Tensor Y, Tensor Z) triple) => new(triple.X, triple.Y, triple.Z);

    /// <summary>Two tensors out of an element of two.</summary>
    public void Deconstruct(out Tensor x, out Tensor y)
    {
        Expect(2);
        (x, y) = (Components[0], Components[1]);
    }

    /// <summary>Three tensors out of an element of three.</summary>
    public void Deconstruct(out Tensor x, out Tensor y, out Tensor z)
    {
        Expect(3);
        (x, y, z) = (Components[0], Components[1], Components[2]);
    }

    /// <summary>A new element, made tensor by tensor.</summary>
    internal Element Select(Func<Tensor, Tensor> function) => new([.. Components.Select(function)]);

    void Expect(int count)
    {
        if (Components.Count != count)
        {
            throw new InvalidOperationException($"Dataset: an element of {Components.Count} tensors taken as {count}. Take as many as the data set yields.");
        }
    }
}
