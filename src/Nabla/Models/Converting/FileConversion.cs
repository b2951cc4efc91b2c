using Nabla.Models.Converting;

namespace Nabla;

/// <summary>Rewrites files of models, weights, tensors and graphs in other formats.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>whole models (<c>.keras</c>, <c>.h5</c>): to one another, and to their weights in any form below;</item>
/// <item>weights and tensors (<c>.weights.h5</c>, HDF5, <c>.safetensors</c> and its index, <c>.npz</c>, <c>.npy</c>, variables of checkpoints; idx and PNG are read): to one another, names kept; with
/// <see cref="ConversionOptions.Model"/> also to a whole model;</item>
/// <item>graphs (<c>.pb</c>, <c>.pbtxt</c>, the graph of a <c>.meta</c>): to <c>.pb</c> and <c>.pbtxt</c>.</item>
/// </list>
/// The target is written whole or not at all.
/// </remarks>
public static class FileConversion
{
    /// <summary>Rewrites a file; the ending of the target says as what.</summary>
    /// <param name="source">The file to read, or a checkpoint's prefix.</param>
    /// <param name="target">The file to write; replaced where it is there.</param>
    /// <param name="options">What else is needed.</param>
    /// <param name="cancellationToken">Ends before the next tensor; the target stays as it was.</param>
    /// <returns>What the target does not keep, and what was changed, a sentence each; empty where all is kept.</returns>
    /// <exception cref="ArgumentException">There is no such conversion, the files are the same, or the target's format lacks a type or has no place for a name.</exception>
    /// <exception cref="FileNotFoundException">There is no source.</exception>
    /// <exception cref="ModelFormatException">The source is damaged, or holds what is not known here.</exception>
    public static IReadOnlyList<string> Convert(string source, string target, ConversionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(target);
        options ??= new();
        if (Real(source) == Real(target)) throw new ArgumentException($"Convert: '{target}': the target is the source itself. Give another name.", nameof(target));
        var from = FileForms.OfSource(source, options.Limits)
            ?? throw new ArgumentException($"Convert: '{source}': it is no model, no weights, no tensors and no graph. 'nabla inspect' tells what it is.", nameof(source));
        var to = FileForms.OfTarget(target, from == FileForm.Model || options.Model is not null)
            ?? throw new ArgumentException($"Convert: '{target}': its ending says nothing that is written. Expected {FileForms.Targets}.", nameof(target));
        var isGraph = from is FileForm.Graph or FileForm.MetaGraph;
        if (isGraph != (to == FileForm.Graph)) throw new ArgumentException($"Convert: '{source}' to '{target}': graphs become graphs (.pb, .pbtxt), and nothing else does. {(isGraph ? "A checkpoint beside it holds its values." : "")}".TrimEnd(), nameof(target));
        if (isGraph) return GraphConversion.Convert(source, target, from, options.Limits);
        if (from == FileForm.Model) return ModelConversion.FromModel(source, target, to, options, cancellationToken);
        if (options.Model is not null) return ModelConversion.WithModel(source, from, target, to, options, cancellationToken);
        if (to == FileForm.Model) throw new ArgumentException($"Convert: '{source}' to '{target}': weights alone make no model. Name the model that they belong to (--model).", nameof(target));
        using var tensors = TensorSources.Open(source, from, options.Limits);
        var notes = tensors.Notes.ToList();
        TensorTargets.Write(tensors.Read(options.Progress, cancellationToken), tensors.Count, target, to, notes);
        return notes;
    }

    /// <summary>The path without links and detours; of a checkpoint, its prefix.</summary>
    static string Real(string path)
    {
        var full = Path.GetFullPath(FileForms.Prefix(path));
        var target = File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
        return OperatingSystem.IsWindows() ? target.ToUpperInvariant() : target;
    }
}
