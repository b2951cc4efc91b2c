using System.Collections;
using Nabla.Layers;

namespace Nabla;

/// <summary>A model of layers one after another: each takes the output of the one before.</summary>
/// <remarks>Weights are made when the shape of a sample is known: from an <see cref="Input"/> in front, from <see cref="Layer.BuildFor(Shape)"/>, or from the first batch.</remarks>
public sealed class Sequential : Model, IEnumerable<Layer>
{
    readonly List<Layer> layers = [];
    Tensor? symbol;

    /// <summary>A model of these layers.</summary>
    /// <param name="layers">From input to output; more can follow with <see cref="Add"/>.</param>
    /// <param name="name">Its name in summaries and paths.</param>
    public Sequential(IEnumerable<Layer>? layers = null, string? name = null)
        : base(name)
    {
        foreach (var layer in layers ?? [])
        {
            Add(layer);
        }
    }

    /// <summary>The layers, from input to output, without the <see cref="Input"/>.</summary>
    public override IReadOnlyList<Layer> Layers => [.. layers.Where(l => l is not Input)];

    /// <inheritdoc/>
    public override IReadOnlyList<string>? InputNames => layers is [Input input, ..] ? [input.Name] : null;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? OutputNames => Layers is [.., var last] ? [last.Name] : null;

    /// <summary>The symbolic input, so that the model can be part of a drawn one, and outputs of its layers be used.</summary>
    /// <exception cref="InvalidOperationException">The shape of a sample is not known yet.</exception>
    public Tensor Symbol
    {
        get
        {
            if (symbol is null)
            {
                symbol = (layers is [Input input, ..] ? input : new Input((InputShape ?? throw new InvalidOperationException($"{Name}: the shape of a sample is not known yet: put an Input in front, or call BuildFor([null, …])."))[1..])).Symbol;
                var x = symbol;
                foreach (var layer in Layers)
                {
                    x = layer.Call(x);
                }
            }

            return symbol;
        }
    }

    internal override bool TreatsSamplesAlone => true;

    /// <summary>The layers with the <see cref="Input"/>.</summary>
    internal IReadOnlyList<Layer> LayersWithInput => layers;

    /// <summary>Appends a layer.</summary>
    /// <exception cref="InvalidOperationException">The model is built already, or an Input is not the first.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (layer is Input && layers.Count > 0)
        {
            throw new InvalidOperationException($"{Name}: an Input after {layers[^1].Name}: it must be the first layer. Put it in front.");
        }

        if (layers.Contains(layer))
        {
            throw new InvalidOperationException($"{Name}: the layer {layer.Name} is in the model already: each layer stands once in a Sequential. Make another one.");
        }

        if (Built && layer is not Input)
        {
            using var scope = CallScope.Open(Name, null);
            layer.BuildFor(ComputeOutputShape(InputShape!));
        }

        layers.Add(Track(layer));
        symbol = null;
        layer.Draw = () => _ = Symbol;
        if (layer is Input input)
        {
            BuildFor(input.BatchShape);
        }
    }

    /// <summary>Takes the last layer off again.</summary>
    /// <exception cref="InvalidOperationException">There is no layer.</exception>
    public Layer Pop()
    {
        if (layers.Count == 0)
        {
            throw new InvalidOperationException($"{Name}: Pop: the model has no layers.");
        }

        var last = layers[^1];
        layers.RemoveAt(layers.Count - 1);
        symbol = null;
        Untrack(last);
        return last;
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(Shape inputShape)
    {
        foreach (var layer in layers)
        {
            inputShape = layer.ComputeOutputShape(inputShape);
        }

        return inputShape;
    }

    internal override IEnumerable<SummaryRow> SummaryRows()
    {
        var shape = InputShape;
        foreach (var layer in layers)
        {
            shape = shape is null ? null : layer.ComputeOutputShape(shape);
            if (layer is not Input)
            {
                yield return new(layer, shape is null ? null : [shape], AnyBatch: true);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<Layer> GetEnumerator() => Layers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    protected override void Build(Shape inputShape)
    {
        foreach (var layer in layers)
        {
            layer.BuildFor(inputShape);
            inputShape = layer.ComputeOutputShape(inputShape);
        }
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor x)
    {
        foreach (var layer in layers)
        {
            x = layer.Call(x);
        }

        return x;
    }
}
