namespace Nabla.Callbacks;

/// <summary>A figure that a callback watches, and which way is better.</summary>
internal sealed class Monitor
{
    static readonly string[] LargerIsBetter = ["acc", "auc", "precision", "recall", "f1_score", "fbeta_score", "r2_score", "iou", "sensitivity", "specificity", "cosine_similarity", "positives", "negatives", "correlation"];

    static readonly string[] SmallerIsBetter =
        ["loss", "error", "mse", "mae", "mape", "msle", "crossentropy", "hinge", "divergence", "poisson", "kld", "logcosh", "log_cosh", "perplexity", "false_"];

    readonly string name;
    readonly bool larger;
    readonly double minDelta;
    readonly Action<string> warn;

    internal Monitor(string callback, string name, string mode, double minDelta, Action<string> warn, bool unknownIsSmaller = false)
    {
        larger = mode switch
        {
            "min" => false,
            "max" => true,
            "auto" when Has(name, SmallerIsBetter) => false,
            "auto" when Has(name, LargerIsBetter) => true,
            "auto" => unknownIsSmaller ? false : throw new ArgumentException($"{callback}: monitor '{name}': whether larger or smaller is better is not known of it. Say mode: \"max\" or mode: \"min\".", nameof(name)),
            _ => throw new ArgumentException($"{callback}: mode '{mode}': it must be \"auto\", \"min\" or \"max\".", nameof(mode)),
        };
        (this.name, this.minDelta, this.warn) = (name, Math.Abs(minDelta), text => warn($"{callback}: {text}"));
    }

    /// <summary>The figure of this epoch; null, with a warning, where it was not recorded.</summary>
    internal double? Read(IDictionary<string, double> logs)
    {
        if (logs.TryGetValue(name, out double value))
        {
            return value;
        }

        warn($"'{name}' was not recorded. Recorded are {(logs.Count == 0 ? "no figures" : string.Join(", ", logs.Keys))}.{(name.StartsWith("val_", StringComparison.Ordinal) ? " Give Fit validation data." : string.Empty)}");
        return null;
    }

    /// <summary>Whether a figure is better than another by more than the least difference that counts; better than none always.</summary>
    internal bool IsBetter(double value, double? than) => than is not { } reference || (larger ? value - minDelta > reference : value + minDelta < reference);

    static bool Has(string name, string[] words) => Array.Exists(words, word => name.Contains(word, StringComparison.Ordinal));
}
