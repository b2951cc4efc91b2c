using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Layers;

namespace Nabla.Goldens.Layers;

/// <summary>How a case calls its layer: the inputs with their masks, and what else the call is given.</summary>
/// <param name="Inputs">The tensors, with the masks that the case attaches to them.</param>
/// <param name="Training">Whether the call trains.</param>
/// <param name="Mask">The mask that is given beside the input.</param>
/// <param name="States">The first states that a recurrent layer is given.</param>
sealed record LayerCall(IReadOnlyList<Tensor> Inputs, bool? Training, Tensor? Mask, IReadOnlyList<Tensor> States)
{
    public static LayerCall Of(GoldenCase golden, Layer layer)
    {
        var arguments = golden.List("inputs");
        if (arguments.Count != 1 && layer is not RecurrentCell) throw new NotSupportedNameException("layers of several tensors");
        var inputs = Comparer.Flatten(arguments).ConvertAll(x => (Tensor)x!);
        var masks = golden.List("input_masks");
        for (var i = 0; i < masks.Count; i++)
        {
            if (masks[i] is Tensor attached) inputs[i].Mask = attached;
        }
        bool? training = null;
        Tensor? mask = null;
        List<Tensor> states = [];
        foreach (var (name, value) in golden.Map("call"))
        {
            if (name == "training") training = (bool?)value;
            else if (name == "mask" && value is Tensor or null) mask = (Tensor?)value;
            else if (name == "initial_state") states = Comparer.Flatten(value).ConvertAll(x => (Tensor)x!);
            else if (value is not null) throw new BindingException($"the runner does not pass on '{name}'");
        }
        return new(inputs, training, mask, states);
    }

    /// <summary>The outputs of a layer for the call.</summary>
    public Tensors On(Layer layer) => layer switch
    {
        RNN recurrent when States.Count > 0 => recurrent.Call(Inputs[0], States, Training, Mask),
        Bidirectional both when States.Count > 0 => both.Call(Inputs[0], States, Training, Mask),
        _ => layer.CallMany(Inputs, Training, Mask is null ? null : [Mask]),
    };
}
