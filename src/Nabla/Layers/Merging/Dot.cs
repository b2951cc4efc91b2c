namespace Nabla.Layers;

/// <summary>Products of two inputs, sample by sample, summed over an axis of each.</summary>
/// <remarks>
/// <para>Shapes: the other axes of the first input, then those of the second without its batch axis: [batch, 3, 4] and [batch, 5, 4] over axis 2 give [batch, 3, 5]. Two of [batch, 4] give [batch, 1].</para>
/// <para>The output has no mask.</para>
/// </remarks>
/// <param name="axes">The axis that is summed, of both inputs; or one of each: <c>[2, 1]</c>. Negative ones count from the last.</param>
/// <param name="normalize">Whether both are first scaled to length 1 along the axis: the output is then the cosine of the angle between them.</param>
/// <param name="name">Name in summaries.</param>
/// <exception cref="ArgumentException">There are not one or two axes, or one is 0, the batch.</exception>
public sealed class Dot(Axes axes, bool normalize = false, string? name = null) : MergingLayer(name)
{
    /// <summary>The axis that is summed, of both inputs or one of each.</summary>
    public Axes Axes { get; } = Checked(axes);

    /// <summary>Whether both inputs are first scaled to length 1 along the axis.</summary>
    public bool Normalize { get; } = normalize;

    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?> masks)
    {
        var (x, y) = (inputs[0], inputs[1]);
        int a = Place(x.Shape, 0), b = Place(y.Shape, 1);
        if (Normalize)
        {
            (x, y) = (x.Normalize(a), y.Normalize(b));
        }

        // b: the batch, z: what is summed, capital letters: the other axes of the first input, small ones those of the second.
        var left = Enumerable.Range(0, x.Rank).Select(k => k == 0 ? 'b' : k == a ? 'z' : (char)('A' + k)).ToArray();
        var right = Enumerable.Range(0, y.Rank).Select(k => k == 0 ? 'b' : k == b ? 'z' : (char)('b' + k)).ToArray();
        var kept = left.Concat(right.Skip(1)).Where(letter => letter != 'z').ToArray();
        var result = Tensor.Einsum($"{new string(left)},{new string(right)}->{new string(kept)}", x, y);
        return kept.Length == 1 ? result.ExpandDims(1) : result;
    }

    private protected override void Check(Shape[] shapes)
    {
        if (shapes.Length != 2)
        {
            throw new ArgumentException($"{Name}: {shapes.Length} inputs: Dot multiplies two. Give two.");
        }

        var (x, y) = (shapes[0], shapes[1]);
        if (x.Rank < 2 || y.Rank < 2)
        {
            throw new ShapeException($"{Name}: shapes {x} and {y}: each input needs an axis beside the batch. Add one with ExpandDims.");
        }

        int a = Place(x, 0), b = Place(y, 1);
        var (m, n) = (x.Lengths[a], y.Lengths[b]);
        if (Differ(m, n))
        {
            throw new ShapeException($"{Name}: shapes {x} and {y}: axis {a} of the first has length {m}, axis {b} of the second {n}; axes that are summed together must be equal. Choose others, or reshape an input.");
        }

        if (Differ(x.Lengths[0], y.Lengths[0]))
        {
            throw new ShapeException($"{Name}: shapes {x} and {y}: the inputs have different numbers of samples. Give as many of each.");
        }
    }

    private protected override Tensor? JoinedMask(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?> masks) => null;

    static Axes Checked(Axes axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        return axes.Count is 1 or 2 && !axes.Contains(0) ? axes
            : throw new ArgumentException($"Dot: axes {axes}: one axis for both inputs, or one each; axis 0 counts the samples and is not summed.", nameof(axes));
    }

    static bool Differ(long a, long b) => a != b && a != Shape.Unknown && b != Shape.Unknown;

    int Place(Shape shape, int input) => Axes.Normalize(Name, Axes[Math.Min(input, Axes.Count - 1)], shape.Rank) is > 0 and var place ? place
        : throw new ShapeException($"{Name}: axes {Axes} for shape {shape}: that is the batch axis, which is not summed. Choose another.");
}
