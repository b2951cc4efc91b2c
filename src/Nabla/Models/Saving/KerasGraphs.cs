using System.Text.Json;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Makes the model that a description of layers and their calls draws.</summary>
sealed class KerasGraphs
{
    readonly KerasConfig config;
    readonly Dictionary<(string Layer, int Call, int Output), Tensor> symbols = [];
    readonly Dictionary<(string Layer, int Call), Queue<Step>> waiting = [];
    readonly Dictionary<string, int> firstCalls = new(StringComparer.Ordinal);

    KerasGraphs(KerasConfig config) => this.config = config;

    /// <summary>Makes the described model.</summary>
    /// <exception cref="NotSupportedException">A layer or operation is not known here.</exception>
    /// <exception cref="ModelFormatException">The description is not understood.</exception>
    internal static Functional Read(KerasConfig config) => new KerasGraphs(config).Make();

    Functional Make()
    {
        var layers = Array("layers");
        NoteFirstCalls(layers);
        int open = 0;
        foreach (var json in layers)
        {
            open += Begin(json);
        }

        if (open > 0 && waiting.Values.Sum(queue => queue.Count) is > 0 and var left)
        {
            throw config.Refused($"{left} calls of layers wait for tensors that nothing makes");
        }

        var model = new Functional(Tensors("input_layers"), Tensors("output_layers"), KerasLayers.Name(config));
        if (!config.Flag("trainable", true))
        {
            model.Trainable = false;
        }

        return model;
    }

    /// <summary>Makes a layer and its calls as far as their inputs are there; returns how many calls there are.</summary>
    int Begin(JsonElement json)
    {
        var description = KerasObject.Read(json, config.File, "layers");
        string name = description.Config.TextOrNull("name") ?? throw description.Config.Refused("a layer without a name");
        var nodes = json.TryGetProperty("inbound_nodes", out var inbound) && inbound.ValueKind == JsonValueKind.Array ? inbound.EnumerateArray().ToList() : [];
        int first = firstCalls.GetValueOrDefault(name);
        if (first > 1)
        {
            throw config.Refused($"call {first} of '{name}' is asked for, and no call before it");
        }

        if (KerasOperations.IsModule(description.Module))
        {
            for (int i = 0; i < nodes.Count; i++)
            {
                Take(new(name, first + i, null, description, nodes[i]));
            }

            return nodes.Count;
        }

        var layer = KerasLayers.Read(description);
        if (layer is Input input)
        {
            symbols.TryAdd((name, 0, 0), input.Symbol);
            Go(name, 0);
            return 0;
        }

        for (int i = 0; i < nodes.Count; i++)
        {
            Take(new(name, first + i, layer, description, nodes[i]));
        }

        return nodes.Count;
    }

    /// <summary>Takes a step, or lets it wait for what it needs: an input, or the call of its layer before.</summary>
    void Take(Step step)
    {
        var ready = new Queue<Step>([step]);
        while (ready.TryDequeue(out var next))
        {
            if (Missing(next) is { } missing)
            {
                if (!waiting.TryGetValue(missing, out var queue))
                {
                    waiting.Add(missing, queue = []);
                }

                queue.Enqueue(next);
                continue;
            }

            var outputs = Run(next);
            for (int i = 0; i < outputs.Count; i++)
            {
                if (!symbols.TryAdd((next.Name, next.Call, i), outputs[i]))
                {
                    throw config.Refused($"two layers are called '{next.Name}'");
                }
            }

            if (waiting.Remove((next.Name, next.Call), out var freed))
            {
                foreach (var one in freed)
                {
                    ready.Enqueue(one);
                }
            }
        }
    }

    void Go(string name, int call)
    {
        if (waiting.Remove((name, call), out var freed))
        {
            foreach (var step in freed)
            {
                Take(step);
            }
        }
    }

