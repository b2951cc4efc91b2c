namespace Nabla.Layers;

/// <summary>Tells a model the shape of its samples: first in a <see cref="Sequential"/>, or where a <see cref="Functional"/> model begins.</summary>
/// <remarks>Passes its input on in the element type; an input of another shape is an error. Converts to the symbolic tensor that layers are called with: <c>Tensor x = new Input([784]);</c></remarks>
public sealed class Input : Layer
{
    LayerNode? node;

    /// <summary>An input.</summary>
    /// <param name="shape">The shape of one sample, without the batch axis; lengths that vary are null.</param>
    /// <param name="batchSize">The number of samples in a batch, where it is fixed.</param>
    /// <param name="elementType">The type of the elements.</param>
    /// <param name="name">Name in summaries, and of the input where a model has several.</param>
    public Input(Shape shape, int? batchSize = null, ElementType elementType = ElementType.Float32, string? name = null)
        : base(name ?? LayerNames.Next("input_layer"))
    {
        BatchShape = Shape.Create([batchSize]).Concat(shape);
        ElementType = elementType;
    }

    internal override string ClassName => "InputLayer";

    /// <summary>The shape of a batch, its first axis null unless a batch size was given.</summary>
    public Shape BatchShape { get; }

    /// <summary>The type of the elements.</summary>
    public ElementType ElementType { get; }

    /// <summary>What stands for the batches to come: layers and operations called with it become a model.</summary>
    public Tensor Symbol
    {
        get
        {
            if (node is null)
            {
                node = LayerNode.Of(this);
                Calls.Insert(0, node);
            }

            return node.Outputs[0];
        }
    }

    /// <summary>What stands for the batches to come.</summary>
    public static implicit operator Tensor(Input input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Symbol;
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape) => BatchShape;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    private protected override bool Casts => false;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        var mask = x.Mask;

        // As Keras: a last axis of length 1 may be left out or be there too much.
        if (BatchShape.IsRankKnown && x.Rank == BatchShape.Rank + 1 && x.Shape[^1] == 1 && BatchShape[^1] != 1)
        {
            x = x.Squeeze(-1);
        }
        else if (BatchShape.IsRankKnown && BatchShape.Rank > 1 && x.Rank == BatchShape.Rank - 1 && BatchShape[^1] == 1)
        {
            x = x.ExpandDims(-1);
        }

        // As Keras: a batch of another number of samples is one all the same.
        if (!(x.Rank == BatchShape.Rank && x.Rank > 0 ? x.Shape[1..].IsCompatibleWith(BatchShape[1..]) : x.Shape.IsCompatibleWith(BatchShape)))
        {
            throw new ShapeException($"{Name}: input {x.Shape}: the model was made for {BatchShape}. {(x.Rank == BatchShape.Rank - 1 ? "Add a batch axis: x.ExpandDims(0)." : "Reshape the samples.")}");
        }

        if (x.ElementType != ElementType)
        {
            x = x.Cast(ElementType);
            x.Mask = mask;
        }

        return x;
    }
}
