using System.CommandLine;

namespace Nabla.Cli;

/// <summary>Where a trained model goes: its ending says how much of it is kept.</summary>
internal static class SavePath
{
    static readonly string[] Whole = [".keras", ".h5"];
    static readonly string[] Weights = [".weights.h5", ".weights.json", ".safetensors", ".npz"];

    /// <summary>Refuses other endings before anything is done.</summary>
    internal static void Check(Option<string?> option) => option.Validators.Add(result =>
    {
        if (result.GetValue(option) is { } path && !IsWhole(path) && !IsWeights(path))
        {
            result.AddError($"{option.Name} {path}: a whole model is kept in a file that ends in {Listed(Whole)}, weights alone in one that ends in {Listed(Weights)}.");
        }
    });

    /// <summary>Makes sure that the file can be written, so that no training is in vain.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    internal static void CheckWritable(string path)
    {
        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new IOException($"{path}: this is a folder. Give the name of a file.");
        }

        string folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{path}: there is no folder '{Path.GetDirectoryName(path)}'. Make it first.");
        }

        string trial = Path.Combine(folder, $".nabla.{Environment.ProcessId}.tmp");
        try
        {
            using var stream = new FileStream(trial, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path}: nothing can be written into its folder ({e.Message.TrimEnd('.')}).", e);
        }
    }

    /// <summary>Writes the model, or its weights, as the ending says; gives what was left out.</summary>
    internal static string Save(Model model, string path)
    {
        if (IsWhole(path))
        {
            model.Save(path);
            return "";
        }

        model.SaveWeights(path);
        return " (weights alone: neither the layers nor the optimizer's state)";
    }

    static bool IsWeights(string path) => Array.Exists(Weights, ending => path.EndsWith(ending, StringComparison.Ordinal));

    static bool IsWhole(string path) => !IsWeights(path) && Array.Exists(Whole, ending => path.EndsWith(ending, StringComparison.Ordinal));

    static string Listed(string[] endings) => string.Join(" or ", endings.Select(ending => $"'{ending}'"));
}
