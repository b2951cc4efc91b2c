using System.Globalization;

namespace Nabla;

public static partial class Train
{
    /// <summary>Looks at the losses of a training as they are displayed, and says in one sentence when they show that it goes wrong.</summary>
    /// <remarks>
    /// <para><c>if (watch.Look(loss) is { } sentence) { Console.WriteLine(sentence); }</c></para>
    /// <para>Each of two things is said once: that a loss is no finite number, and that losses rise: above the first one, and either ten times the lowest or the fifth time in a row.
    /// Losses of small batches that jump about below the first are no reason.</para>
    /// </remarks>
    /// <param name="learningRate">The rate, for the sentence; null where it is not known.</param>
    public sealed class LossWatch(double? learningRate = null)
    {
        const double Factor = 10;
        const int Rises = 5;

        double first = double.NaN, lowest = double.PositiveInfinity, before = double.NaN;
        int looks, rises;
        bool saidFinite, saidRising;

        /// <summary>Looks at one loss, a scalar.</summary>
        /// <inheritdoc cref="Look(double)"/>
        public string? Look(Tensor loss)
        {
            ArgumentNullException.ThrowIfNull(loss);
            return Look((double)loss);
        }

        /// <summary>Looks at one loss.</summary>
        /// <param name="loss">The next loss.</param>
        /// <returns>A sentence that says what is wrong and what to try; null where nothing is, or it was said.</returns>
        public string? Look(double loss)
        {
            looks++;
            if (!double.IsFinite(loss))
            {
                bool says = !saidFinite;
                saidFinite = saidRising = true;
                return says
                    ? $"The loss has become {(double.IsNaN(loss) ? "NaN" : "infinite")}{After()}. First suspect: {Rate()}; then look for NaN in the data, and for logarithms of 0 and divisions by 0."
                    : null;
            }

            if (looks == 1)
            {
                first = loss;
            }

            rises = loss > before ? rises + 1 : 0;
            (before, lowest) = (loss, Math.Min(lowest, loss));
            if (saidRising || loss <= first || !(rises >= Rises || (lowest > 0 && loss >= Factor * lowest)))
            {
                return null;
            }

            saidRising = true;
            return $"The loss has risen from {Figure(lowest)} to {Figure(loss)}. First suspect: {Rate()}.";
        }

        static string Figure(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

        string After() => double.IsNaN(before) ? " at once" : $", {Figure(before)} before";

        string Rate() => learningRate is { } rate ? $"the learning rate of {Figure(rate)} is too large: try a tenth of it, {Figure(rate / 10)}" : "the learning rate is too large: try a tenth of it";
    }
}
