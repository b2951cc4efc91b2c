using Nabla.Files;
using Nabla.Formats;

namespace Nabla.Models.Converting;

/// <summary>Writes tensors by name to files; a crash leaves the old file or the whole new one.</summary>
static class TensorTargets
{
    const string Own = "vars";

    // As in Keras.
    const long LargestShard = 5_000_000_000;

    /// <summary>Writes the tensors as they come.</summary>
    /// <param name="tensors">The tensors; those of one file are read one by one.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="form">What it is to hold.</param>
    /// <param name="notes">Told what the form does not keep.</param>
    public static void Write(IEnumerable<KeyValuePair<string, Tensor>> tensors, int count, string path, FileForm form, List<string> notes)
    {
        switch (form)
        {
            case FileForm.Npz:
                Npz.WriteArrays(path, Noting(tensors, notes).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToNpyArray())));
                break;
            case FileForm.Npy:
                if (count != 1) throw new ArgumentException($"Convert: {count} tensors: an .npy file holds one. Write an .npz file.");
                Npy.WriteArray(path, Noting(tensors, notes).Single().Value.ToNpyArray());
                break;
            case FileForm.Safetensors:
                Safetensors.Write(path, tensors);
                break;
            case FileForm.Hdf5:
                var writer = new Hdf5Writer();
                foreach (var (name, value) in tensors) writer.Root.Add(name.TrimStart('/'), value.ToHdf5Array());
                writer.Write(path);
                break;
            case FileForm.Checkpoint:
                CheckpointWriter.Write(FileForms.Prefix(path), tensors);
                break;
            case FileForm.Weights when path.EndsWith(KerasShards.Extension, StringComparison.OrdinalIgnoreCase):
                KerasShards.Write(path, Owners(tensors), LargestShard);
                break;
            default:
                KerasWeights.Write(Owners(tensors)).Write(path);
                break;
        }
    }

    /// <summary>Groups names such as <c>layers/dense/vars/0</c> by what they belong to.</summary>
    /// <exception cref="ArgumentException">A name is none of Keras's.</exception>
    static List<KerasVariables> Owners(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        var owners = new Dictionary<string, List<KeyValuePair<string, Hdf5Array>>>(StringComparer.Ordinal);
        foreach (var (name, value) in tensors)
        {
            var parts = name.Split('/');
            if (parts.Length < 2 || parts[^2] != Own)
            {
                throw new ArgumentException($"Convert: {ContainedFile.Shown(name)}: in a .weights.h5 file weights bear the names that a model's layers give them, as in 'layers/dense/vars/0'. Name the model that they belong to (--model).");
            }
            var path = string.Join('/', parts[..^2]);
            if (!owners.TryGetValue(path, out var own)) owners.Add(path, own = []);
            own.Add(new(parts[^1], value.ToHdf5Array()));
        }
        return [.. owners.Select(owner => new KerasVariables(owner.Key, "", owner.Value))];
    }

    static IEnumerable<KeyValuePair<string, Tensor>> Noting(IEnumerable<KeyValuePair<string, Tensor>> tensors, List<string> notes)
    {
        var raw = 0;
        foreach (var pair in tensors)
        {
            if (pair.Value.ElementType == ElementType.BFloat16) raw++;
            yield return pair;
        }
        if (raw > 0) notes.Add($"{raw} tensors of bfloat16 are stored as raw elements of two bytes, since NumPy has no such type.");
    }
}
