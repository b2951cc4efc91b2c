using System.Globalization;
using System.Text;

namespace Nabla.Callbacks;

/// <summary>A line that shows how far a loop has come, with its figures, as Keras writes it.</summary>
/// <remarks>On a terminal the line is written over itself; colours are ANSI codes.</remarks>
/// <param name="target">Steps in all; null where that is not known.</param>
/// <param name="width">Characters of the bar.</param>
/// <param name="verbose"><see cref="Verbosity.Bar"/> moves; <see cref="Verbosity.Line"/> prints one line at the end.</param>
/// <param name="interval">Seconds between two drawings at least.</param>
/// <param name="statefulMetrics">Figures to be shown as they are given; others are averaged over steps.</param>
/// <param name="unitName">What a step is called.</param>
/// <param name="output">Where to print; the console by default.</param>
/// <param name="timeProvider">The clock; that of the system by default.</param>
public sealed class Progbar(
    long? target,
    int width = 20,
    Verbosity verbose = Verbosity.Bar,
    double interval = 0.05,
    IEnumerable<string>? statefulMetrics = null,
    string unitName = "step",
    TextWriter? output = null,
    TimeProvider? timeProvider = null)
{
    readonly TextWriter output = output ?? Console.Out;
    readonly TimeProvider time = timeProvider ?? TimeProvider.System;
    readonly long start = (timeProvider ?? TimeProvider.System).GetTimestamp();
    readonly HashSet<string>? stateful = statefulMetrics is null ? null : [.. statefulMetrics];
    readonly List<string> order = [];
    readonly Dictionary<string, (double Sum, double Weight)> figures = new(StringComparer.Ordinal);
    double lastUpdate;
    double? afterFirstStep;
    long seen;
    int drawn;

    /// <summary>Steps in all; null where that is not known.</summary>
    public long? Target { get; set; } = target;

    /// <summary>Whether every figure is shown as it is given.</summary>
    internal bool ShowsAsGiven { get; init; }

    /// <summary>Shows a step and its figures.</summary>
    /// <param name="current">Steps made so far.</param>
    /// <param name="values">Figures by name.</param>
    /// <param name="finalize">Whether this is the last; by default when the target is reached.</param>
    public void Update(long current, IEnumerable<KeyValuePair<string, double>>? values = null, bool? finalize = null)
    {
        bool last = finalize ?? current >= Target;
        foreach (var (name, value) in values ?? [])
        {
            Take(name, value, current, last);
        }

        seen = current;
        double now = time.GetElapsedTime(start).TotalSeconds;
        double step = StepDuration(current, now);
        if (verbose == Verbosity.Bar)
        {
            if (now - lastUpdate < interval && !last)
            {
                return;
            }

            Draw(current, now, step, last);
        }
        else if (verbose == Verbosity.Line && last)
        {
            output.Write($"{Count(current)} - {PythonText.Whole(now)}s -{PerStep(step)}{Figures()}\n");
            output.Flush();
        }

        lastUpdate = now;
    }

    void Take(string name, double value, long current, bool last)
    {
        bool known = figures.TryGetValue(name, out var before);
        if (!known)
        {
            order.Add(name);
        }

        double weight = Math.Max(current - seen, 1);
        figures[name] = ShowsAsGiven || last || stateful?.Contains(name) == true ? (value, 1)
            : known ? (before.Sum + (value * weight), before.Weight + weight)
            : (value * weight, weight);
    }

    void Draw(long current, double now, double step, bool last)
    {
        var line = new StringBuilder();
        int invisible = 0;
        void Code(string code, string text)
        {
            line.Append(code).Append(text).Append("\u001b[0m");
            invisible += code.Length + 4;
        }

        if (Target is { } steps)
        {
            Code("\u001b[1m", Count(current));
            line.Append(' ');
            int full = steps > 0 ? (int)((double)width * current / steps) : width;
            if (full > 0)
            {
                Code("\u001b[32m", new string('━', full));
            }

            Code("\u001b[37m", new string('━', Math.Max(width - full, 0)));
        }
        else
        {
            line.Append(CultureInfo.InvariantCulture, $"{current,7}/Unknown");
        }

        line.Append(' ');
        Code("\u001b[1m", Target is { } all && !last ? Remaining(step * (all - current)) : $"{PythonText.Whole(now)}s");
        line.Append(PerStep(step)).Append(Figures());
        int total = line.Length - invisible;
        output.Write($"{new string('\b', drawn)}\r{line}{new string(' ', Math.Max(drawn - total, 0))}{(last ? "\n" : string.Empty)}");
        output.Flush();
        drawn = total;
    }

    string Count(long current)
    {
        string total = $"{Target ?? current}";
        return $"{$"{current}".PadLeft(total.Length)}/{total}";
    }

    string Figures()
    {
        var text = new StringBuilder();
        foreach (string name in order)
        {
            text.Append(" - ").Append(name).Append(": ").Append(PythonText.Figure(figures[name].Sum / Math.Max(1, figures[name].Weight)));
        }

        return text.ToString();
    }

    double StepDuration(long current, double now)
    {
        if (current == 0)
        {
            return 0;
        }

        // The first step prepares things and would make the rest look slow.
        double duration = afterFirstStep is { } first && current > 1 ? (now - first) / (current - 1) : now / current;
        afterFirstStep = current == 1 ? now : afterFirstStep;
        return duration;
    }

    string PerStep(double seconds) =>
        seconds is >= 1 or 0 ? $" {PythonText.Whole(seconds)}s/{unitName}"
        : seconds >= 1e-3 ? $" {PythonText.Whole(seconds * 1e3)}ms/{unitName}"
        : $" {PythonText.Whole(seconds * 1e6)}us/{unitName}";

    static string Remaining(double seconds)
    {
        long whole = (long)seconds;
        return seconds > 3600 ? $"{whole / 3600}:{whole % 3600 / 60:00}:{whole % 60:00}"
            : seconds > 60 ? $"{whole / 60}:{whole % 60:00}"
            : $"{whole}s";
    }
}
