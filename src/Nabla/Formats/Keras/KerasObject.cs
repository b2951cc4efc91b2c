using System.Text.Json;

namespace Nabla.Formats;

/// <summary>A layer, loss, optimizer, initializer … as Keras serialises it: module, class name, configuration.</summary>
/// <remarks>A plain description: nothing is created, and names are looked up only in closed tables, never as types of a program.</remarks>
public sealed class KerasObject
{
    KerasObject(string module, string className, string? registeredName, KerasConfig config, KerasConfig? build, KerasConfig? compile) =>
        (Module, ClassName, RegisteredName, Config, BuildConfig, CompileConfig) = (module, className, registeredName, config, build, compile);

    /// <summary>The Python module, such as <c>keras.layers</c>; empty where the file does not say.</summary>
    public string Module { get; }

    /// <summary>The class, such as <c>Dense</c>.</summary>
    public string ClassName { get; }

    /// <summary>The name under which a custom class is registered, such as <c>my_package&gt;MyLayer</c>; null for Keras's own classes.</summary>
    public string? RegisteredName { get; }

    /// <summary>The constructor's arguments.</summary>
    public KerasConfig Config { get; }

    /// <summary>What a layer's weights were made for, such as <c>input_shape</c>; null where they were not made.</summary>
    public KerasConfig? BuildConfig { get; }

    /// <summary>What a model was compiled with; null where it was not, or where the object is no model.</summary>
    public KerasConfig? CompileConfig { get; }

    /// <summary>Reads a description from JSON: an object with <c>class_name</c> and <c>config</c>.</summary>
    /// <param name="json">The object.</param>
    /// <param name="file">The file it stands in, for error messages.</param>
    /// <param name="place">Where it stands there, for error messages.</param>
    /// <exception cref="ModelFormatException">It is no such object.</exception>
    public static KerasObject Read(JsonElement json, string file, string place)
    {
        if (!Is(json)) throw new ModelFormatException(file, place, "an object with 'class_name' and 'config' is expected");
        var name = json.GetProperty("class_name").GetString()!;
        json.TryGetProperty("config", out var config);
        var within = place.Length == 0 ? name : $"{place}: {name}";
        KerasConfig? Part(string part) => json.TryGetProperty(part, out var given) && given.ValueKind == JsonValueKind.Object ? new KerasConfig(given, file, $"{within}: {part}") : null;
        return new KerasObject(Text(json, "module") ?? "", name, Text(json, "registered_name"), new KerasConfig(config, file, within), Part("build_config"), Part("compile_config"));
    }

    /// <summary>Reads a description from a JSON text.</summary>
    /// <exception cref="ModelFormatException">It is no JSON, or no such object.</exception>
    public static KerasObject Parse(string json, string file, LoadLimits? limits = null) => Parse(json, file, limits ?? LoadLimits.Default, isOld: false);

    /// <summary>Reads the text of <c>model.to_json()</c>: that of Keras 2 says its version.</summary>
    /// <exception cref="ModelFormatException">It is no JSON, or no such object.</exception>
    internal static KerasObject ParseModel(string json, string file, LoadLimits limits)
    {
        bool isOld;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = limits.MaxNesting });
            var version = document.RootElement.ValueKind == JsonValueKind.Object ? Text(document.RootElement, "keras_version") ?? "" : "";
            if (version.StartsWith("1.", StringComparison.Ordinal)) throw new ModelFormatException(file, "", $"Keras {version}: models of Keras 2 and 3 are read. Open and save it with Keras 2 first");
            isOld = KerasDialect.IsOld(version);
        }
        catch (JsonException error)
        {
            throw new ModelFormatException(file, $"line {error.LineNumber + 1}", "it is no JSON that can be read", error);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // Half a character, which a text in HDF5 and a text in JSON may hold.
            throw new ModelFormatException(file, "", "it is no JSON that can be read", error);
        }
        return Parse(json, file, limits, isOld);
    }

    /// <summary>Reads a description from a JSON text, of Keras 2 where it is an old one.</summary>
    internal static KerasObject Parse(string json, string file, LoadLimits limits, bool isOld)
    {
        try
        {
            if (isOld) json = KerasDialect.Modern(json, limits.MaxNesting);
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = isOld ? limits.MaxNesting + 8 : limits.MaxNesting });
            CheckTexts(document.RootElement);
            return Read(document.RootElement.Clone(), file, "");
        }
        catch (JsonException error)
        {
            throw new ModelFormatException(file, $"line {error.LineNumber + 1}", "it is no JSON that can be read", error);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // Half a character, which a text in HDF5 and a text in JSON may hold.
            throw new ModelFormatException(file, "", "it is no JSON that can be read", error);
        }
    }

    /// <summary>Whether a JSON value has the form of a serialised object.</summary>
    internal static bool Is(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("class_name", out var name) && name.ValueKind == JsonValueKind.String
        && (!json.TryGetProperty("config", out var config) || config.ValueKind is JsonValueKind.Object or JsonValueKind.String or JsonValueKind.Array or JsonValueKind.Null);

    // The first look at a text throws where it holds half a character; later looks are not expected to.
    static void CheckTexts(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var value in json.EnumerateObject())
                {
                    _ = value.Name;
                    CheckTexts(value.Value);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray()) CheckTexts(item);
                break;
            case JsonValueKind.String:
                _ = json.GetString();
                break;
        }
    }

    static string? Text(JsonElement json, string field) => json.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
