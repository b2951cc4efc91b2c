using System.Text.Json.Nodes;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Describes a drawn model as Keras does.</summary>
sealed class KerasGraphWriter
{
    readonly Functional model;
    readonly Dictionary<SymbolicNode, (string Layer, int Call)> calls = new(ReferenceEqualityComparer.Instance);

    KerasGraphWriter(Functional model)
    {
        this.model = model;
        var inside = new HashSet<SymbolicNode>(model.Nodes, ReferenceEqualityComparer.Instance);
        foreach (var layer in model.Operations)
        {
            // A nested functional model has a first call of its own, between its inputs and outputs.
            int number = layer is Functional ? 1 : 0;
            foreach (var node in NodesOf(layer).Where(inside.Contains))
            {
                calls.Add(node, (layer.Name, number++));
            }
        }
    }

    /// <summary>The description.</summary>
    /// <exception cref="NotSupportedException">A layer or an operation is one that Keras does not have.</exception>
    internal static JsonObject Write(Functional model) => new KerasGraphWriter(model).Write();

    JsonObject Write()
    {
        if (model.Inputs.FirstOrDefault(x => ((SymbolicTensor)x).Node is not LayerNode { IsInput: true }) is SymbolicTensor inner)
        {
            throw new NotSupportedException($"{model.Name}: a model that begins at the output of {LayerOrder.LayerOf(inner.Node).Name}: only one that begins at Input layers can be described. Draw it anew from an Input.");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        if (model.Operations.FirstOrDefault(layer => !names.Add(layer.Name)) is { } twin)
        {
            throw new NotSupportedException($"{model.Name}: two layers are called {twin.Name}: in a file each has a name of its own. Give one of them another.");
        }

        var config = new JsonObject
        {
            ["name"] = model.Name,
            ["trainable"] = model.Trainable,
            ["layers"] = new JsonArray([.. model.Operations.Select(Write)]),
            ["input_layers"] = Ends(model.Inputs, model.HasNamedInputs),
            ["output_layers"] = Ends(model.Outputs, model.HasNamedOutputs),
        };
        return new() { ["module"] = "keras.src.models.functional", ["class_name"] = "Functional", ["config"] = config, ["registered_name"] = "Functional" };
    }

    JsonObject Write(Layer layer)
    {
        var description = layer is NodeOperation op ? Describe(op) : layer is KerasOperation operation ? operation.Describe() : KerasLayers.Write(layer);
        description["name"] = layer.Name;
        description["inbound_nodes"] = new JsonArray([.. NodesOf(layer).Where(node => calls.ContainsKey(node) && node is not LayerNode { IsInput: true }).Select(node => (JsonNode)Call(layer, node))]);
        return description;
    }

    static JsonObject Describe(NodeOperation operation)
    {
        var (module, className) = KerasOperations.NameOf(operation.Node.Op, operation.Node.Inputs.All(x => x!.ElementType == ElementType.Bool));
        return new() { ["module"] = module, ["class_name"] = className, ["config"] = new JsonObject { ["name"] = operation.Name }, ["registered_name"] = className };
    }

    JsonObject Call(Layer layer, SymbolicNode node)
    {
        var writer = new KerasCallWriter(x => Describe(layer, x));
        if (node is LayerNode { Layer: KerasOperation operation } described)
        {
            return operation.Call(described.Call.Tensors.Select(x => Describe(layer, x!)));
        }

        if (node is LayerNode call)
        {
            KerasCallForms.Of(layer).Write(call.Call, writer);
            return writer.ToJson();
        }

        return new() { ["args"] = new JsonArray([.. node.Inputs.Select(x => x is SymbolicTensor ? Describe(layer, x) : Number(layer, x!))]), ["kwargs"] = new JsonObject() };
    }

    JsonNode Describe(Layer layer, Tensor x)
    {
        if (x is not SymbolicTensor symbol)
        {
            throw new NotSupportedException($"{layer.Name}: it is called with a tensor of values: a description holds no values. Give it as an input of the model.");
        }

        var (name, call) = calls[symbol.Node];
        return new JsonObject
        {
            ["class_name"] = "__keras_tensor__",
            ["config"] = new JsonObject { ["shape"] = KerasLayers.Json(x.Shape), ["dtype"] = x.ElementType.Name, ["keras_history"] = new JsonArray(name, call, symbol.Index) },
        };
    }

    static JsonNode Number(Layer layer, Tensor x) => x is not Variable && x.Rank == 0 ? x.ElementType.IsFloating ? x.Cast(ElementType.Float64).ToScalar<double>() : x.ElementType == ElementType.Bool ? x.ToScalar<bool>() : x.Cast(ElementType.Int64).ToScalar<long>()
        : throw new NotSupportedException($"{layer.Name}: an operation with a tensor of values {x.Shape}: a description holds only numbers. Use a layer with weights, or give it as an input.");

    JsonNode Ends(Tensors ends, bool byName)
    {
        JsonNode[] described = [.. ends.Select(x => (JsonNode)new JsonArray(calls[((SymbolicTensor)x).Node].Layer, calls[((SymbolicTensor)x).Node].Call, ((SymbolicTensor)x).Index))];
        return byName ? new JsonObject(ends.Names!.Zip(described, (name, end) => KeyValuePair.Create(name, (JsonNode?)end)))
            : described is [var only] ? only : new JsonArray(described);
    }

    static IEnumerable<SymbolicNode> NodesOf(Layer layer) => layer is NodeOperation operation ? [operation.Node] : layer.Calls;
}
