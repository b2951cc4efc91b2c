using System.Globalization;
using System.Text;

namespace Nabla.Callbacks;

/// <summary>How figures and progress are written, in the form that Keras users know.</summary>
internal static class Progress
{
    const int BarWidth = 20;

    /// <summary>Chooses what <see cref="Verbosity.Auto"/> means here.</summary>
    internal static Verbosity Choose(Verbosity verbose) =>
        verbose != Verbosity.Auto ? verbose : Console.IsOutputRedirected ? Verbosity.Line : Verbosity.Bar;

    /// <summary><c>469/469 ━━━━━━━━━━━━━━━━━━━━ 2s 4ms/step - accuracy: 0.9262 - loss: 0.2601</c>.</summary>
    internal static string Line(long step, long? steps, TimeSpan elapsed, IReadOnlyDictionary<string, double> logs, bool bar)
    {
        var line = new StringBuilder();
        string total = steps is { } known ? $"{known}" : "?";
        line.Append(CultureInfo.InvariantCulture, $"{(steps is { } n ? $"{step}".PadLeft($"{n}".Length) : $"{step}")}/{total}");
        if (bar)
        {
            int full = steps is > 0 ? (int)(BarWidth * step / steps.Value) : BarWidth;
            line.Append(' ').Append('━', full).Append('─', BarWidth - full);
        }

        double perStep = elapsed.TotalSeconds / Math.Max(step, 1);
        line.Append(' ');
        line.Append(steps is { } all && step < all ? Duration(perStep * (all - step)) : $"{Duration(elapsed.TotalSeconds)} {PerStep(perStep)}");
        foreach (var (name, value) in Ordered(logs))
        {
            line.Append(CultureInfo.InvariantCulture, $" - {name}: {Figure(value)}");
        }

        return line.ToString();
    }

    /// <summary>Four digits after the point, or the scientific form for very small and large figures.</summary>
    internal static string Figure(double value)
    {
        double size = Math.Abs(value);
        return size is > 1e-3 and < 1e6 || size == 0 || !double.IsFinite(value)
            ? value.ToString(size >= 1e4 ? "F1" : "F4", CultureInfo.InvariantCulture)
            : value.ToString("0.0000e+00", CultureInfo.InvariantCulture);
    }

    /// <summary>Metrics by name, then those of the validation, as Keras orders them.</summary>
    static IEnumerable<KeyValuePair<string, double>> Ordered(IReadOnlyDictionary<string, double> logs) =>
        logs.OrderBy(l => l.Key.StartsWith("val_", StringComparison.Ordinal)).ThenBy(l => l.Key, StringComparer.Ordinal);

    static string Duration(double seconds) =>
        seconds >= 3600 ? string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 3600)}:{(int)(seconds / 60) % 60:00}:{(int)seconds % 60:00}")
        : seconds >= 60 ? string.Create(CultureInfo.InvariantCulture, $"{(int)(seconds / 60)}:{(int)seconds % 60:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds:F0}s");

    static string PerStep(double seconds) =>
        seconds >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F0}s/step")
        : seconds >= 1e-3 ? string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F0}ms/step")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F0}us/step");
}
