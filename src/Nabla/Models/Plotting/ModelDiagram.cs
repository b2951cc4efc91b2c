using Nabla.Layers;
using Nabla.Summaries;

namespace Nabla;

/// <summary>The diagram of a model: a box for each layer, an arrow for each tensor between two.</summary>
/// <param name="labels">What stands in the boxes.</param>
/// <param name="direction">Where the arrows lead.</param>
/// <param name="expandNested">Whether models inside are drawn as frames around their layers.</param>
sealed class ModelDiagram(LayerLabels labels, RankDir direction, bool expandNested)
{
    /// <summary>The diagram of a model, laid out.</summary>
    internal Diagram Of(Model model) => Of(model, inside: false);

    Diagram Of(Model model, bool inside)
    {
        var diagram = model switch
        {
            Functional drawn => OfDrawn(drawn, inside),
            Sequential chain => OfChain(chain, inside),
            _ => OfOne(model),
        };
        DiagramLayout.Set(diagram);
        return diagram;
    }

    Diagram OfOne(Model model)
    {
        var diagram = new Diagram(direction);
        diagram.Add(labels.Box(model, model.InputShapes, [.. model.SummaryRows().TakeLast(1).SelectMany(row => row.Outputs ?? [])], null));
        return diagram;
    }

    Diagram OfChain(Sequential model, bool inside)
    {
        var diagram = new Diagram(direction, inside ? 1 : 0, inside ? 1 : 0);
        var shape = model.LayersWithInput is [Input input, ..] ? input.BatchShape : model.InputShape;
        int last = -1;
        foreach (var row in model.SummaryRows())
        {
            var shapes = row.Outputs?.Select(output => AnyBatch(output)).ToList();
            int box = diagram.Add(Unfolds(row.Layer) ? Frame((Model)row.Layer) : labels.Box(row.Layer, shape is null ? null : [AnyBatch(shape)], shapes, null));
            shape = row.Outputs is [var only] ? only : null;
            if (last >= 0)
            {
                diagram.Connect(last, 0, box, 0);
            }
            else if (inside)
            {
                diagram.Enter(0, box, 0);
            }

            last = box;
        }

        if (inside && last >= 0)
        {
            diagram.Leave(last, 0, 0);
        }

        return diagram;
    }

    Diagram OfDrawn(Functional model, bool inside)
    {
        var diagram = new Diagram(direction, inside ? model.Inputs.Count : 0, inside ? model.Outputs.Count : 0);
        var calls = model.Nodes.ToLookup(LayerOrder.LayerOf);
        var boxes = new Dictionary<Layer, int>(ReferenceEqualityComparer.Instance);
        foreach (var layer in model.Operations)
        {
            var call = calls[layer].First();
            boxes[layer] = diagram.Add(Unfolds(layer) ? Frame((Model)layer) : labels.Box(layer, Given(call), [.. call.Outputs.Select(y => y.Shape)], call.Outputs[0].ElementType));
        }

        var inputs = model.Inputs.Cast<SymbolicTensor>().ToList();
        foreach (var call in model.Nodes.Where(node => !inputs.Exists(x => x.Node == node)))
        {
            var layer = LayerOrder.LayerOf(call);
            for (int i = 0; i < call.Inputs.Count; i++)
            {
                if (call.Inputs[i] is SymbolicTensor x)
                {
                    diagram.Connect(boxes[LayerOrder.LayerOf(x.Node)], Exit(x), boxes[layer], Entry(layer, i));
                }
            }
        }

        for (int i = 0; i < diagram.Entries; i++)
        {
            var layer = LayerOrder.LayerOf(inputs[i].Node);
            diagram.Enter(i, boxes[layer], Entry(layer, 0));
        }

        for (int i = 0; i < diagram.Exits; i++)
        {
            var y = (SymbolicTensor)model.Outputs[i];
            diagram.Leave(boxes[LayerOrder.LayerOf(y.Node)], Exit(y), i);
        }

        return diagram;
    }

    DiagramBox Frame(Model model) => labels.Frame(model, Of(model, inside: true));

    bool Unfolds(Layer layer) => expandNested && (layer is Functional || layer is Sequential { Layers.Count: > 0 });

    int Exit(SymbolicTensor x) => Unfolds(LayerOrder.LayerOf(x.Node)) ? x.Index : 0;

    // Masks come after the inputs; they enter beside the first.
    int Entry(Layer layer, int input) => Unfolds(layer) && layer is Functional model && input < model.Inputs.Count ? input : 0;

    static List<Shape> Given(SymbolicNode call) => [.. (call is LayerNode layer ? layer.Call.Tensors : call.Inputs).OfType<SymbolicTensor>().Select(x => x.Shape)];

    static Shape AnyBatch(Shape shape) => shape.Rank == 0 ? shape : Shape.Create([null]).Concat(shape[1..]);
}
