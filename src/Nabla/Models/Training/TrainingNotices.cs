using Nabla.Layers;
using Nabla.Losses;

namespace Nabla;

/// <summary>Sentences about mistakes that beginners make and that no exception shows: each is printed once, where progress is printed, unless training is silent.</summary>
internal sealed class TrainingNotices(Verbosity verbose)
{
    readonly Train.LossWatch losses = new();
    bool looked;

    /// <summary>Looks at the first batch and at what the model ends with.</summary>
    internal void Look(Model model, CompiledParts parts, Batch batch)
    {
        if (looked || verbose == Verbosity.Silent)
        {
            return;
        }

        looked = true;
        var layers = (model as Sequential)?.Layers ?? [];
        if (batch.X is [var only] && AreBytes(only) && !layers.Any(l => l is Rescaling))
        {
            Say("the inputs are whole numbers from 0 to 255: networks learn better from 0 … 1. Divide them by 255f, or put a Rescaling(1.0 / 255) layer in front.");
        }

        if (layers.Count > 0 && parts.Loss is { } loss)
        {
            Say(Ending(layers[^1], loss));
        }
    }

    /// <summary>Looks at the figures of an epoch.</summary>
    internal void Look(IReadOnlyDictionary<string, double> results)
    {
        if (results.TryGetValue("loss", out double loss) && losses.Look(loss) is { } sentence)
        {
            Say(char.ToLowerInvariant(sentence[0]) + sentence[1..]);
        }
    }

    /// <summary>The data ended within an epoch.</summary>
    internal void RanOut(int step, int steps) =>
        Say($"the data ended after {step} of the {steps} steps of an epoch; the next epoch starts with its first batch. Give stepsPerEpoch that divides the number of batches, or Repeat the data set.");

    /// <summary>Where a last layer and a loss do not fit: softmax twice, or not at all.</summary>
    static string? Ending(Layer last, Loss loss)
    {
        string activation = last switch
        {
            Dense dense => dense.Activation?.Name ?? "linear",
            Activation layer => layer.Function.Name,
            Softmax => "softmax",
            _ => string.Empty,
        };
        (string expected, bool fromLogits) = loss switch
        {
            SparseCategoricalCrossentropy l => ("softmax", l.FromLogits),
            CategoricalCrossentropy l => ("softmax", l.FromLogits),
            BinaryCrossentropy l => ("sigmoid", l.FromLogits),
            _ => (string.Empty, false),
        };
        return expected.Length == 0 ? null
            : fromLogits && activation == expected ? $"{loss.Name} with fromLogits: true is given the output of {last.Name}, which is a {expected} already. Leave out one of them."
            : !fromLogits && last is Dense && activation == "linear" ? $"{loss.Name} expects probabilities, and {last.Name} has no activation. Give it activation: \"{expected}\", or the loss fromLogits: true."
            : null;
    }

    /// <summary>Whether inputs look like pictures left as bytes: many values a sample, all whole numbers, up to 255.</summary>
    static bool AreBytes(Tensor x)
    {
        const int fewest = 64, most = 1 << 16;
        if (x.Rank < 2 || x.Shape[0] == 0 || x.Size / x.Shape[0] < fewest)
        {
            return false;
        }

        if (x.ElementType == ElementType.UInt8)
        {
            return true;
        }

        if (!x.ElementType.IsFloating)
        {
            return false;
        }

        int rows = (int)Math.Clamp(most / (x.Size / x.Shape[0]), 1, x.Shape[0]);
        var values = x[..rows].Cast(ElementType.Float32).ToArray<float>();
        float largest = values.Max();
        return largest is > 100 and <= 255 && Array.TrueForAll(values, value => value >= 0 && value == MathF.Floor(value));
    }

    void Say(string? sentence)
    {
        if (sentence is not null && verbose != Verbosity.Silent)
        {
            Console.Out.WriteLine($"Fit: {sentence}");
        }
    }
}
