using System.Text.Json.Nodes;
using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>Values that layers with windows have in common.</summary>
static class KerasWindows
{
    /// <summary>One number for each axis, or one for all.</summary>
    internal static Extent? Extent(KerasConfig config, string name) => config.Ints(name) is { } numbers ? Nabla.Extent.Create(numbers) : null;

    /// <summary>One number for each axis, which must be there.</summary>
    internal static Extent Needed(KerasConfig config, string name) => Extent(config, name) ?? throw config.Wrong(name, "a number or numbers");

    /// <summary>The rule of the padding.</summary>
    internal static Padding Padding(KerasConfig config) => config.Text("padding", "valid") switch
    {
        "valid" => Nabla.Padding.Valid,
        "same" => Nabla.Padding.Same,
        "causal" => Nabla.Padding.Causal,
        _ => throw config.Wrong("padding", "valid, same or causal"),
    };

    internal static DataFormat Format(KerasConfig config) => KerasLayers.Formats.Read(config, "data_format", DataFormat.ChannelsLast);

    internal static JsonNode? Json(Extent? numbers) => numbers is null ? null : new JsonArray([.. numbers.Select(number => (JsonNode)number)]);
}
