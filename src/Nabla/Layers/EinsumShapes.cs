namespace Nabla.Layers;

/// <summary>What an equation of <see cref="EinsumDense"/> says of shapes: one letter an axis, and <c>...</c> for axes before or behind those named.</summary>
internal sealed class EinsumShapes
{
    EinsumShapes(Shape kernel, Shape? bias, Shape output, int? summed) => (Kernel, Bias, Output, Summed) = (kernel, bias, output, summed);

    /// <summary>The lengths of the kernel.</summary>
    internal Shape Kernel { get; }

    /// <summary>The lengths of the bias, stretched over the last axes of the output; null for none.</summary>
    internal Shape? Bias { get; }

    /// <summary>The lengths of the output.</summary>
    internal Shape Output { get; }

    /// <summary>Where the equation is a matrix product as it stands: how many last axes of the input are summed with the first of the kernel, whose others follow in the output.</summary>
    internal int? Summed { get; }

    /// <summary>Reads an equation for an input.</summary>
    /// <exception cref="ShapeException">The equation cannot be read, or does not fit.</exception>
    internal static EinsumShapes Read(string layer, string equation, string? biasAxes, Shape input, IReadOnlyList<long> wanted)
    {
        string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->"), terms = sides[0].Split(',');
        if (sides.Length != 2 || terms.Length != 2)
        {
            throw new ShapeException($"{layer}: equation '{equation}': one like 'abc,cd->abd' is expected: input, kernel, output.");
        }

        var (x, w, y) = (Bare(terms[0]), terms[1], Bare(sides[1]));
        if (!(x + w + y).All(char.IsAsciiLetter) || x.Length == 0 || w.Length == 0 || y.Length == 0 || Place(terms[0]) != Place(sides[1]))
        {
            throw new ShapeException($"{layer}: equation '{equation}': letters are expected, and '...' at the same side of input and output or nowhere.");
        }

        int elided = input.Rank - x.Length;
        var place = Place(terms[0]);
        if (place == 0 ? elided != 0 : elided < 0)
        {
            throw new ShapeException($"{layer}: input {input} for equation '{equation}': {(place == 0 ? "" : "at least ")}{x.Length} axes are expected. Write '...' for axes without a letter.");
        }

        long[] lengths = [input.Lengths[0], .. place < 0 && elided > 1 ? input.Lengths[1..elided] : [], .. wanted, .. place > 0 ? input.Lengths[(input.Rank - elided)..] : []];
        int before = place < 0 ? elided : 0;
        if (place > 0 && wanted.Count >= y.Length)
        {
            // Lengths may be given for the axes behind, too; those of the input hold.
            lengths = [input.Lengths[0], .. wanted.Take(y.Length - 1), .. input.Lengths[(input.Rank - elided)..]];
        }

        if (lengths.Length != y.Length + (place < 0 && elided == 0 ? 0 : elided))
        {
            throw new ShapeException($"{layer}: output [{string.Join(", ", wanted)}] for equation '{equation}' and input {input}: {y.Length - (place < 0 && elided > 0 ? 0 : 1)} lengths are expected, those of the output without the batch.");
        }

        return Read(layer, equation, biasAxes, input, (x, w, y), lengths, before, place > 0 ? elided : 0);
    }

    static EinsumShapes Read(string layer, string equation, string? biasAxes, Shape input, (string X, string W, string Y) terms, long[] lengths, int before, int behind)
    {
        var (x, w, y) = terms;
        foreach (char letter in y)
        {
            if (!x.Contains(letter) && !w.Contains(letter))
            {
                throw new ShapeException($"{layer}: equation '{equation}': the output names '{letter}', and neither input nor kernel does. Name axes of these.");
            }

            if (x.Contains(letter))
            {
                ref long length = ref lengths[before + y.IndexOf(letter)];
                long given = input.Lengths[before + x.IndexOf(letter)];
                if (length != given && length != Shape.Unknown && given != Shape.Unknown)
                {
                    throw new ShapeException($"{layer}: equation '{equation}': axis '{letter}' is {given} long in the input {input} and {length} in the output. Give it one length, or null in the output.");
                }
            }
        }

        var kernel = Shape.Of([.. w.Select(letter => x.Contains(letter) ? input.Lengths[before + x.IndexOf(letter)] : y.Contains(letter) ? lengths[before + y.IndexOf(letter)]
            : throw new ShapeException($"{layer}: equation '{equation}': the kernel names '{letter}', and neither input nor output does: its length is not known."))]);
        Shape? bias = null;
        if (!string.IsNullOrEmpty(biasAxes))
        {
            foreach (char letter in biasAxes)
            {
                if (!y.Contains(letter))
                {
                    throw new ShapeException($"{layer}: bias axes '{biasAxes}' for equation '{equation}': the output does not name '{letter}'.");
                }
            }

            int first = biasAxes.Min(letter => y.IndexOf(letter));
            bias = Shape.Of([.. y[first..].Select(letter => biasAxes.Contains(letter) ? lengths[before + y.IndexOf(letter)] : 1), .. Enumerable.Repeat(1L, behind)]);
        }

        int summed = Enumerable.Range(1, Math.Min(x.Length, w.Length)).LastOrDefault(k => x.EndsWith(w[..k], StringComparison.Ordinal) && y == x[..^k] + w[k..]);
        return new(kernel, bias, Shape.Of(lengths), summed > 0 && behind == 0 && w.Distinct().Count() == w.Length ? summed : null);
    }

    static string Bare(string term) => term.Replace("...", "", StringComparison.Ordinal);

    // −1: axes before the named ones; 1: behind; 0: none.
    static int Place(string term) => term.StartsWith("...", StringComparison.Ordinal) ? -1 : term.EndsWith("...", StringComparison.Ordinal) ? 1 : 0;
}
