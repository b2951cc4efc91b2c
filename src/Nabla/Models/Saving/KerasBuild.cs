using System.Text.Json.Nodes;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>What a layer's weights were made for, as Keras writes it: <c>build_config</c>, with which its loader makes them.</summary>
static class KerasBuild
{
    /// <summary>Adds it to the description of a layer whose weights are made.</summary>
    internal static JsonObject Write(Layer layer, JsonObject description)
    {
        if (layer is Input or Operation || !layer.Built || layer.InputShapes.Count == 0) return description;
        description["build_config"] = layer switch
        {
            // Made by drawing it again.
            Functional => new JsonObject { ["input_shape"] = null },
            ProjectedAttention => Named(("query_shape", 0), ("value_shape", 1), ("key_shape", 2)),
            RNN or Bidirectional when layer.InputShapes.Count > 1 => States(layer),
            _ => new JsonObject { ["input_shape"] = layer.InputShapes is [var only] ? Json(layer, only) : new JsonArray([.. layer.InputShapes.Select(shape => Json(layer, shape))]) },
        };
        return description;

        JsonObject Named(params ReadOnlySpan<(string Name, int Index)> shapes)
        {
            var dictionary = new JsonObject();
            foreach (var (name, index) in shapes)
            {
                if (index < layer.InputShapes.Count) dictionary[name] = Json(layer, layer.InputShapes[index]);
            }
            return new() { ["shapes_dict"] = dictionary };
        }
    }

    static JsonObject States(Layer layer) => new()
    {
        ["shapes_dict"] = new JsonObject { ["sequences_shape"] = Json(layer, layer.InputShapes[0]), ["initial_state_shape"] = new JsonArray([.. layer.InputShapes.Skip(1).Select(shape => Json(layer, shape))]) },
    };

    // A batch may have any size, but where states are kept for each of its samples.
    static JsonNode? Json(Layer layer, Shape shape) => KerasLayers.Json(!shape.IsRankKnown || shape.Rank == 0 || layer is RNN { Stateful: true } ? shape : Shape.Create([null]).Concat(shape[1..]));
}
