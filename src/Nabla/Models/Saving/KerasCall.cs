using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>The arguments of one call of a layer in a Keras file, by name.</summary>
sealed class KerasCall
{
    readonly Dictionary<string, JsonElement> values = new(StringComparer.Ordinal);
    readonly Func<JsonElement, Tensor> tensorOf;
    readonly KerasConfig config;

    /// <summary>A call as it stands in a file.</summary>
    /// <param name="config">The layer's configuration, for errors.</param>
    /// <param name="names">The names of the positional arguments.</param>
    /// <param name="args">The positional arguments.</param>
    /// <param name="kwargs">The named ones.</param>
    /// <param name="tensorOf">The symbolic tensor that a description names.</param>
    internal KerasCall(KerasConfig config, IReadOnlyList<string> names, IReadOnlyList<JsonElement> args, IEnumerable<JsonProperty> kwargs, Func<JsonElement, Tensor> tensorOf)
    {
        (this.config, this.tensorOf) = (config, tensorOf);
        if (args.Count > names.Count)
        {
            throw config.Refused($"a call with {args.Count} arguments, of which {names.Count} are known: {string.Join(", ", names)}");
        }

        for (int i = 0; i < args.Count; i++)
        {
            Add(names[i], args[i]);
        }

        foreach (var argument in kwargs)
        {
            Add(argument.Name, argument.Value);
        }
    }

    /// <summary>Names of arguments that nobody has asked for.</summary>
    internal IEnumerable<string> Unread => values.Keys;

    /// <summary>One tensor; null where it is not given.</summary>
    internal Tensor? Tensor(string name) => Take(name) is { } json ? tensorOf(json) : null;

    /// <summary>One tensor that must be given.</summary>
    internal Tensor Needed(string name) => Tensor(name) ?? throw config.Refused($"a call without '{name}'");

    /// <summary>A tensor or a list of tensors; empty where none is given. A null in a list stands for no tensor.</summary>
    internal IReadOnlyList<Tensor?> List(string name) =>
        Take(name) is not { } json ? []
        : json.ValueKind == JsonValueKind.Array && KerasHistory.Of(json) is null ? [.. json.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? null : tensorOf(item))]
        : [tensorOf(json)];

    /// <summary>Yes or no; null where nothing is said.</summary>
    internal bool? Flag(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw config.Refused($"'{name}' of a call is neither true nor false"),
    };

    /// <summary>Refuses arguments that nobody has asked for.</summary>
    internal void End()
    {
        if (values.Count > 0)
        {
            throw config.Refused($"a call with {string.Join(", ", values.Keys.Select(name => $"'{name}'"))}, which is not known");
        }
    }

    void Add(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Null && !values.TryAdd(name, value))
        {
            throw config.Refused($"a call with '{name}' twice");
        }
    }

    JsonElement? Take(string name) => values.Remove(name, out var value) ? value : null;
}

/// <summary>The arguments of one call of a layer, written as Keras writes them.</summary>
/// <param name="describe">The description of a symbolic tensor.</param>
sealed class KerasCallWriter(Func<Tensor, JsonNode> describe)
{
    readonly JsonArray args = [];
    readonly JsonObject kwargs = [];

    /// <summary>A positional argument: one tensor.</summary>
    internal void Argument(Tensor? x) => args.Add((JsonNode?)(x is null ? null : describe(x)));

    /// <summary>A positional argument: a list of tensors.</summary>
    internal void Argument(IEnumerable<Tensor?> x) => args.Add((JsonNode)List(x));

    /// <summary>A named argument: one tensor.</summary>
    internal void Named(string name, Tensor? x)
    {
        if (x is not null)
        {
            kwargs[name] = describe(x);
        }
    }

    /// <summary>A named argument: a list of tensors.</summary>
    internal void Named(string name, IEnumerable<Tensor?> x) => kwargs[name] = List(x);

    /// <summary>A named argument: yes or no, or nothing.</summary>
    internal void Named(string name, bool? value)
    {
        if (value is { } given)
        {
            kwargs[name] = given;
        }
    }

    /// <summary>A named argument that is not given.</summary>
    internal void Nothing(string name) => kwargs[name] = null;

    internal JsonObject ToJson() => new() { ["args"] = args, ["kwargs"] = kwargs };

    JsonArray List(IEnumerable<Tensor?> x) => new([.. x.Select(t => t is null ? null : describe(t))]);
}
