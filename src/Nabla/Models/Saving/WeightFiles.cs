using Nabla.Files;
using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>Weights in files of their own: Keras's by topology, safetensors and npz by path.</summary>
static class WeightFiles
{
    const long DefaultShard = 5_000_000_000;

    internal static void Write(Model model, string path, long? maxShardBytes)
    {
        if (maxShardBytes is not null && !path.EndsWith(KerasShards.Extension, StringComparison.Ordinal))
            throw new ArgumentException($"{model.Name}: SaveWeights: '{path}': maxShardBytes is for weights in several files: their index ends in '{KerasShards.Extension}'.", nameof(maxShardBytes));
        if (path.EndsWith(KerasShards.Extension, StringComparison.Ordinal)) KerasShards.Write(path, KerasValuesOfModel.Describe(model, model.Compiled?.Optimizer), maxShardBytes ?? DefaultShard);
        else if (path.EndsWith(".weights.h5", StringComparison.Ordinal)) KerasWeights.Write(KerasValuesOfModel.Describe(model, model.Compiled?.Optimizer)).Write(path);
        else if (path.EndsWith(".safetensors", StringComparison.Ordinal)) Safetensors.Write(path, ByPath(model));
        else if (path.EndsWith(".npz", StringComparison.Ordinal)) Npz.WriteArrays(path, ByPath(model).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToNpyArray())));
        else throw Unknown(model, path);
    }

    internal static void Read(Model model, string path, bool skipMismatch, bool byName, LoadLimits limits)
    {
        var file = Path.GetFileName(path);
        if (path.EndsWith(".weights.h5", StringComparison.Ordinal))
        {
            using var content = Hdf5File.Open(path, limits);
            Assign(model, KerasWeights.Read(content, limits), file, skipMismatch, byName);
        }
        else if (path.EndsWith(KerasShards.Extension, StringComparison.Ordinal))
        {
            Assign(model, KerasShards.Read(path, limits), file, skipMismatch, byName);
        }
        else if (path.EndsWith(".h5", StringComparison.Ordinal) || path.EndsWith(".hdf5", StringComparison.Ordinal))
        {
            using var content = Hdf5File.Open(path, limits);
            var legacy = KerasLegacyFile.Read(content, limits);
            if (byName) KerasLegacyLoading.AssignByName(model, legacy, file, skipMismatch);
            else KerasLegacyLoading.Assign(model, legacy, file, skipMismatch);
        }
        else if (path.EndsWith(".safetensors", StringComparison.Ordinal) || path.EndsWith(".safetensors.index.json", StringComparison.Ordinal))
        {
            Assign(model, Safetensors.Read(path, limits), file, skipMismatch, byName);
        }
        else if (path.EndsWith(".npz", StringComparison.Ordinal))
        {
            Assign(model, Npz.ReadArrays(path, limits).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToTensor())), file, skipMismatch, byName);
        }
        else
        {
            throw Unknown(model, path);
        }
    }

    static IEnumerable<KeyValuePair<string, Tensor>> ByPath(Model model)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var weight in model.Weights)
        {
            if (!seen.Add(weight.Name)) throw new ArgumentException($"{model.Name}: SaveWeights: two weights have the path '{weight.Name}'. Give the layers names of their own, or save '.weights.h5'.");
        }
        return model.Weights.Select(weight => KeyValuePair.Create(weight.Name, weight.Value));
    }

    static void Assign(Model model, IReadOnlyList<KerasVariables> values, string file, bool skipMismatch, bool byName)
    {
        if (byName)
        {
            KerasValuesOfModel.AssignByName(model, values, file, skipMismatch);
            return;
        }
        KerasValuesOfModel.Assign(model, values, file, skipMismatch);
        KerasValuesOfModel.TryAssignOptimizer(model, values, file);
    }

    static void Assign(Model model, IEnumerable<KeyValuePair<string, Tensor>> values, string file, bool skipMismatch, bool byName)
    {
        var byPath = values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var pairs = new List<(Variable Variable, Tensor Value)>();
        foreach (var weight in model.Weights)
        {
            var isThere = byPath.Remove(weight.Name, out var value);
            if (!isThere && byName) continue;
            if (value is not null && value.Shape == weight.Shape && (value.ElementType == ElementType.String) == (weight.ElementType == ElementType.String))
                pairs.Add((weight, value.ElementType == weight.ElementType ? value : value.Cast(weight.ElementType)));
            else if (!skipMismatch) throw new ModelFormatException(file, ContainedFile.Shown(weight.Name), value is null ? "the file has no value for this weight" : $"its shape is {value.Shape}, and that of the weight is {weight.Shape}");
        }
        if (byPath.Count > 0 && !skipMismatch && !byName) throw new ModelFormatException(file, ContainedFile.Shown(byPath.Keys.First()), "the model has no weight of this path");
        foreach (var (variable, value) in pairs) variable.Assign(value);
    }

    static ArgumentException Unknown(Model model, string path) =>
        new($"{model.Name}: '{path}': weights are kept in files that end in '.weights.h5', '.weights.json', '.safetensors' or '.npz'.", nameof(path));
}
