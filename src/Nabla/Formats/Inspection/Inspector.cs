using Nabla.Formats.TensorFlow;

namespace Nabla.Formats;

/// <summary>Describes files without loading them: what <c>nabla inspect</c> prints.</summary>
public static class Inspector
{
    const int StartLength = 64;

    /// <summary>The first row that knows a path describes it.</summary>
    static readonly FileKind[] kinds =
    [
        new("checkpoint state", CheckpointInspection.IsState, CheckpointInspection.OfState),
        new("meta graph", GraphInspection.IsMetaGraph, GraphInspection.OfMetaGraph),
        new("saved model", GraphInspection.IsSavedModel, GraphInspection.OfSavedModel),
        new("graph", GraphInspection.IsGraph, GraphInspection.OfGraph),
        new("checkpoint", CheckpointInspection.IsCheckpoint, CheckpointInspection.Of),
        new("HDF5 (.h5, .weights.h5)", Hdf5Inspection.Knows, KerasInspection.OfHdf5),
        new("Keras model (.keras), npz", ArchiveInspection.Knows, ArchiveInspection.Of),
        new("npy", ArrayInspection.IsNpy, ArrayInspection.OfNpy),
        new("PNG", PictureInspection.Knows, PictureInspection.Of),
        new("safetensors", SafetensorsInspection.Knows, SafetensorsInspection.Of),
        new("JSON of a model", KerasInspection.IsJson, KerasInspection.OfJson),
        new("idx (MNIST)", ArrayInspection.IsIdx, ArrayInspection.OfIdx),
        new("event file", EventInspection.Knows, EventInspection.Of),
        new("TFRecord", RecordInspection.Knows, RecordInspection.Of),
    ];

    /// <summary>What lies at a path: a file, a folder, or the prefix of a checkpoint.</summary>
    /// <exception cref="FileNotFoundException">Nothing lies there.</exception>
    /// <exception cref="ModelFormatException">The file is of no kind that is known, or so damaged that nothing can be said about it.</exception>
    public static Inspection Inspect(string path, LoadLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var start = Start(path);
        var kind = Array.Find(kinds, kind => kind.Knows(path, start));
        if (kind is not null) return kind.Read(path, limits ?? LoadLimits.Default);
        if (!Path.Exists(path)) throw new FileNotFoundException($"Inspect: '{path}': there is no such file. Give a file, a folder with checkpoints, or the prefix of a checkpoint.", path);
        throw new ModelFormatException(path, "", $"it is of no kind that is known; known are: {string.Join(", ", kinds.Select(known => known.Name))}");
    }

    static byte[] Start(string path)
    {
        if (!new FileInfo(path).Exists) return [];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[StartLength];
        return bytes[..stream.ReadAtLeast(bytes, StartLength, throwOnEndOfStream: false)];
    }
}
