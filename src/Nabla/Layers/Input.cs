namespace Nabla.Layers;

/// <summary>Tells a model the shape of its samples, so that its weights can be made before the first batch.</summary>
/// <remarks>Passes its input on in the element type; an input of another shape is an error.</remarks>
/// <param name="shape">The shape of one sample, without the batch axis; lengths that vary are null.</param>
/// <param name="batchSize">The number of samples in a batch, where it is fixed.</param>
/// <param name="elementType">The type of the elements.</param>
/// <param name="name">Name in summaries.</param>
public sealed class Input(Shape shape, int? batchSize = null, ElementType elementType = ElementType.Float32, string? name = null) : Layer(name ?? LayerNames.Next("input_layer"))
{
    /// <summary>The shape of a batch, its first axis null unless a batch size was given.</summary>
    public Shape BatchShape { get; } = Shape.Create([batchSize]).Concat(shape);

    /// <summary>The type of the elements.</summary>
    public ElementType ElementType => elementType;

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => BatchShape;

    private protected override bool Casts => false;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x) =>
        x.Shape.IsCompatibleWith(BatchShape) ? (x.ElementType == elementType ? x : x.Cast(elementType))
        : throw new ShapeException($"{Name}: input {x.Shape}: the model was made for {BatchShape}. {(x.Rank == BatchShape.Rank - 1 ? "Add a batch axis: x.ExpandDims(0)." : "Reshape the samples.")}");
}
