using System.Globalization;
using System.Text.RegularExpressions;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Fitting;

/// <summary>Compares texts: numbers with a fraction within the tolerances, everything else exactly, line ends included.</summary>
static partial class CsvText
{
    public static void Check(string place, string expected, string actual, Comparer comparer)
    {
        if (Number().Replace(expected, "#") != Number().Replace(actual, "#")) throw new MismatchException($"{place}: expected {expected.ReplaceLineEndings("\\n")}, got {actual.ReplaceLineEndings("\\n")}");
        foreach (var (e, a) in Number().Matches(expected).Zip(Number().Matches(actual)))
        {
            comparer.Check(place, double.Parse(e.Value, CultureInfo.InvariantCulture), double.Parse(a.Value, CultureInfo.InvariantCulture));
        }
    }

    [GeneratedRegex(@"-?\d+\.\d+(?:e-?\d+)?|-?\d+e-?\d+", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Number();
}
