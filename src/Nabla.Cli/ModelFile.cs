namespace Nabla.Cli;

/// <summary>Opens the models that the user names.</summary>
internal static class ModelFile
{
    static readonly string[] Endings = [".keras", ".h5", ".hdf5"];

    /// <summary>The model with its layers and weights in a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The file is of a kind that holds no layers.</exception>
    /// <exception cref="ModelFormatException">The file is damaged, or holds what is not known here.</exception>
    internal static Model Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: there is no such file.");
        }

        if (path.EndsWith(".weights.h5", StringComparison.OrdinalIgnoreCase) || !Array.Exists(Endings, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"{path}: a whole model is expected, in a file that ends in {string.Join(", ", Endings)}. 'nabla inspect' tells what this file is.");
        }

        return Model.Load(path);
    }
}
