using System.Globalization;

namespace Nabla.Summaries;

/// <summary>A tick of an axis: where it stands and what is written beside it.</summary>
readonly record struct PlotTick(double Value, string Label);

/// <summary>An axis from Low to High, evenly or by powers of ten.</summary>
readonly record struct PlotScale(double Low, double High, bool Logarithmic)
{
    /// <summary>An axis that shows the range with some air, even if it is a single value or nothing.</summary>
    public static PlotScale Around(double low, double high, bool logarithmic, double air)
    {
        if (!(low <= high))
        {
            (low, high) = logarithmic ? (1, 10) : (0, 1);
        }

        if (logarithmic)
        {
            (double a, double b) = (Math.Log10(low), Math.Log10(high));
            double margin = b > a ? (b - a) * air : 0.5;
            return new(Math.Pow(10, a - margin), Math.Pow(10, b + margin), true);
        }

        double space = high > low ? (high - low) * air : Math.Max(Math.Abs(low) * 0.1, 0.5);
        return new(low - space, high + space, false);
    }

    /// <summary>Share of the way from Low to High.</summary>
    public double At(double value) => Logarithmic
        ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
        : (value - Low) / (High - Low);

    /// <summary>True where the value has a place on the axis.</summary>
    public bool Takes(double value) => double.IsFinite(value) && (!Logarithmic || value > 0);

    /// <summary>Ticks at round numbers, about as many as asked for.</summary>
    public IReadOnlyList<PlotTick> Ticks(int about)
    {
        if (Logarithmic && Math.Log10(High / Low) >= 1.5)
        {
            return Decades(about);
        }

        double step = RoundStep((High - Low) / Math.Max(1, about));
        List<PlotTick> ticks = [];
        double first = Math.Ceiling((Low / step) - 1e-9);
        for (int i = 0; (first + i) * step <= High + (step * 1e-9); i++)
        {
            double value = (first + i) * step;
            ticks.Add(new(value, Text(value, step)));
        }

        return ticks;
    }

    List<PlotTick> Decades(int about)
    {
        int first = (int)Math.Ceiling(Math.Log10(Low) - 1e-9);
        int last = (int)Math.Floor(Math.Log10(High) + 1e-9);
        int stride = Math.Max(1, (last - first + about) / Math.Max(1, about));
        List<PlotTick> ticks = [];
        for (int power = first; power <= last; power += stride)
        {
            double value = Math.Pow(10, power);
            ticks.Add(new(value, power is >= -3 and <= 4 ? value.ToString("0.###", CultureInfo.InvariantCulture) : $"1e{power}"));
        }

        return ticks;
    }

    // 1, 2, 2.5 or 5 times a power of ten, the least that is not below the wish.
    static double RoundStep(double wish)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(wish)));
        double share = wish / power;
        return power * (share <= 1.0001 ? 1 : share <= 2.0001 ? 2 : share <= 2.5001 ? 2.5 : share <= 5.0001 ? 5 : 10);
    }

    static string Text(double value, double step)
    {
        if (Math.Abs(value) < step * 1e-6)
        {
            return "0";
        }

        double size = Math.Max(Math.Abs(value), step);
        if (size >= 1e6 || size < 1e-3)
        {
            int power = (int)Math.Floor(Math.Log10(size) + 1e-9);
            return Signed(Rounded(value / Math.Pow(10, power), step / Math.Pow(10, power)) + "e" + power.ToString(CultureInfo.InvariantCulture));
        }

        return Signed(Rounded(value, step));
    }

    static string Rounded(double value, double step)
    {
        int decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(step) - 1e-9), 0, 12);
        // A step of 2.5 needs one place more than its power of ten says.
        decimals += Math.Abs((step * Math.Pow(10, decimals)) - Math.Round(step * Math.Pow(10, decimals))) > 1e-6 ? 1 : 0;
        return value.ToString(step >= 1 && value >= 10_000 ? "#,0" : "F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    static string Signed(string text) => text.StartsWith('-') ? "\u2212" + text[1..] : text;

    /// <summary>A number with three significant digits, for colour bars.</summary>
    public static string Short(double value)
    {
        double size = Math.Abs(value);
        string text = size == 0 ? "0"
            : size is >= 1e5 or < 1e-3 ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
            : value.ToString(size >= 100 ? "0" : size >= 10 ? "0.#" : size >= 1 ? "0.##" : "0.###", CultureInfo.InvariantCulture);
        return Signed(text);
    }
}
