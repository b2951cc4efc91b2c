using System.Text.Json.Nodes;
using Nabla.Formats;

namespace Nabla.Models.Saving;

/// <summary>Values that many configurations have.</summary>
static class KerasValues
{
    /// <summary>Axes: a number, a list, or null for all.</summary>
    internal static Axes? AxesOrNull(KerasConfig config, string name) => config.Ints(name) is { } axes ? Axes.Create(axes) : null;

    /// <summary>One axis, which Keras may write as a list of one.</summary>
    internal static int Axis(KerasConfig config, string name, int otherwise) => config.Ints(name) switch
    {
        null => otherwise,
        [var axis] => axis,
        _ => throw config.Wrong(name, "one axis"),
    };

    /// <summary>The element type of a dtype or dtype policy; null where there is none.</summary>
    internal static ElementType? TypeOrNull(KerasConfig config) => config.PolicyOrNull() is { } name ? ElementType.FromName(name) : null;

    /// <summary>Axes as Keras writes them.</summary>
    internal static JsonNode? Json(Axes? axes) => axes is null ? null : axes.Count == 1 ? JsonValue.Create(axes[0]) : new JsonArray([.. axes.Select(axis => (JsonNode)axis)]);

    /// <summary>Whole numbers as a list.</summary>
    internal static JsonArray Json(IEnumerable<int> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    /// <summary>Axes as Keras writes those of a layer that keeps them as a list.</summary>
    internal static JsonArray? List(Axes? axes) => axes is null ? null : new JsonArray([.. axes.Select(axis => (JsonNode)axis)]);

    /// <summary>Numbers as a list.</summary>
    internal static JsonArray Json(IEnumerable<double> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);
}
