using Nabla.Files;

namespace Nabla.Formats;

/// <summary>A whole model, or weights alone, in the HDF5 form of Keras 2, which Keras 3 writes too where a name ends in <c>.h5</c>.</summary>
/// <remarks>A plain description. Links are not followed: what lies behind one is refused.</remarks>
public sealed partial class KerasLegacyFile
{
    KerasLegacyFile(string version, KerasObject? model, KerasConfig? training, IReadOnlyList<KerasVariables> layers, KerasVariables? optimizer) =>
        (KerasVersion, Model, TrainingConfig, Layers, Optimizer) = (version, model, training, layers, optimizer);

    /// <summary>The version of Keras that wrote it; empty where the file does not say.</summary>
    public string KerasVersion { get; }

    /// <summary>Whether Keras 2 wrote it, or Keras 1.</summary>
    internal bool IsOld => KerasDialect.IsOld(KerasVersion);

    /// <summary>The model; null in a file of weights alone.</summary>
    public KerasObject? Model { get; }

    /// <summary>What the model was compiled with; null where it was not.</summary>
    public KerasConfig? TrainingConfig { get; }

    /// <summary>The values of each layer's variables: those that are trained first, in the order of the model.</summary>
    public IReadOnlyList<KerasVariables> Layers { get; }

    /// <summary>The state of the optimizer; null where it is not saved.</summary>
    public KerasVariables? Optimizer { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFormatException">It is no such file, or one that is refused.</exception>
    public static KerasLegacyFile Read(Hdf5File file, LoadLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        limits ??= LoadLimits.Default;
        var (root, budget) = (file.Root, new DecodeBudget(file.Name, limits));
        KerasObject? model = null;
        KerasConfig? training = null;
        var version = Text(root, "keras_version") ?? (root.Contains("model_weights") ? Text(root.OpenGroup("model_weights"), "keras_version") : null) ?? "";
        if (Text(root, "model_config") is { } config) model = KerasObject.Parse(config, file.Name, limits, KerasDialect.IsOld(version));
        if (model is not null && Text(root, "training_config") is { } compile) training = KerasObject.Parse($$"""{"class_name": "training_config", "config": {{compile}}}""", file.Name, limits, KerasDialect.IsOld(version)).Config;
        var weights = root.FindAttribute("layer_names") is null && root.FindAttribute("layer_names0") is null ? root.OpenGroup("model_weights") : root;
        var layers = Names(weights, "layer_names").Select(name => Values(weights.OpenGroup(name), name, budget)).ToList();
        if (weights.Contains("top_level_model_weights")) layers.Add(Values(weights.OpenGroup("top_level_model_weights"), "", budget));
        var optimizer = root.Contains("optimizer_weights") ? Values(root.OpenGroup("optimizer_weights"), "optimizer", budget) : null;
        return new(version, model, training, layers, optimizer);
    }

    static KerasVariables Values(Hdf5Group group, string path, DecodeBudget budget)
    {
        var values = new List<KeyValuePair<string, Hdf5Array>>();
        foreach (var name in Names(group, "weight_names"))
        {
            var dataset = group.OpenDataset(name);
            var bytes = (dataset.Shape?.Aggregate((Int128)1, (product, axis) => product * axis) ?? 0) * dataset.Type.Size;
            budget.Take((long)Int128.Min(bytes, long.MaxValue), ContainedFile.Shown(dataset.Path));
            values.Add(new(name, dataset.Read()));
        }
        return new(path, path, values);
    }

    // A list that is too long for one attribute stands in several: weight_names0, weight_names1 …
    static List<string> Names(Hdf5Group group, string attribute)
    {
        if (group.FindAttribute(attribute) is { } whole) return Texts(group, whole);
        var names = new List<string>();
        for (var part = 0; group.FindAttribute($"{attribute}{part}") is { } found; part++) names.AddRange(Texts(group, found));
        return names;
    }

    // A list without names has the type that NumPy gives to an empty list: float64.
    static List<string> Texts(Hdf5Group group, Hdf5Attribute attribute) => attribute.Shape is { } shape && shape.Contains(0) ? [] : attribute.Read().Values is string[] texts ? [.. texts]
        : throw group.Refused($"the attribute {ContainedFile.Shown(attribute.Name)} holds no texts");

    static string? Text(Hdf5Object found, string name) => found.FindAttribute(name) is { Type.Class: Hdf5Class.String, Shape.Count: 0 } attribute ? attribute.Read().ToText() : null;
}
