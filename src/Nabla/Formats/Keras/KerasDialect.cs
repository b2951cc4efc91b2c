using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nabla.Formats;

/// <summary>Descriptions that Keras 2 wrote, in the words of Keras 3, so that one table of classes reads both.</summary>
/// <remarks>Only words change: what Keras 3 has no word for stays as it is, and is refused by name where it is read.</remarks>
static class KerasDialect
{
    /// <summary>What the old <c>hard_sigmoid</c> is called here: clip(x / 5 + 1/2, 0, 1). Keras 3 uses the old name for another function.</summary>
    internal const string HardSigmoid = "hard_sigmoid_of_keras_2";

    static readonly HashSet<string> Initializers = new(StringComparer.Ordinal)
    {
        "Zeros", "Ones", "Constant", "RandomNormal", "RandomUniform", "TruncatedNormal", "VarianceScaling", "Orthogonal", "Identity",
        "GlorotNormal", "GlorotUniform", "HeNormal", "HeUniform", "LecunNormal", "LecunUniform",
    };

    /// <summary>Whether a version of Keras wrote the old words.</summary>
    internal static bool IsOld(string version) => version.StartsWith("1.", StringComparison.Ordinal) || version.StartsWith("2.", StringComparison.Ordinal);

    /// <summary>The description in the words of Keras 3.</summary>
    /// <exception cref="JsonException">It is no JSON, too deep, or an object in it has two values of one name.</exception>
    internal static string Modern(string json, int maxDepth)
    {
        var root = JsonNode.Parse(json, null, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        Rewrite(root);
        return root?.ToJsonString(new JsonSerializerOptions { MaxDepth = maxDepth + 8 }) ?? "null";
    }

    static void Rewrite(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) Rewrite(item);
        }
        else if (node is JsonObject described)
        {
            foreach (var (_, value) in described) Rewrite(value);
            if (described["compile_config"] is JsonObject compile) KerasOldTraining.Rewrite(compile);
            if (Text(described["class_name"]) is { } name) Rewrite(described, name);
        }
    }

    static void Rewrite(JsonObject described, string name)
    {
        // The first versions wrote a Sequential as the list of its layers.
        if (name == "Sequential" && described["config"] is JsonArray layers) described["config"] = new JsonObject { ["layers"] = layers.DeepClone() };
        if (name == "ThresholdedReLU") RewriteThreshold(described);
        if (name == "Model") described["class_name"] = "Functional";
        if (described["config"] is not JsonObject config) return;
        if (name == "training_config") KerasOldTraining.Rewrite(config);
        else if (Initializers.Contains(name) && !config.ContainsKey("name")) RewriteInitializer(config, name);
        else RewriteLayer(config, name);
    }

    // Both let through what is above the number, and not what is at it.
    static void RewriteThreshold(JsonObject described)
    {
        if (described["config"] is not JsonObject config || !config.ContainsKey("theta")) return;
        described["class_name"] = "ReLU";
        Rename(config, "theta", "threshold");
    }

    static void RewriteInitializer(JsonObject config, string name)
    {
        config.Remove("dtype");
        if (name == "VarianceScaling" && Text(config["distribution"]) == "normal") config["distribution"] = "truncated_normal";
    }

    static void RewriteLayer(JsonObject config, string name)
    {
        Remove(config, "input_dtype", "implementation", "fused", "virtual_batch_size");
        if (config["time_major"] is JsonValue major && major.TryGetValue<bool>(out var isMajor) && !isMajor) config.Remove("time_major");
        if (Text(config["dtype"]) == "float") config["dtype"] = "float32";
        foreach (var key in (string[])["activation", "recurrent_activation"])
        {
            if (Text(config[key]) == "hard_sigmoid") config[key] = HardSigmoid;
        }
        switch (name)
        {
            case "InputLayer":
                Rename(config, "batch_input_shape", "batch_shape");
                break;
            case "LeakyReLU":
                Rename(config, "alpha", "negative_slope");
                break;
            case "Embedding":
                config.Remove("input_length");
                break;
            case "GRU" or "GRUCell" when !config.ContainsKey("reset_after"):
                // The old default, which the first versions did not write.
                config["reset_after"] = false;
                break;
            case "MultiHeadAttention":
                // What it was built for, and a switch of the mask that changes no number.
                Remove(config, "query_shape", "key_shape", "value_shape", "softmax_robust_masking");
                break;
            case "SeparableConv1D" or "SeparableConv2D" or "DepthwiseConv1D" or "DepthwiseConv2D":
                // Inherited from the plain convolution; these layers have no such kernel.
                Remove(config, "kernel_initializer", "kernel_regularizer", "kernel_constraint");
                if (name.StartsWith("Depthwise", StringComparison.Ordinal)) Remove(config, "filters", "groups");
                break;
        }
    }

    internal static void Rename(JsonObject config, string from, string to)
    {
        if (config.ContainsKey(to) || !config.ContainsKey(from)) return;
        var value = config[from]?.DeepClone();
        config.Remove(from);
        config[to] = value;
    }

    internal static void Remove(JsonObject config, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys) config.Remove(key);
    }

    internal static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
