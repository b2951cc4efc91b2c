using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nabla.Tests.Formats;

/// <summary>Changes JSON texts so that they stay JSON: values become others, move, double or go. So the readers behind the parser are reached.</summary>
static class JsonMutation
{
    // Stands for half a character, which JSON can hold and .NET's writer cannot write.
    const string Half = "half-a-character";

    static readonly string[] values =
    [
        "null", "true", "false", "0", "-1", "1", "2", "7", "0.5", "1e308", "-1e308", "2147483648", "-2147483649", "9007199254740993", "9223372036854775807", "1e400", "\"\"", "\"x\"", $"\"{Half}\"", "\"relu\"", "\"float16\"", "\"Dense\"",
        "[]", "{}", "[null]", "[null, null]", "[0]", "[-1, 5]", "[1, 2, 3]", "[[1]]", "{\"class_name\": \"Dense\", \"config\": {}}", "{\"class_name\": \"Zeros\", \"config\": null}", "{\"class_name\": \"Lambda\", \"config\": {\"function\": \"x\"}}",
    ];

    /// <summary>The text with one to three changes.</summary>
    public static string Of(string text, Random random)
    {
        var root = JsonNode.Parse(text)!;
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var places = Places(root).ToList();
            if (places.Count == 0) break;
            Change(places[random.Next(places.Count)], places, random);
        }
        return root.ToJsonString().Replace(Half, "\\ud800", StringComparison.Ordinal);
    }

    static void Change(JsonNode? place, List<JsonNode?> places, Random random)
    {
        if (place is JsonObject described && described.Count > 0)
        {
            var key = described.ElementAt(random.Next(described.Count)).Key;
            var value = described[key]?.DeepClone();
            switch (random.Next(5))
            {
                case 0: described.Remove(key); break;
                case 1: described[key + "_"] = value; described.Remove(key); break;
                case 2: described[key] = places[random.Next(places.Count)]?.DeepClone(); break;
                default: described[key] = Value(random); break;
            }
        }
        else if (place is JsonArray list)
        {
            var at = random.Next(list.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < list.Count: list.RemoveAt(at); break;
                case 1 when at < list.Count: list.Insert(at, list[at]?.DeepClone()); break;
                case 2 when at < list.Count: list[at] = Value(random); break;
                default: list.Insert(at, Value(random)); break;
            }
        }
    }

    static JsonNode? Value(Random random) => JsonNode.Parse(values[random.Next(values.Length)], null, new JsonDocumentOptions());

    static IEnumerable<JsonNode?> Places(JsonNode? node)
    {
        if (node is JsonObject described)
        {
            yield return described;
            foreach (var found in described.ToList().SelectMany(pair => Places(pair.Value))) yield return found;
        }
        else if (node is JsonArray list)
        {
            yield return list;
            foreach (var found in list.ToList().SelectMany(Places)) yield return found;
        }
    }
}
