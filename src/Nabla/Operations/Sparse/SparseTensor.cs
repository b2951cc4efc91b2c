using System.Globalization;

namespace Nabla;

/// <summary>A tensor of which only some elements are stored: <see cref="Values"/> at <see cref="Indices"/>; everything else is a default, mostly 0.</summary>
/// <remarks>Shapes: indices [n, rank] (int64), values [n], for n stored elements. TensorFlow keeps the indices in row-major order; operations here do not depend on it.</remarks>
public sealed class SparseTensor
{
    /// <summary>A sparse tensor of these parts.</summary>
    /// <param name="indices">One index tuple for each value, [n, rank]; int32 becomes int64.</param>
    /// <param name="values">The stored elements, [n].</param>
    /// <param name="denseShape">The shape with all elements.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    /// <exception cref="ElementTypeException">The indices are neither int64 nor int32.</exception>
    public SparseTensor(Tensor indices, Tensor values, Shape denseShape)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(denseShape);
        if (indices.ElementType is not (ElementType.Int64 or ElementType.Int32))
            throw new ElementTypeException($"SparseTensor: {indices.ElementType.Name} indices: they are int64. Cast them.");
        if (!new Shape([values.Rank == 1 ? values.Shape.Lengths[0] : Shape.Unknown, denseShape.Rank]).IsCompatibleWith(indices.Shape) || values.Rank != 1)
            throw new ShapeException($"SparseTensor: indices {indices.Shape} and values {values.Shape} of the shape {denseShape}: n values need the shapes [n, {denseShape.Rank}] and [n].");
        (Indices, Values, DenseShape) = (indices.ElementType == ElementType.Int64 ? indices : indices.Cast(ElementType.Int64), values, denseShape);
    }

    /// <summary>The index tuple of each stored element: int64 [n, rank].</summary>
    public Tensor Indices { get; }

    /// <summary>The stored elements: [n].</summary>
    public Tensor Values { get; }

    /// <summary>The shape with all elements.</summary>
    public Shape DenseShape { get; }

    /// <summary>The type of the elements.</summary>
    public ElementType ElementType => Values.ElementType;

    /// <summary>Number of axes.</summary>
    public int Rank => DenseShape.Rank;

    /// <summary>The elements of a tensor that are not zero, false or empty text.</summary>
    public static SparseTensor FromDense(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var indices = (x.ElementType == ElementType.String ? x.NotEqual(Tensor.Constant("")) : x).ArgWhere();
        return new(indices, x.GatherNd(indices), x.Shape);
    }

    /// <summary>The tensor with all elements.</summary>
    /// <param name="defaultValue">Stands where no element is stored: a scalar; zero, false or empty text by default.</param>
    /// <exception cref="ArgumentException">An index lies outside its axis.</exception>
    public Tensor ToDense(Operand? defaultValue = null)
    {
        var rest = defaultValue?.ToTensor("SparseTensor.ToDense", ElementType) ?? RaggedTensor.DefaultOf(ElementType);
        if (rest.ElementType != ElementType) throw new ElementTypeException($"SparseTensor.ToDense: a {rest.ElementType.Name} default of {ElementType.Name} elements: both must have one element type. Cast the default.");
        if (rest.Size != 1) throw new ShapeException($"SparseTensor.ToDense: a default of shape {rest.Shape}: it must be a scalar.");
        return rest.Reshape([]).BroadcastTo(DenseShape).ScatterUpdate(Indices, Values);
    }

    /// <summary>The parts: <c>SparseTensor(indices=[[0 1]], values=[5.], shape=[2, 2])</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"SparseTensor(indices={Indices}, values={Values}, shape={DenseShape})");
}
