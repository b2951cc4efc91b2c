using Nabla.Formats;

namespace Nabla.Models.Converting;

/// <summary>Conversions of whole models, and of weights that belong to one.</summary>
static class ModelConversion
{
    /// <summary>Writes a model, or its weights.</summary>
    public static List<string> FromModel(string source, string target, FileForm form, ConversionOptions options, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        Model model;
        try
        {
            model = Model.Load(source, compile: form == FileForm.Model, options.Limits);
        }
        catch (ModelFormatException error) when (form is not FileForm.Model && error.InnerException is NotSupportedException)
        {
            // Weights can be had without the layers.
            using var raw = TensorSources.OfModel(source, options.Limits);
            TensorTargets.Write(raw.Read(options.Progress, cancellationToken), raw.Count, target, form, notes);
            return [$"The model cannot be made here ({error.Message.TrimEnd('.')}), so its weights bear the names that the file has for them.", Lost, .. notes];
        }
        cancellationToken.ThrowIfCancellationRequested();
        Write(model, target, form, notes);
        if (form != FileForm.Model) notes.Insert(0, Lost);
        else if (model.Compiled is null && IsCompiled(source, options.Limits)) notes.Add("Left out: what the model was compiled with and the optimizer's state; it is to be compiled anew.");
        return notes;
    }

    /// <summary>Puts weights into the model that they belong to, and writes that.</summary>
    public static List<string> WithModel(string source, FileForm sourceForm, string target, FileForm form, ConversionOptions options, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        var model = Model.Load(options.Model!, compile: false, options.Limits);
        if (sourceForm is FileForm.Weights or FileForm.LegacyWeights)
        {
            model.LoadWeights(source, limits: options.Limits);
        }
        else
        {
            using var tensors = TensorSources.Open(source, sourceForm, options.Limits);
            notes.AddRange(tensors.Notes);
            Assign(model, tensors.Read(options.Progress, cancellationToken).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal), source, notes);
        }
        cancellationToken.ThrowIfCancellationRequested();
        Write(model, target, form, notes);
        if (form == FileForm.Model) notes.Add("The model is to be compiled: the state of an optimizer belongs to the weights that it made.");
        return notes;
    }

    const string Lost = "Left out: the layers, what the model was compiled with, and the optimizer's state. These are its weights alone.";

    static void Write(Model model, string target, FileForm form, List<string> notes)
    {
        if (form == FileForm.Model) model.Save(target);
        else if (form == FileForm.Weights) model.SaveWeights(target);
        else TensorTargets.Write(ByPath(model), model.Weights.Count, target, form, notes);
    }

    static IEnumerable<KeyValuePair<string, Tensor>> ByPath(Model model)
    {
        var twice = model.Weights.GroupBy(weight => weight.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) throw new ArgumentException($"Convert: two weights of the model have the path '{twice.Key}'. Write a .weights.h5 file, in which their places tell them apart.");
        return model.Weights.Select(weight => KeyValuePair.Create(weight.Name, weight.Value));
    }

    // A file without the model's own name in front of the paths is as clear.
    static void Assign(Model model, Dictionary<string, Tensor> values, string file, List<string> notes)
    {
        var pairs = new List<(Variable Weight, Tensor Value)>();
        foreach (var weight in model.Weights)
        {
            var bare = weight.Name.StartsWith(model.Name + "/", StringComparison.Ordinal) ? weight.Name[(model.Name.Length + 1)..] : weight.Name;
            if (!values.Remove(weight.Name, out var value) && !values.Remove(bare, out value)) throw new ModelFormatException(file, Files.ContainedFile.Shown(weight.Name), $"the file has no value for this weight of the model. It has {Some(values.Keys)}");
            if (value.Shape != weight.Shape) throw new ModelFormatException(file, Files.ContainedFile.Shown(weight.Name), $"its shape is {value.Shape}, and that of the weight is {weight.Shape}");
            pairs.Add((weight, value.ElementType == weight.ElementType ? value : value.Cast(weight.ElementType)));
        }
        if (values.Count > 0) notes.Add($"Left out, since the model has no such weights: {Some(values.Keys)}.");
        foreach (var (weight, value) in pairs) weight.Assign(value);
    }

    static string Some(IReadOnlyCollection<string> names) => names.Count == 0 ? "no other" : $"{string.Join(", ", names.Take(8).Select(Files.ContainedFile.Shown))}{(names.Count > 8 ? $" and {names.Count - 8} more" : "")}";

    static bool IsCompiled(string source, LoadLimits limits)
    {
        if (source.EndsWith(".keras", StringComparison.OrdinalIgnoreCase)) return KerasArchive.Read(source, limits).Model.CompileConfig is not null;
        using var file = Hdf5File.Open(source, limits);
        return file.Root.FindAttribute("training_config") is not null;
    }
}
