using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Layers;

namespace Nabla.Goldens.Layers;

/// <summary>How a case calls its layer: the inputs with their masks, and what else the call is given.</summary>
/// <param name="Inputs">The tensors, with the masks that the case attaches to them.</param>
/// <param name="Arguments">What is given beside the inputs, by Keras's names.</param>
sealed record LayerCall(IReadOnlyList<Tensor> Inputs, Dictionary<string, object?> Arguments)
{
    /// <summary>Whether the call trains.</summary>
    public bool? Training => (bool?)Arguments.GetValueOrDefault("training");

    /// <summary>The first states that a recurrent layer is given.</summary>
    public IReadOnlyList<Tensor> States { get; } = Arguments.TryGetValue("initial_state", out var states) ? Comparer.Flatten(states).ConvertAll(x => (Tensor)x!) : [];

    /// <summary>The masks given beside the inputs; null for those that they carry.</summary>
    public IReadOnlyList<Tensor?>? Masks => Arguments.GetValueOrDefault("mask") switch
    {
        List<object?> list => list.ConvertAll(mask => (Tensor?)mask),
        Tensor only => [only],
        _ => null,
    };

    public static LayerCall Of(GoldenCase golden)
    {
        var inputs = Comparer.Flatten(golden.List("inputs")).ConvertAll(x => x as Tensor ?? throw new NotSupportedNameException("inputs that are no tensors"));
        var masks = golden.List("input_masks");
        for (var i = 0; i < masks.Count; i++)
        {
            if (masks[i] is Tensor attached) inputs[i].Mask = attached;
        }
        return new(inputs, golden.Map("call").Where(pair => pair.Value is not null).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>The outputs of a layer for the call.</summary>
    public Tensors On(Layer layer) => layer switch
    {
        RNN recurrent when States.Count > 0 => recurrent.Call(Inputs[0], States, Only("mask", "initial_state"), Masks?[0]),
        Bidirectional both when States.Count > 0 => both.Call(Inputs[0], States, Only("mask", "initial_state"), Masks?[0]),
        _ => AttentionCalls.On(layer, this) ?? layer.CallMany(Inputs, Only("mask"), Masks),
    };

    public bool Flag(string name) => Arguments.GetValueOrDefault(name) is true;

    public Tensor? Named(string name) => (Tensor?)Arguments.GetValueOrDefault(name);

    /// <summary>Refuses arguments that are not passed on; gives the one that all layers have.</summary>
    public bool? Only(params string[] known)
    {
        foreach (var name in Arguments.Keys)
        {
            if (name != "training" && !known.Contains(name)) throw new BindingException($"the runner does not pass on '{name}'");
        }
        return Training;
    }
}
