using System.Globalization;

namespace Nabla.Formats;

/// <summary>Text of NumPy's dates: a 64-bit count of a unit since 1970-01-01.</summary>
static class NpyDate
{
    static readonly string[] fractions = ["s", "ms", "us", "ns", "ps", "fs", "as"];

    /// <summary>Whether this is a unit of dates, perhaps with a factor in front, as in <c>25s</c>.</summary>
    public static bool IsUnit(string unit)
    {
        var (factor, name) = Split(unit);
        return factor > 0 && (name is "Y" or "M" or "W" or "D" or "h" or "m" || fractions.Contains(name));
    }

    /// <summary>The date as NumPy prints it: ISO 8601, as fine as its unit.</summary>
    public static string Text(long count, string unit)
    {
        if (count == long.MinValue) return "NaT";
        var (factor, name) = Split(unit);
        var value = (Int128)count * factor;
        switch (name)
        {
            case "Y": return Year(value + 1970);
            case "M": return $"{Year(Floor(value, 12) + 1970)}-{(int)(value - Floor(value, 12) * 12) + 1:00}";
            case "W": return Day(value * 7);
            case "D": return Day(value);
            case "h": return $"{Day(Floor(value, 24))}T{(int)(value - Floor(value, 24) * 24):00}";
            case "m": return $"{Day(Floor(value, 1440))}T{Clock((long)(value - Floor(value, 1440) * 1440), 60)}";
        }
        var places = Array.IndexOf(fractions, name) * 3;
        var scale = (Int128)1;
        for (var i = 0; i < places; i++) scale *= 10;
        var seconds = Floor(value, scale);
        var day = Floor(seconds, 86400);
        var second = (long)(seconds - day * 86400);
        var fraction = places == 0 ? "" : "." + (value - seconds * scale).ToString(CultureInfo.InvariantCulture).PadLeft(places, '0');
        return $"{Day(day)}T{Clock(second / 60, 60)}:{second % 60:00}{fraction}";
    }

    static (int Factor, string Name) Split(string unit)
    {
        var digits = unit.TakeWhile(char.IsAsciiDigit).Count();
        if (digits == 0) return (1, unit);
        return (int.TryParse(unit[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var factor) ? factor : 0, unit[digits..]);
    }

    static string Clock(long value, long part) => $"{value / part:00}:{value % part:00}";

    static Int128 Floor(Int128 value, Int128 by) => value >= 0 ? value / by : -((-value + by - 1) / by);

    static string Year(Int128 year) => year >= 0 ? year.ToString("0000", CultureInfo.InvariantCulture) : "-" + (-year).ToString("0000", CultureInfo.InvariantCulture);

    // Days are counted from 1 March of year 0, so that the leap day ends its year; 400 years have 146,097 days.
    static string Day(Int128 day)
    {
        var shifted = day + 719468;
        var era = Floor(shifted, 146097);
        var inEra = (int)(shifted - era * 146097);
        var yearOfEra = (inEra - inEra / 1460 + inEra / 36524 - inEra / 146096) / 365;
        var dayOfYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var monthFromMarch = (5 * dayOfYear + 2) / 153;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        return $"{Year(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))}-{month:00}-{dayOfYear - (153 * monthFromMarch + 2) / 5 + 1:00}";
    }
}
