namespace Nabla.Optimizers;

/// <summary>What all optimizers can do besides their formula; see the properties of <see cref="Optimizer"/>.</summary>
sealed record OptimizerOptions
{
    internal double? WeightDecay { get; init; }

    internal double? Clipnorm { get; init; }

    internal double? GlobalClipnorm { get; init; }

    internal double? Clipvalue { get; init; }

    internal bool UseEma { get; init; }

    internal double EmaMomentum { get; init; } = 0.99;

    internal int? EmaOverwriteFrequency { get; init; }

    internal double? LossScaleFactor { get; init; }

    internal int? GradientAccumulationSteps { get; init; }

    /// <summary>The options themselves, where they make sense together.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    internal OptimizerOptions Checked(string optimizer)
    {
        void Refuse(bool wrong, string given, string expected)
        {
            if (wrong)
            {
                throw new ArgumentException($"{optimizer}: {given}: {expected}.");
            }
        }

        int clips = (Clipnorm is null ? 0 : 1) + (GlobalClipnorm is null ? 0 : 1) + (Clipvalue is null ? 0 : 1);
        Refuse(clips > 1, $"Clipnorm {Clipnorm?.ToString() ?? "none"}, GlobalClipnorm {GlobalClipnorm?.ToString() ?? "none"}, Clipvalue {Clipvalue?.ToString() ?? "none"}", "at most one of them may be set");
        Refuse(EmaMomentum is not (>= 0 and <= 1), $"EmaMomentum {EmaMomentum}", "it must be between 0 and 1");
        Refuse(EmaOverwriteFrequency < 1, $"EmaOverwriteFrequency {EmaOverwriteFrequency}", "it must be 1 or more, or left out");
        Refuse(GradientAccumulationSteps < 2, $"GradientAccumulationSteps {GradientAccumulationSteps}", "it must be 2 or more, or left out");
        return this;
    }
}