    (string Layer, int Call)? Missing(Step step)
    {
        if (step.Call > firstCalls.GetValueOrDefault(step.Name) && !symbols.ContainsKey((step.Name, step.Call - 1, 0)))
        {
            return (step.Name, step.Call - 1);
        }

        foreach (var (layer, call, output) in KerasHistory.All(step.Node))
        {
            if (!symbols.ContainsKey((layer, call, output)))
            {
                return symbols.ContainsKey((layer, call, 0)) ? throw config.Refused($"output {output} of call {call} of '{layer}' is asked for, which gives fewer") : (layer, call);
            }
        }

        return null;
    }

    IReadOnlyList<Tensor> Run(Step step)
    {
        var (args, kwargs) = KerasHistory.Call(step.Node, step.Description.Config);
        if (step.Layer is null)
        {
            var operation = new KerasOperation(step.Name, step.Description, args, kwargs);
            var inputs = KerasHistory.All(step.Node).Select(key => symbols[key]).ToList();
            return inputs.Count > 0 ? operation.Draws(new() { Tensors = inputs }) : throw step.Description.Config.Refused("an operation without tensors");
        }

        var form = KerasCallForms.Of(step.Layer);
        var call = new KerasCall(step.Description.Config, form.Names, args, kwargs, Symbol);
        var arguments = form.Read(call);
        call.End();
        return arguments.All.Any(x => x is SymbolicTensor) ? step.Layer.Draws(arguments) : throw step.Description.Config.Refused("a call without tensors");
    }

    Tensor Symbol(JsonElement json) => KerasHistory.Of(json) is { } key && symbols.TryGetValue(key, out var x) ? x : throw config.Refused("a call is given what is no tensor of the model");

    /// <summary>Finds from where the calls of each layer are counted: a nested model may have a first call of its own, between its inputs and outputs, so that those of the file start at 1. What is used tells.</summary>
    void NoteFirstCalls(IReadOnlyList<JsonElement> layers)
    {
        var models = layers.Where(IsModel).Select(layer => layer.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal);
        if (models.Count == 0)
        {
            return;
        }

        var used = layers.Where(layer => layer.ValueKind == JsonValueKind.Object && layer.TryGetProperty("inbound_nodes", out _)).Select(layer => layer.GetProperty("inbound_nodes")).Append(Value("output_layers"));
        foreach (var (layer, call, _) in used.SelectMany(KerasHistory.All).Where(key => models.Contains(key.Layer)))
        {
            firstCalls[layer] = Math.Min(firstCalls.GetValueOrDefault(layer, 1), Math.Max(call, 0));
        }
    }

    static bool IsModel(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("class_name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() is "Functional" or "Model" or "Sequential"
        && json.TryGetProperty("name", out var own) && own.ValueKind == JsonValueKind.String;

    /// <summary>The tensors that begin or end the model: one, a list, or by name.</summary>
    Tensors Tensors(string name)
    {
        var json = Value(name);
        if (KerasHistory.Triple(json) is { } only)
        {
            return Known(only);
        }

        // A structure inside a structure is given flat, in its order.
        return json.ValueKind == JsonValueKind.Object && json.EnumerateObject().All(item => KerasHistory.Triple(item.Value) is not null)
            ? json.EnumerateObject().ToDictionary(item => item.Name, item => Known(KerasHistory.Triple(item.Value)), StringComparer.Ordinal)
            : json.ValueKind is JsonValueKind.Array or JsonValueKind.Object ? Nabla.Tensors.Create([.. KerasHistory.All(json).Select(key => Known(key))])
            : throw config.Refused($"'{name}' is neither a list nor an object");
    }

    Tensor Known((string Layer, int Call, int Output)? key) => key is { } k && symbols.TryGetValue(k, out var x) ? x
        : throw config.Refused(key is { } missing ? $"no tensor {missing.Output} of call {missing.Call} of '{missing.Layer}'" : "inputs or outputs that are no tensors of the model");

    IReadOnlyList<JsonElement> Array(string name) => Value(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : throw config.Refused($"'{name}' is no list");

    JsonElement Value(string name)
    {
        config.Skip(name);
        return config.Json.ValueKind == JsonValueKind.Object && config.Json.TryGetProperty(name, out var value) ? value : throw config.Refused($"'{name}' is missing");
    }

    sealed record Step(string Name, int Call, Layer? Layer, KerasObject Description, JsonElement Node);
}
