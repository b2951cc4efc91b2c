using System.Globalization;

namespace Nabla.Cli;

/// <summary>Whether a model that a file holds can be used here, and what it takes and gives.</summary>
internal static class Opened
{
    const string Start = "Keras model (";

    /// <summary>Names and values to show; none for files that hold no whole model.</summary>
    internal static IEnumerable<(string Key, string Value)> Facts(string path, string kind)
    {
        if (!kind.StartsWith(Start, StringComparison.Ordinal))
        {
            return [];
        }

        try
        {
            using var model = Waiting.For("Opening", path, () => Predictor.Open(path));
            return
            [
                ("opens in Nabla", "yes"),
                ("inputs", string.Join(", ", model.Inputs.Select(input => $"{input.Key} {input.Value}"))),
                ("outputs", string.Join(", ", model.Outputs)),
                .. model.Model is { } layers ? new[] { ("parameters", layers.CountParams().ToString("N0", CultureInfo.InvariantCulture)) } : [],
            ];
        }
        catch (Exception e) when (e is ModelFormatException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            return [("opens in Nabla", $"no: {e.Message}")];
        }
    }
}
