using Nabla.Layers;
using Nabla.Operations;

namespace Nabla.Models.Saving;

/// <summary>Where Keras keeps the variables of each layer of a model: <c>layers/dense</c>, <c>layers/dense_1</c>, counted by class within each model.</summary>
static class KerasVariablePaths
{
    /// <summary>The model and all layers inside it, each with its path.</summary>
    internal static IEnumerable<KerasOwner> Owners(Layer layer, string path = "")
    {
        yield return KerasOwner.Of(layer, path);
        if (Seeds(layer) is { } seeds) yield return new KerasOwner($"{path}/{SeedGenerator}", SeedGenerator, [seeds.State]);
        if (layer is Wrapper wrapper)
        {
            foreach (var owner in Owners(wrapper.Layer, $"{path}/layer")) yield return owner;
            yield break;
        }
        if (layer is RNN or Bidirectional)
        {
            foreach (var (inner, part) in layer is Bidirectional both ? [(both.ForwardLayer, "forward_layer"), (both.BackwardLayer, "backward_layer")] : new (Layer, string)[] { (((RNN)layer).Cell, "cell") })
            {
                foreach (var owner in Owners(inner, $"{path}/{part}")) yield return owner;
            }
            yield break;
        }
        var list = layer is StackedRNNCells ? "cells" : "layers";
        var used = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var inner in layer is Sequential sequential ? sequential.Layers : layer.Tracked)
        {
            if (layer.SavedPath(inner) is { } kept)
            {
                foreach (var owner in Owners(inner, $"{path}/{kept}")) yield return owner;
                continue;
            }

            var word = Word(inner);
            var count = used[word] = used.GetValueOrDefault(word) + 1;
            var name = count == 1 ? word : $"{word}_{count - 1}";
            foreach (var owner in Owners(inner, path.Length == 0 ? $"{list}/{name}" : $"{path}/{list}/{name}")) yield return owner;
        }
    }

    // Two classes have another name in Keras than the one under which they are known.
    static string Word(Layer layer) => layer switch
    {
        Input => "input_layer",
        GroupQueryAttention => "grouped_query_attention",
        _ => LayerNames.SnakeCase(layer.GetType().Name),
    };

    /// <summary>The last part of the path of a random generator's state. Keras does not save it; training that goes on needs it.</summary>
    internal const string SeedGenerator = "seed_generator";

    static SeedGenerator? Seeds(Layer layer) => layer switch
    {
        Dropout dropout => dropout.SeedGenerator,
        AlphaDropout dropout => dropout.SeedGenerator,
        GaussianDropout dropout => dropout.SeedGenerator,
        GaussianNoise noise => noise.SeedGenerator,
        WeightedCell cell => cell.SeedGenerator,
        _ => null,
    };
}
