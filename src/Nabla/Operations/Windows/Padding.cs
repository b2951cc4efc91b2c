namespace Nabla;

/// <summary>What a window meets beyond the first and last element of an axis.</summary>
/// <remarks>Equal when the rule and the widths are.</remarks>
public sealed record Padding
{
    readonly Rule rule;
    readonly Extent? before, after;

    Padding(Rule rule, Extent? before = null, Extent? after = null) => (this.rule, this.before, this.after) = (rule, before, after);

    enum Rule
    {
        Valid,
        Same,
        Causal,
        Given,
    }

    /// <summary>Nothing: only windows that lie wholly inside count. length → ⌊(length − window) ÷ stride⌋ + 1.</summary>
    public static Padding Valid { get; } = new(Rule.Valid);

    /// <summary>As much as makes length → ⌈length ÷ stride⌉, half of it on each side; an odd one goes behind.</summary>
    public static Padding Same { get; } = new(Rule.Same);

    /// <summary>In front only, so that no window sees what comes later: (kernel − 1)·dilation, for one spatial axis.</summary>
    public static Padding Causal { get; } = new(Rule.Causal);

    /// <summary>These widths before and after each spatial axis, or one pair for all.</summary>
    /// <param name="widths">How many before and how many after; 0 or more.</param>
    /// <exception cref="ArgumentException">There is no pair, or a width is negative.</exception>
    public static Padding Explicit(params ReadOnlySpan<(int Before, int After)> widths)
    {
        var (before, after) = (new int[widths.Length], new int[widths.Length]);
        for (int k = 0; k < widths.Length; k++)
        {
            (before[k], after[k]) = widths[k];
            if (before[k] < 0 || after[k] < 0)
            {
                throw new ArgumentException($"Padding: widths ({before[k]}, {after[k]}): they are 0 or more. Slice to cut elements off.", nameof(widths));
            }
        }

        return widths.Length > 0 ? new(Rule.Given, Extent.Create(before), Extent.Create(after))
            : throw new ArgumentException("Padding: no widths: one pair is expected for each spatial axis, or one for all.", nameof(widths));
    }

    /// <summary>Reads Keras's word.</summary>
    /// <param name="name">valid, same or causal, in any case.</param>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public static Padding FromName(string name) =>
        name.Equals("valid", StringComparison.OrdinalIgnoreCase) ? Valid
        : name.Equals("same", StringComparison.OrdinalIgnoreCase) ? Same
        : name.Equals("causal", StringComparison.OrdinalIgnoreCase) ? Causal
        : throw new ArgumentException($"Padding: '{name}' is no rule. Use valid, same or causal, or give widths.", nameof(name));

    /// <summary>True for <see cref="Same"/>.</summary>
    internal bool IsSame => rule == Rule.Same;

    /// <summary>True for <see cref="Causal"/>.</summary>
    internal bool IsCausal => rule == Rule.Causal;

    /// <summary>Before and after each of so many axes, one after another, where widths are given; else null.</summary>
    internal long[]? Widths(int axes) => before is null ? null : [.. Enumerable.Range(0, axes).SelectMany(k => new long[] { before[before.Count == 1 ? 0 : k], after![after.Count == 1 ? 0 : k] })];

    /// <summary>Refuses what does not fit so many spatial axes.</summary>
    internal void Require(string op, int axes)
    {
        if (rule == Rule.Causal && axes != 1)
        {
            throw new ShapeException($"{op}: causal padding along {axes} spatial axes: it is for sequences, which have one. Use same or valid.");
        }

        if (before is not null && before.Count != 1 && before.Count != axes)
        {
            throw new ShapeException($"{op}: {before.Count} pairs of widths for {axes} spatial axes: one pair for each is expected, or one for all.");
        }
    }

    /// <summary>The number of windows along an axis and the padding in front of it.</summary>
    /// <param name="op">Who asks, for the message.</param>
    /// <param name="axis">Number of the spatial axis.</param>
    /// <param name="length">Its length; unknown gives unknown windows.</param>
    /// <param name="window">Elements that a window spans, the gaps of a dilation counted.</param>
    /// <param name="stride">From a window to the next.</param>
    /// <exception cref="ShapeException">No window fits.</exception>
    internal (long Windows, long Before) Along(string op, int axis, long length, long window, long stride)
    {
        if (rule == Rule.Same)
        {
            if (length == Shape.Unknown)
            {
                return (Shape.Unknown, 0);
            }

            long windows = (length + stride - 1) / stride;
            return (windows, Math.Max(((windows - 1) * stride) + window - length, 0) / 2);
        }

        long front = rule == Rule.Causal ? window - 1 : before is null ? 0 : before[before.Count == 1 ? 0 : axis];
        long behind = after is null ? 0 : after[after.Count == 1 ? 0 : axis];
        return length == Shape.Unknown ? (Shape.Unknown, front)
            : length + front + behind >= window ? (((length + front + behind - window) / stride) + 1, front)
            : throw new ShapeException($"{op}: a window over {window} elements on spatial axis {axis}, which has {length} and {front + behind} of padding: no window fits. Use a smaller window, or same padding.");
    }

    /// <summary>The rule, or the widths.</summary>
    public override string ToString() => rule == Rule.Given ? $"explicit {before} before, {after} after" : rule.ToString().ToLowerInvariant();
}
