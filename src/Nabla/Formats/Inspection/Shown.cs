using System.Globalization;

namespace Nabla.Formats;

/// <summary>Numbers, shapes and problems as inspections show them.</summary>
static class Shown
{
    const int MostText = 80;

    /// <summary>A whole number with commas: <c>60,000</c>.</summary>
    public static string Number(Int128 number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Lengths of axes: <c>[2, 3]</c>.</summary>
    public static string Lengths(IEnumerable<long> lengths) => $"[{string.Join(", ", lengths)}]";

    /// <summary>A text, cut where it is long.</summary>
    public static string Text(string text) => text.Length <= MostText ? text : text[..MostText] + "…";

    /// <summary>Does something that may find the file damaged; a problem of one place hides no other.</summary>
    public static void Guard(List<string> problems, Action read)
    {
        try
        {
            read();
        }
        catch (ModelFormatException error)
        {
            if (!problems.Contains(error.Message)) problems.Add(error.Message);
        }
    }
}
