using Nabla.Formats;
using Nabla.Layers;

namespace Nabla;

/// <summary>A model of layers from a file of Keras or Nabla: inputs and outputs bear the names of the layers at its ends, as in Keras.</summary>
internal sealed class ModelPredictor : Predictor
{
    readonly Model model;
    readonly Dictionary<string, TensorSpec> inputs;
    readonly string[] outputs;

    // What the model was compiled with plays no part in an answer, so it need not be understood.
    internal ModelPredictor(string path, LoadLimits limits)
    {
        model = Nabla.Model.Load(path, compile: false, limits);
        if (model.InputShapes.Count == 0)
        {
            throw new ModelFormatException(path, "the model", "it does not say what shape its samples have, so nothing can be given to it");
        }

        inputs = Described(model);
        outputs = [.. model.OutputNames ?? [model.Name]];
    }

    public override IReadOnlyDictionary<string, TensorSpec> Inputs => inputs;

    public override IReadOnlyList<string> Outputs => outputs;

    public override Model? Model => model;

    protected override IReadOnlyDictionary<string, Tensor> Compute(IReadOnlyDictionary<string, Tensor> inputs, IReadOnlyList<string> outputs, CancellationToken cancellationToken)
    {
        if (outputs.FirstOrDefault(name => !this.outputs.Contains(name)) is { } unknown)
        {
            throw new KeyNotFoundException($"Predict: the model has no output '{unknown}'. It has {string.Join(", ", this.outputs.Select(name => $"'{name}'"))}.");
        }

        if (this.inputs.Keys.FirstOrDefault(name => !inputs.ContainsKey(name)) is { } missing)
        {
            throw new ArgumentException($"Predict: the input '{missing}' ({this.inputs[missing]}) is missing. Give an array of this name.", nameof(inputs));
        }

        Tensors x = model.InputNames is null ? inputs.Values.Single() : new Dictionary<string, Tensor>(inputs, StringComparer.Ordinal);
        var y = model.PredictMany(x, cancellationToken: cancellationToken);
        return outputs.ToDictionary(name => name, name => y[Array.IndexOf(this.outputs, name)], StringComparer.Ordinal);
    }

    // Keras gives the model's type to whatever it is fed, and adds or takes away a last axis of 1.
    protected override Tensor Fitting(string name, Tensor value, Action<string>? notice)
    {
        var spec = inputs[name];
        if (value.ElementType != spec.ElementType && value.ElementType != ElementType.String && spec.ElementType != ElementType.String)
        {
            notice?.Invoke($"Input '{name}' is {value.ElementType.Name}; the model takes {spec.ElementType.Name}, so it was converted.");
            value = value.Cast(spec.ElementType);
        }

        if (value.Rank == spec.Shape.Rank - 1 && value.Rank > 0 && spec.Shape.IsAxisKnown(spec.Shape.Rank - 1) && spec.Shape[^1] == 1)
        {
            value = value.ExpandDims(-1);
        }
        else if (value.Rank == spec.Shape.Rank + 1 && value.Shape[^1] == 1)
        {
            value = value.Squeeze(-1);
        }

        return base.Fitting(name, value, notice);
    }

    static Dictionary<string, TensorSpec> Described(Model model)
    {
        string[] names = [.. model.InputNames ?? [model.Name]];
        var types = model switch
        {
            Functional functional => functional.Inputs.Select(x => x.ElementType),
            Sequential { LayersWithInput: [Input input, ..] } => [input.ElementType],
            _ => Enumerable.Repeat(ElementType.Float32, names.Length),
        };
        // A batch may have any number of samples, whatever number the model was made with.
        var shapes = model.InputShapes.Select(shape => Shape.Create([null]).Concat(shape[1..]));
        return names.Zip(types, shapes).ToDictionary(input => input.First, input => new TensorSpec(input.Second, input.Third), StringComparer.Ordinal);
    }
}
