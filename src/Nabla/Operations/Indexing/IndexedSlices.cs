using Nabla.Operations;

namespace Nabla;

/// <summary>The gradient of rows that were read by index: <see cref="Values"/> to be added at <see cref="Indices"/> of a tensor that is zero elsewhere.</summary>
/// <remarks>
/// <para>Only reading by index along axis 0 makes one, as an embedding does; an optimizer that knows it touches only those rows. An index may come more than once.</para>
/// <para>Everything else sees the dense tensor, computed when it is first needed.</para>
/// </remarks>
public sealed class IndexedSlices : Tensor
{
    readonly Tensor like;
    Tensor? dense;

    internal IndexedSlices(Tensor values, Tensor indices, Tensor like)
        : base(like.Shape, values.ElementType, Storage.Allocate(values.ElementType, 0)) => (Values, Indices, this.like) = (values, indices, like);

    /// <summary>The slices; shape: that of the indices, then <see cref="DenseShape"/> without its first axis.</summary>
    public Tensor Values { get; }

    /// <summary>Where each slice belongs on the first axis; a negative one counts from the end.</summary>
    public Tensor Indices { get; }

    /// <summary>The shape of the dense tensor.</summary>
    public Shape DenseShape => Shape;

    /// <summary>The dense tensor: zeros with the values added at the indices.</summary>
    public Tensor ToDense() => Resolve();

    /// <summary>Other values at the same places: a function of each value, when rows that come more than once shall not be added first.</summary>
    internal IndexedSlices With(Tensor values) => new(values, Indices, like);

    /// <summary>The same with indices [n] and values [n, …]; null where the shape of a slice is not known.</summary>
    internal IndexedSlices? Rows()
    {
        if (Indices.Rank == 1)
        {
            return this;
        }

        var slice = DenseShape[1..];
        return slice.IsKnown && slice.Size > 0 ? new(Values.Reshape(Shape.Of([Shape.Unknown]).Concat(slice)), Indices.Reshape([null]), like) : null;
    }

    /// <summary>Sum of two gradients of one tensor: sparse where both are, and where one is dense its rows are added to that.</summary>
    internal static Tensor Add(Tensor x, Tensor y)
    {
        var (a, b) = ((x as IndexedSlices)?.Rows(), (y as IndexedSlices)?.Rows());
        if (a is not null && b is not null && a.Indices.ElementType == b.Indices.ElementType)
        {
            return new IndexedSlices(Tensor.Concatenate([a.Values, b.Values]), Tensor.Concatenate([a.Indices, b.Indices]), a.like);
        }

        return (a, b) switch
        {
            (null, null) => x + y,
            (null, _) => x.ScatterUpdate(b.Indices.ExpandDims(-1), b.Values, ScatterMode.Add),
            _ => y.ScatterUpdate(a.Indices.ExpandDims(-1), a.Values, ScatterMode.Add),
        };
    }

    internal override Tensor Resolve() => dense ??= Engine.Current.RunOne(new GatherSum(0), Values, Indices, like);
}
