using Nabla.Formats;

namespace Nabla.Models.Converting;

/// <summary>What a file holds, for conversions.</summary>
enum FileForm
{
    /// <summary>Layers and weights: <c>.keras</c>, or a whole model in <c>.h5</c>.</summary>
    Model,

    /// <summary>Weights by a model's topology: <c>.weights.h5</c> of Keras 3, or several such files with their <c>.weights.json</c>.</summary>
    Weights,

    /// <summary>Weights by layer: <c>.h5</c> of Keras 2.</summary>
    LegacyWeights,

    /// <summary>Datasets in groups: any other HDF5 file.</summary>
    Hdf5,

    /// <summary>Tensors by name, in one file or in several by their index.</summary>
    Safetensors,

    /// <summary>Arrays by name.</summary>
    Npz,

    /// <summary>One array.</summary>
    Npy,

    /// <summary>One array, as MNIST comes.</summary>
    Idx,

    /// <summary>A picture.</summary>
    Png,

    /// <summary>Variables by name.</summary>
    Checkpoint,

    /// <summary>A graph.</summary>
    Graph,

    /// <summary>A graph with what belongs to it.</summary>
    MetaGraph,
}

/// <summary>Tells forms by names, and where these do not suffice by what is in the file.</summary>
static class FileForms
{
    /// <summary>What can be written, for messages.</summary>
    public const string Targets = ".keras, .h5, .weights.h5, .weights.json, .safetensors, .npz, .npy, .hdf5, .ckpt (a checkpoint's prefix), .pb or .pbtxt";

    /// <summary>What a path holds; null where it is no form that can be converted.</summary>
    /// <exception cref="FileNotFoundException">There is nothing at the path.</exception>
    public static FileForm? OfSource(string path, LoadLimits limits)
    {
        if (!File.Exists(path)) return CheckpointReader.Exists(Prefix(path)) ? FileForm.Checkpoint : throw new FileNotFoundException($"{path}: there is no such file.", path);
        if (Ends(path, ".keras")) return FileForm.Model;
        if (Ends(path, ".npz")) return FileForm.Npz;
        if (Ends(path, ".npy")) return FileForm.Npy;
        if (Ends(path, ".png")) return FileForm.Png;
        if (Ends(path, ".safetensors") || Ends(path, ".safetensors.index.json")) return FileForm.Safetensors;
        if (Ends(path, ".pb") || Ends(path, ".pbtxt")) return FileForm.Graph;
        if (Ends(path, ".meta")) return FileForm.MetaGraph;
        if (Ends(path, KerasShards.Extension)) return FileForm.Weights;
        if (Hdf5Inspection.Knows(path, Start(path))) return OfHdf5(path, limits);
        if (ArrayInspection.IsIdx(path, Start(path))) return FileForm.Idx;
        return CheckpointReader.Exists(Prefix(path)) ? FileForm.Checkpoint : null;
    }

    /// <summary>What a path is to hold, from its ending and what there is to write; null where nothing is written so.</summary>
    public static FileForm? OfTarget(string path, bool isModel) =>
        Ends(path, ".keras") ? FileForm.Model
        : Ends(path, ".weights.h5") || Ends(path, KerasShards.Extension) ? FileForm.Weights
        : Ends(path, ".h5") || Ends(path, ".hdf5") ? isModel ? FileForm.Model : FileForm.Hdf5
        : Ends(path, ".safetensors") ? FileForm.Safetensors
        : Ends(path, ".npz") ? FileForm.Npz
        : Ends(path, ".npy") ? FileForm.Npy
        : Ends(path, ".pb") || Ends(path, ".pbtxt") ? FileForm.Graph
        : Ends(path, ".meta") ? null
        : Ends(path, ".index") || Path.GetFileName(path).Contains(".ckpt", StringComparison.OrdinalIgnoreCase) ? FileForm.Checkpoint
        : null;

    /// <summary>What the names of a checkpoint's files begin with, from the name of one of them.</summary>
    public static string Prefix(string path)
    {
        if (Ends(path, ".index")) return path[..^".index".Length];
        var data = path.LastIndexOf(".data-", StringComparison.Ordinal);
        return data > 0 ? path[..data] : path;
    }

    static FileForm OfHdf5(string path, LoadLimits limits)
    {
        using var file = Hdf5File.Open(path, limits);
        var root = file.Root;
        if (root.FindAttribute("model_config") is not null) return FileForm.Model;
        if (root.FindAttribute("layer_names") is not null || root.FindAttribute("layer_names0") is not null || root.Contains("model_weights")) return FileForm.LegacyWeights;
        return Ends(path, ".weights.h5") ? FileForm.Weights : FileForm.Hdf5;
    }

    static byte[] Start(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[64];
        return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }

    static bool Ends(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
