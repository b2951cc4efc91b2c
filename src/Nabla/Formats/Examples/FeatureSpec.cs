namespace Nabla.Formats;

/// <summary>Says how a feature becomes a tensor.</summary>
/// <param name="ElementType">float32, int64 or string: the three types that features have.</param>
public abstract record FeatureSpec(ElementType ElementType)
{
    /// <summary>Throws where the specification asks for what features do not have.</summary>
    internal virtual void Check(string name)
    {
        if (ElementType is not (ElementType.Float32 or ElementType.Int64 or ElementType.String))
            throw new ElementTypeException($"Feature '{name}': read as {ElementType.Name}: features are float32, int64 or string. Cast the tensor afterwards.");
    }

    private protected static void CheckShape(string name, Shape shape)
    {
        if (!shape.IsKnown) throw new ShapeException($"Feature '{name}': the shape {shape}: every length must be known. Use VarLenFeature or FixedLenSequenceFeature for values of any number.");
    }

    private protected static Tensor? Default(string name, Operand? value, ElementType type, long size, Shape shape)
    {
        if (value is not { } given) return null;
        var tensor = given.ToTensor($"Feature '{name}'", type);
        if (tensor.ElementType != type) throw new ElementTypeException($"Feature '{name}': a {tensor.ElementType.Name} default: its type must be {type.Name}.");
        return tensor.Size == size ? tensor : throw new ShapeException($"Feature '{name}': a default of shape {tensor.Shape}: it must have {size} elements, as the shape {shape}.");
    }
}

/// <summary>As many values as a shape has: a tensor of that shape; in a batch [batch, …shape].</summary>
/// <param name="Shape">The shape of one example's tensor.</param>
/// <param name="ElementType">float32, int64 or string.</param>
/// <param name="DefaultValue">Stands for a missing feature, which is an error without it.</param>
public sealed record FixedLenFeature(Shape Shape, ElementType ElementType, Operand? DefaultValue = null) : FeatureSpec(ElementType)
{
    /// <summary>The default as a tensor of as many elements as the shape has.</summary>
    internal Tensor? Default(string name) => Default(name, DefaultValue, ElementType, Shape.Size, Shape);

    internal override void Check(string name)
    {
        base.Check(name);
        CheckShape(name, Shape);
        Default(name);
    }
}

/// <summary>Any number of values: a sparse tensor [n]; in a batch [batch, longest]. Of the steps of a sequence [steps, longest] and [batch, most steps, longest].</summary>
/// <param name="ElementType">float32, int64 or string.</param>
public sealed record VarLenFeature(ElementType ElementType) : FeatureSpec(ElementType);

/// <summary>Any number of elements of a shape: a tensor [n, …shape]; in a batch [batch, longest, …shape], filled up. In a sequence one element for each step.</summary>
/// <param name="Shape">The shape of one element.</param>
/// <param name="ElementType">float32, int64 or string.</param>
/// <param name="AllowMissing">Whether a missing feature counts as one of no values, instead of an error.</param>
/// <param name="DefaultValue">What shorter examples of a batch are filled up with: a scalar; zero or empty text by default.</param>
public sealed record FixedLenSequenceFeature(Shape Shape, ElementType ElementType, bool AllowMissing = false, Operand? DefaultValue = null) : FeatureSpec(ElementType)
{
    /// <summary>The filler as a tensor of one element.</summary>
    internal Tensor? Default(string name) => Default(name, DefaultValue, ElementType, 1, Shape.Scalar);

    internal override void Check(string name)
    {
        base.Check(name);
        CheckShape(name, Shape);
        Default(name);
    }
}

/// <summary>Values of one feature at indices that other features give: a sparse tensor of the size; in a batch [batch, …size].</summary>
/// <param name="IndexKeys">The names of the int64 features with the indices, one for each axis.</param>
/// <param name="ValueKey">The name of the feature with the values.</param>
/// <param name="ElementType">float32, int64 or string.</param>
/// <param name="Size">The length of each axis.</param>
/// <param name="AlreadySorted">Whether the indices come in row-major order; otherwise they are sorted.</param>
public sealed record SparseFeature(IReadOnlyList<string> IndexKeys, string ValueKey, ElementType ElementType, IReadOnlyList<long> Size, bool AlreadySorted = false) : FeatureSpec(ElementType)
{
    /// <summary>Values along one axis.</summary>
    /// <param name="indexKey">The name of the int64 feature with the indices.</param>
    /// <param name="valueKey">The name of the feature with the values.</param>
    /// <param name="elementType">float32, int64 or string.</param>
    /// <param name="size">The length of the axis.</param>
    public SparseFeature(string indexKey, string valueKey, ElementType elementType, long size)
        : this([indexKey], valueKey, elementType, [size])
    {
    }

    internal override void Check(string name)
    {
        base.Check(name);
        if (IndexKeys.Count == 0 || IndexKeys.Count != Size.Count) throw new ArgumentException($"Feature '{name}': {IndexKeys.Count} index keys and {Size.Count} lengths: each axis needs both.");
    }
}

/// <summary>Any number of values: a tensor [n]; in a batch a ragged tensor [batch, (ragged)]. Of the steps of a sequence ragged tensors [steps, (ragged)] and [batch, (ragged), (ragged)].</summary>
/// <param name="ElementType">float32, int64 or string.</param>
/// <param name="ValueKey">The name of the feature with the values; that of the result by default.</param>
/// <param name="RowSplitsType">int32, as in TensorFlow, or int64.</param>
public sealed record RaggedFeature(ElementType ElementType, string? ValueKey = null, ElementType RowSplitsType = ElementType.Int32) : FeatureSpec(ElementType)
{
    internal override void Check(string name)
    {
        base.Check(name);
        if (RowSplitsType is not (ElementType.Int32 or ElementType.Int64)) throw new ElementTypeException($"Feature '{name}': {RowSplitsType.Name} row splits: they are int32 or int64.");
    }
}
