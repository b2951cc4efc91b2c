using System.Text.Json;

namespace Nabla.Formats;

/// <summary>The configuration of a serialised Keras object: values by name, each read as the type that its meaning asks for.</summary>
/// <remarks>A value of another type is refused with the names of the object and the value. <see cref="Unread"/> tells what nobody asked for, so that nothing in a file is ignored in silence.</remarks>
public sealed class KerasConfig
{
    readonly JsonElement json;
    readonly string file, place;
    readonly HashSet<string> read = new(StringComparer.Ordinal);

    internal KerasConfig(JsonElement json, string file, string place) => (this.json, this.file, this.place) = (json, file, place);

    /// <summary>The file it stands in, for errors.</summary>
    internal string File => file;

    /// <summary>The configuration as JSON.</summary>
    public JsonElement Json => json;

    /// <summary>Names of values that are not null and that nobody has read so far.</summary>
    public IEnumerable<string> Unread =>
        json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().Where(value => value.Value.ValueKind != JsonValueKind.Null && !read.Contains(value.Name)).Select(value => value.Name) : [];

    /// <summary>Whether there is a value of this name that is not null.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Marks values as known that have no effect here, such as the name of an object that has none.</summary>
    public void Skip(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) read.Add(name);
    }

    /// <summary>A number.</summary>
    /// <exception cref="ModelFormatException">The value is absent and has no default, or is no number.</exception>
    public double Double(string name, double? otherwise = null) => DoubleOrNull(name) ?? otherwise ?? throw Missing(name);

    /// <summary>A number, or null.</summary>
    /// <exception cref="ModelFormatException">The value is no number.</exception>
    public double? DoubleOrNull(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value => value.GetDouble(),
        { ValueKind: JsonValueKind.String } value when Special(value.GetString()) is { } number => number,
        { } value when OnlyOf(value) is { } number => number,
        _ => throw Wrong(name, "a number"),
    };

    /// <summary>A whole number.</summary>
    /// <exception cref="ModelFormatException">The value is absent and has no default, or is no whole number.</exception>
    public long Long(string name, long? otherwise = null) => LongOrNull(name) ?? otherwise ?? throw Missing(name);

    /// <summary>A whole number, or null.</summary>
    /// <exception cref="ModelFormatException">The value is no whole number.</exception>
    public long? LongOrNull(string name) => Find(name) is { } value ? Whole(value, name) : null;

    /// <summary>A whole number of 32 bits.</summary>
    /// <exception cref="ModelFormatException">The value is absent and has no default, or is no such number.</exception>
    public int Int(string name, int? otherwise = null) => IntOrNull(name) ?? otherwise ?? throw Missing(name);

    /// <summary>A whole number of 32 bits, or null.</summary>
    /// <exception cref="ModelFormatException">The value is no such number.</exception>
    public int? IntOrNull(string name) => LongOrNull(name) is not { } value ? null : value is >= int.MinValue and <= int.MaxValue ? (int)value : throw Wrong(name, "a number of 32 bits");

    /// <summary>A truth value.</summary>
    /// <exception cref="ModelFormatException">The value is absent and has no default, or is no truth value.</exception>
    public bool Flag(string name, bool? otherwise = null) => Find(name) switch
    {
        null => otherwise ?? throw Missing(name),
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>A text.</summary>
    /// <exception cref="ModelFormatException">The value is absent and has no default, or is no text.</exception>
    public string Text(string name, string? otherwise = null) => TextOrNull(name) ?? otherwise ?? throw Missing(name);

    /// <summary>A text, or null.</summary>
    /// <exception cref="ModelFormatException">The value is no text.</exception>
    public string? TextOrNull(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw Wrong(name, "a text"),
    };

    /// <summary>A whole number or a list of them, null where the value is absent; null in the list for an unknown length.</summary>
    /// <exception cref="ModelFormatException">The value is neither.</exception>
    public long?[]? Lengths(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? (long?)null : Whole(item, name))],
        { } value => [Whole(value, name)],
    };

    /// <summary>A whole number or a list of them, null where the value is absent.</summary>
    /// <exception cref="ModelFormatException">The value is neither.</exception>
    public int[]? Ints(string name) => Lengths(name) is { } lengths ? Array.ConvertAll(lengths, length => length is >= int.MinValue and <= int.MaxValue ? (int)length : throw Wrong(name, "numbers of 32 bits")) : null;

    /// <summary>A number or a list of them, null where the value is absent.</summary>
    /// <exception cref="ModelFormatException">The value is neither.</exception>
    public double[]? Doubles(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } value => [value.GetDouble()],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number ? item.GetDouble() : throw Wrong(name, "numbers"))],
        _ => throw Wrong(name, "numbers"),
    };

    /// <summary>A list of texts, null where the value is absent.</summary>
    /// <exception cref="ModelFormatException">The value is no list of texts.</exception>
    public string[]? Texts(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Wrong(name, "texts"))],
        _ => throw Wrong(name, "texts"),
    };

    /// <summary>Another serialised object, or null.</summary>
    /// <exception cref="ModelFormatException">The value is no serialised object.</exception>
    public KerasObject? ObjectOrNull(string name) => Find(name) switch
    {
        null => null,
        { } value when KerasObject.Is(value) => KerasObject.Read(value, file, $"{place}: {name}"),
        _ => throw Wrong(name, "a serialised object"),
    };

    /// <summary>A list of serialised objects; empty where the value is absent.</summary>
    /// <exception cref="ModelFormatException">The value is no list of serialised objects.</exception>
    public IReadOnlyList<KerasObject> Objects(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } value => [.. value.EnumerateArray().Select((item, i) => KerasObject.Read(item, file, $"{place}: {name}[{i}]"))],
        _ => throw Wrong(name, "a list of serialised objects"),
    };

    /// <summary>Whether a value is a serialised object.</summary>
    public bool IsObject(string name) => Find(name) is { } value && KerasObject.Is(value);

    /// <summary>Whether a value is a text.</summary>
    public bool IsText(string name) => Find(name) is { ValueKind: JsonValueKind.String };

    /// <summary>The type of the elements: a name, or a dtype policy whose name stands for both its types; null where the value is absent.</summary>
    /// <exception cref="ModelFormatException">The value is neither.</exception>
    public string? PolicyOrNull(string name = "dtype") => !IsObject(name) ? TextOrNull(name) : PolicyOf(ObjectOrNull(name)!);

    static string PolicyOf(KerasObject policy) =>
        policy.ClassName is "DTypePolicy" or "FloatDTypePolicy" or "Policy" ? policy.Config.Text("name") : throw policy.Config.Refused($"{policy.ClassName} is a policy that is not known: quantised layers are not read");

    /// <summary>Whether a value is there and is null; an absent one is not.</summary>
    public bool IsNull(string name)
    {
        read.Add(name);
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Null;
    }

    /// <summary>The exception for an object that is not understood.</summary>
    public ModelFormatException Refused(string reason) => new(file, place, reason);

    /// <summary>The exception for a value that means nothing here.</summary>
    public ModelFormatException Wrong(string name, string expected) =>
        new(file, place, $"'{name}' is {Shown(Find(name))}, and {expected} is expected");

    JsonElement? Find(string name)
    {
        read.Add(name);
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    long Whole(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole)) return whole;
        // Python writes whole numbers that came out of a division as floats.
        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() is var real && real == Math.Floor(real) && Math.Abs(real) < 1L << 53) return (long)real;
        throw Wrong(name, "a whole number");
    }

    // A number that was given as a tensor or an array of one.
    static double? OnlyOf(JsonElement value) =>
        KerasObject.Is(value) && value.GetProperty("class_name").GetString() is "__tensor__" or "__numpy__" && value.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object
        && config.TryGetProperty("value", out var inner) && (inner.ValueKind == JsonValueKind.Array && inner.GetArrayLength() == 1 ? inner[0] : inner) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    static double? Special(string? text) => text switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => null,
    };

    static string Shown(JsonElement? value)
    {
        if (value is null) return "absent";
        var text = value.Value.GetRawText();
        return text.Length <= 80 ? text : text[..80] + "…";
    }

    ModelFormatException Missing(string name) => new(file, place, $"'{name}' is missing");
}
