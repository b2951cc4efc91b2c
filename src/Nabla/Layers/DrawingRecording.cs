namespace Nabla.Layers;

/// <summary>Takes note of a layer's maths to learn the types and shapes of its outputs; nothing of it is run.</summary>
internal sealed class DrawingRecording : Recording
{
    internal override string? NoValues =>
        "a layer of a model that is being drawn knows shapes, not values. Move what depends on values out of Forward; where every call shall decide anew, use Tensor.Where or Tensor.Cond.";

    internal override Scope Lasting() => Use(null);

    internal override Tensor StartOf(Tensor initialValue) => initialValue.Resolve();

    /// <summary>The types and shapes of a layer's outputs; its weights must be made.</summary>
    internal static TensorSpec[] Outputs(Layer layer, CallArguments call)
    {
        var recording = new DrawingRecording();
        using var scope = CallScope.OpenTrial(call.Training);
        using var engine = Use(recording);
        var outputs = layer.InvokeMany(call.With([.. call.All.Select(x => x is SymbolicTensor ? recording.AddParameter(x.ElementType, x.Shape) : x)]));
        return [.. outputs.Select(y => new TensorSpec(y.ElementType, y.Shape))];
    }
}
