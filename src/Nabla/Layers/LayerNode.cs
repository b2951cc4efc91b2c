namespace Nabla.Layers;

/// <summary>A layer called with symbolic tensors.</summary>
internal sealed class LayerNode : SymbolicNode
{
    LayerNode(Layer layer, CallArguments call)
    {
        (Layer, Call, Inputs) = (layer, call, call.All);
        Outputs = Promise(DrawingRecording.Outputs(layer, call));
    }

    LayerNode(Layer layer, TensorSpec spec)
    {
        (Layer, Call) = (layer, new() { Tensors = [] });
        Outputs = Promise([spec]);
    }

    internal Layer Layer { get; }

    internal CallArguments Call { get; }

    /// <summary>Whether it stands for what the model is given.</summary>
    internal bool IsInput => Inputs.Count == 0 && Layer is Input;

    /// <summary>The node of an input layer.</summary>
    internal static LayerNode Of(Input layer) => new(layer, new TensorSpec(layer.ElementType, layer.BatchShape));

    /// <summary>A symbolic tensor of a shape, of no model.</summary>
    internal static SymbolicTensor Of(Shape shape, ElementType type) => new LayerNode(null!, new TensorSpec(type, shape)).Outputs[0];

    /// <summary>Notes a call; its outputs are symbolic.</summary>
    internal static Tensors Apply(Layer layer, CallArguments call)
    {
        layer.MakeFor(call);
        var node = new LayerNode(layer, call);
        layer.Calls.Add(node);
        return Tensors.Create([.. node.Outputs]);
    }

    internal override IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor?> inputs) => Layer.InvokeMany(Call.With(inputs));
}
