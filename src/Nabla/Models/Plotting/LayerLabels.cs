using System.Globalization;
using Nabla.Layers;
using Nabla.Summaries;

namespace Nabla;

/// <summary>What the boxes of a model's picture show.</summary>
sealed record LayerLabels(bool Shapes, bool ElementTypes, bool Names, bool Activations, bool Trainable)
{
    static readonly PlotColor Trained = new(34, 125, 66), Frozen = new(172, 42, 42);

    /// <summary>The box of a layer.</summary>
    internal DiagramBox Box(Layer layer, IReadOnlyList<Shape>? inputs, IReadOnlyList<Shape>? outputs, ElementType? type)
    {
        List<IReadOnlyList<DiagramCell>> rows = [];
        if (Activations && ActivationOf(layer) is { } activation)
        {
            rows.Add([new($"Activation: {activation}")]);
        }

        List<DiagramCell> cells = [];
        if (Shapes)
        {
            if (layer is not Input)
            {
                cells.Add(new($"Input shape: {Text(inputs)}"));
            }

            cells.Add(new($"Output shape: {Text(outputs)}"));
        }

        if (ElementTypes)
        {
            cells.Add(new($"Output dtype: {(type ?? layer.DTypePolicy.ComputeType).Name}"));
        }

        if (Trainable && layer.Weights.Count > 0)
        {
            cells.Add(layer.Trainable ? new("Trainable", Trained) : new("Non-trainable", Frozen));
        }

        if (cells.Count > 0)
        {
            rows.Add(cells);
        }

        return new(Names ? $"{layer.Name} ({layer.ClassName})" : layer.ClassName, rows, Color(layer));
    }

    /// <summary>The frame around the layers of a model.</summary>
    internal DiagramBox Frame(Model model, Diagram inner) => new(Names ? $"{model.Name} ({model.ClassName})" : model.Name, [], Color(model), inner);

    static string? ActivationOf(Layer layer) => layer switch
    {
        Activation function => function.Function.Name,
        Dense dense => dense.Activation?.Name ?? "linear",
        EinsumDense dense => dense.Activation?.Name ?? "linear",
        RNN { Cell: WeightedCell cell } => cell.Activation.Name,
        ConvolvingLayer convolution => convolution.Activation?.Name ?? "linear",
        _ => null,
    };

    static string Text(IReadOnlyList<Shape>? shapes) => shapes switch
    {
        null or [] => "?",
        [var only] => Tuple(only),
        _ => $"[{string.Join(", ", shapes.Select(Tuple))}]",
    };

    static string Tuple(Shape shape)
    {
        var lengths = shape.Select(length => length?.ToString(CultureInfo.InvariantCulture) ?? "None").ToList();
        return lengths.Count == 1 ? $"({lengths[0]},)" : $"({string.Join(", ", lengths)})";
    }

    // Kinds of layers are told apart by colour; all are dark enough for white text.
    static PlotColor Color(Layer layer) => layer switch
    {
        Input => new(75, 85, 99),
        Model => new(67, 74, 140),
        ConvolvingLayer => new(0, 95, 150),
        PoolingLayer or GlobalPoolingLayer or AdaptivePoolingLayer => new(140, 70, 20),
        MergingLayer or Operation => new(120, 60, 115),
        NormalizingLayer or RMSNormalization or UnitNormalization or SpectralNormalization => new(20, 110, 95),
        Dropout or AlphaDropout or GaussianDropout or GaussianNoise or ActivityRegularization => new(120, 90, 20),
        Activation or ReLU or LeakyReLU or PReLU or ELU or Softmax => new(165, 60, 60),
        RNN or Bidirectional or TimeDistributed or RecurrentCell => new(95, 55, 150),
        ProjectedAttention or SequenceAttention => new(150, 45, 90),
        Dense or EinsumDense or Embedding or ReversibleEmbedding => new(28, 78, 170),
        _ => new(55, 70, 95),
    };
}
