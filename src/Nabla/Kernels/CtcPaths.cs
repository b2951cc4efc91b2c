namespace Nabla.Kernels;

/// <summary>The probability that one sequence of logits reads as given labels, over all ways to stretch them with repetitions and blanks (Graves et al., 2006).</summary>
/// <remarks>Labels are laid out with blanks around each: 2·labels + 1 states. Sums are in float64 and in logarithms.</remarks>
internal sealed class CtcPaths
{
    readonly double[] forward, backward, logs;
    readonly int classes, steps, states;
    readonly int[] symbols;
    readonly int blank;
    readonly bool merges;

    /// <summary>Prepares the states.</summary>
    /// <param name="logs">Logarithms of the probabilities, [steps, classes].</param>
    /// <param name="classes">Number of classes, the blank among them.</param>
    /// <param name="labels">What is read.</param>
    /// <param name="blank">The class that reads as nothing.</param>
    /// <param name="merges">Whether a label said several times in a row is one; else each is one of its own.</param>
    public CtcPaths(double[] logs, int classes, ReadOnlySpan<int> labels, int blank, bool merges)
    {
        (this.logs, this.classes, this.blank, this.merges) = (logs, classes, blank, merges);
        (steps, states) = (logs.Length / classes, (2 * labels.Length) + 1);
        (forward, backward, symbols) = (new double[steps * states], new double[steps * states], new int[states]);
        Array.Fill(symbols, blank);
        for (int i = 0; i < labels.Length; i++)
        {
            symbols[(2 * i) + 1] = labels[i];
        }
    }

    /// <summary>−log of the probability, infinite where no way exists; and its gradient by the logits, zeros then.</summary>
    public double Loss(Span<double> gradient)
    {
        gradient.Clear();
        if (steps == 0)
        {
            return states == 1 ? 0 : double.PositiveInfinity;
        }

        Forward();
        double total = Add(forward[^1], states > 1 ? forward[^2] : double.NegativeInfinity);
        if (double.IsNegativeInfinity(total))
        {
            return double.PositiveInfinity;
        }

        Backward();
        for (int t = 0; t < steps; t++)
        {
            var row = gradient.Slice(t * classes, classes);
            for (int k = 0; k < classes; k++)
            {
                row[k] = Math.Exp(logs[(t * classes) + k]);
            }

            for (int s = 0; s < states; s++)
            {
                row[symbols[s]] -= Math.Exp(forward[(t * states) + s] + backward[(t * states) + s] - total);
            }
        }

        return -total;
    }

    static double Add(double x, double y)
    {
        double larger = Math.Max(x, y);
        return double.IsNegativeInfinity(larger) ? larger : larger + Math.Log(Math.Exp(x - larger) + Math.Exp(y - larger));
    }

    // All ways that end in state s at step t, its own symbol said.
    void Forward()
    {
        Array.Fill(forward, double.NegativeInfinity);
        for (int s = 0; s < Math.Min(2, states); s++)
        {
            forward[s] = Said(0, s);
        }

        for (int t = 1; t < steps; t++)
        {
            for (int s = 0; s < states; s++)
            {
                double sum = Stays(s) ? forward[((t - 1) * states) + s] : double.NegativeInfinity;
                sum = s > 0 ? Add(sum, forward[((t - 1) * states) + s - 1]) : sum;
                sum = Skips(s) ? Add(sum, forward[((t - 1) * states) + s - 2]) : sum;
                forward[(t * states) + s] = sum + Said(t, s);
            }
        }
    }

    // All ways from state s at step t to the end, its own symbol left out.
    void Backward()
    {
        Array.Fill(backward, double.NegativeInfinity);
        for (int s = Math.Max(states - 2, 0); s < states; s++)
        {
            backward[((steps - 1) * states) + s] = 0;
        }

        for (int t = steps - 2; t >= 0; t--)
        {
            for (int s = 0; s < states; s++)
            {
                double sum = Stays(s) ? backward[((t + 1) * states) + s] + Said(t + 1, s) : double.NegativeInfinity;
                sum = s + 1 < states ? Add(sum, backward[((t + 1) * states) + s + 1] + Said(t + 1, s + 1)) : sum;
                sum = s + 2 < states && Skips(s + 2) ? Add(sum, backward[((t + 1) * states) + s + 2] + Said(t + 1, s + 2)) : sum;
                backward[(t * states) + s] = sum;
            }
        }
    }

    double Said(int t, int s) => logs[(t * classes) + symbols[s]];

    bool Stays(int s) => merges || symbols[s] == blank;

    // A blank may be left out between labels, but not between equal ones that would merge.
    bool Skips(int s) => s > 1 && symbols[s] != blank && !(merges && symbols[s] == symbols[s - 2]);
}
