namespace Nabla.Layers;

/// <summary>Its inputs one after another along an axis.</summary>
/// <remarks>Shapes: all lengths but that of the axis are equal; along it they add up. Inputs without a mask count everywhere where another has one.</remarks>
/// <param name="axis">The axis along which they follow each other; the last by default.</param>
/// <param name="name">Name in summaries.</param>
public sealed class Concatenate(int axis = -1, string? name = null) : MergingLayer(name)
{
    /// <summary>The axis along which the inputs follow each other.</summary>
    public int Axis { get; } = axis;

    private protected override Tensor Merge(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?> masks) => Tensor.Concatenate(inputs, Axis);

    private protected override void Check(Shape[] shapes)
    {
        var known = Array.FindAll(shapes, shape => shape.IsRankKnown);
        if (known is [])
        {
            return;
        }

        int place = Axes.Normalize(Name, Axis, known[0].Rank);
        if (Array.Exists(known, shape => !Without(shape, place).IsCompatibleWith(Without(known[0], place))))
        {
            throw new ShapeException($"{Name}: shapes {string.Join(", ", shapes.Select(shape => shape.ToString()))} along axis {Axis}: all other lengths must be equal. Reshape or crop the inputs.");
        }
    }

    private protected override Tensor? JoinedMask(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor?> masks)
    {
        var full = inputs.Select((x, i) => masks[i] is not { } mask ? x.OnesLike().Cast(ElementType.Bool)
            : mask.Rank < x.Rank ? mask.ExpandDims(Axes.Create([.. Enumerable.Range(mask.Rank, x.Rank - mask.Rank)])).BroadcastLike(x) : mask);
        return Tensor.Concatenate([.. full], Axis).Any(-1);
    }

    static Shape Without(Shape shape, int axis) => shape.Rank <= axis ? shape : shape[..axis].Concat(shape[(axis + 1)..]);
}
