namespace Nabla.Formats;

/// <content>Writing.</content>
public sealed partial class KerasLegacyFile
{
    const string Version = "3.15.1", Backend = "tensorflow";

    // The longest attribute that Keras writes in one piece.
    const int MaxAttribute = 64512;

    /// <summary>Describes a whole model as Keras 3 writes it into a <c>.h5</c> file.</summary>
    /// <param name="modelConfig">The model's description, as JSON.</param>
    /// <param name="trainingConfig">What it was compiled with, as JSON; null where it was not.</param>
    /// <param name="layers">The values of each layer's variables by their paths; the path of the model's own is empty.</param>
    /// <param name="optimizer">The state of the optimizer; null for none.</param>
    public static Hdf5Writer Write(string modelConfig, string? trainingConfig, IEnumerable<KerasVariables> layers, KerasVariables? optimizer)
    {
        ArgumentNullException.ThrowIfNull(modelConfig);
        ArgumentNullException.ThrowIfNull(layers);
        var writer = new Hdf5Writer();
        writer.Root.SetAttribute("keras_version", Version);
        writer.Root.SetAttribute("backend", Backend);
        writer.Root.SetAttribute("model_config", modelConfig);
        if (trainingConfig is not null) writer.Root.SetAttribute("training_config", trainingConfig);
        WriteWeights(writer.Root.Group("model_weights"), [.. layers]);
        if (optimizer is not null) WriteValues(writer.Root.Group("optimizer_weights"), optimizer);
        return writer;
    }

    static void WriteWeights(Hdf5GroupBuilder group, IReadOnlyList<KerasVariables> layers)
    {
        WriteNames(group, "layer_names", [.. layers.Where(owner => owner.Path.Length > 0).Select(owner => owner.Path)]);
        group.SetAttribute("backend", Backend);
        group.SetAttribute("keras_version", Version);
        foreach (var owner in layers.Where(owner => owner.Path.Length > 0)) WriteValues(group.Group(owner.Path), owner);
        WriteValues(group.Group("top_level_model_weights"), layers.FirstOrDefault(owner => owner.Path.Length == 0) ?? new KerasVariables("", "", []));
    }

    static void WriteValues(Hdf5GroupBuilder group, KerasVariables owner)
    {
        WriteNames(group, "weight_names", [.. owner.Variables.Select(variable => variable.Key)]);
        foreach (var (name, value) in owner.Variables) group.Add(name, value);
    }

    // A list that takes too many bytes stands in several attributes: weight_names0, weight_names1 … Keras counts each text as long as the longest.
    static void WriteNames(Hdf5GroupBuilder group, string attribute, string[] names)
    {
        if (names.Length == 0)
        {
            // What NumPy makes of an empty list.
            group.SetAttribute(attribute, Hdf5Array.Of(Array.Empty<double>(), 0));
            return;
        }
        var bytes = Math.Max(1, names.Max(name => Files.ByteText.ToBytes(name).Length));
        var perPart = Math.Max(1, (MaxAttribute - 128) / bytes);
        if (names.Length <= perPart)
        {
            group.SetAttribute(attribute, Hdf5Array.Of(names, names.Length));
            return;
        }
        foreach (var (part, texts) in names.Chunk(perPart).Index()) group.SetAttribute($"{attribute}{part}", Hdf5Array.OfFixedText(texts, texts.Length));
    }
}
