using Nabla.Formats;

namespace Nabla.Cli;

/// <summary>Samples and labels from an archive of the user's.</summary>
internal static class EvaluationData
{
    /// <summary>The arrays that a model is evaluated with: x and y, or one for each input and output by its name.</summary>
    /// <exception cref="ArgumentException">One is missing; the message lists those that are there.</exception>
    internal static (Tensors X, Tensors Y) Read(Model model, string file)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"{file}: there is no such file.");
        }

        var arrays = Npz.ReadArrays(file).ToDictionary(array => array.Key, array => array.Value, StringComparer.Ordinal);
        return (Find(model.InputNames, "x", "x_test"), Find(model.OutputNames, "y", "y_test"));

        Tensors Find(IReadOnlyList<string>? names, params string[] usual) => names is { Count: > 1 }
            ? names.ToDictionary(name => name, name => One(name), StringComparer.Ordinal)
            : One([.. usual, .. names ?? []]);

        Tensor One(params string[] names) => (Array.Find(names, arrays.ContainsKey) is { } name ? arrays[name]
            : throw new ArgumentException($"{file}: it holds no array '{string.Join("' or '", names)}'. It holds {string.Join(", ", arrays.Keys.Select(key => $"'{key}'"))}.")).ToTensor();
    }
}
