using System.Globalization;

namespace Nabla.Data;

/// <summary>The ways in which digits are written: strokes through control points on a square of 100 × 100, y downwards.</summary>
/// <remarks>A stroke is a smooth curve through its points; "!" after a point makes it a corner; "/" begins a new stroke; the number in front is how often
/// the shape is chosen, relative to the others of the same digit.</remarks>
static class DigitShapes
{
    static readonly string[][] Texts =
    [
        [
            "3: 55 2, 25 12, 8 50, 22 88, 50 98, 80 86, 92 50, 80 14, 52 2",
            "2: 68 8, 42 3, 16 26, 8 60, 26 92, 56 97, 84 72, 91 36, 74 9, 50 6",
            "1: 40 3, 14 30, 10 68, 34 96, 66 92, 88 60, 84 22, 60 4, 34 8, 26 16",
            "1: 62 2, 34 14, 24 50, 32 88, 52 98, 70 84, 76 50, 68 14, 56 4",
        ],
        [
            "4: 50 0, 50 100",
            "3: 50 0, 50 50, 50 100",
            "2: 52 0, 48 35, 52 65, 49 100",
            "1: 46 6, 53 0, 51 50, 50 100",
            "0.7: 30 24, 56 0!, 55 50, 54 100",
            "0.3: 28 24, 54 0!, 54 50, 53 100! / 24 100, 84 99",
            "0.4: 40 12, 54 0!, 54 50, 54 100",
        ],
        [
            "3: 12 24, 32 4, 62 3, 82 22, 70 50, 40 76, 10 97!, 50 96, 92 96",
            "3: 12 22, 34 3, 64 4, 80 24, 66 54, 36 84, 14 95, 6 82, 22 72, 48 86, 72 97, 96 88",
            "2: 14 26, 36 4, 66 6, 78 28, 60 58, 34 82, 10 96!, 34 90, 62 96, 94 92",
            "1: 10 16, 40 6, 72 14, 70 42, 42 70, 14 94!, 52 92, 90 98",
        ],
        [
            "3: 14 14, 44 1, 76 14, 70 38, 38 48!, 74 56, 86 76, 62 97, 28 98, 8 86",
            "2: 12 6, 46 5, 80 6!, 62 24, 42 42!, 74 52, 86 74, 60 97, 12 92",
            "2: 16 12, 48 1, 74 16, 64 38, 40 46, 36 49, 56 50, 82 62, 78 88, 46 99, 8 88",
            "1: 10 10, 50 2, 78 18, 56 40, 34 48, 30 44, 50 46, 80 66, 68 94, 36 99, 10 84",
        ],
        [
            "3: 20 2, 14 30, 12 54!, 46 54, 88 50! / 74 4, 70 50, 66 99",
            "0.8: 64 2, 36 32, 8 62!, 50 62, 94 60! / 66 2, 66 50, 66 100",
            "2: 18 3, 12 36, 26 54, 56 52, 80 34! / 84 4, 76 50, 68 100",
            "1: 26 2, 16 30, 8 56!, 50 52, 84 46, 90 46! / 64 22, 58 60, 54 100",
        ],
        [
            "3: 82 4, 54 5, 28 6!, 24 26, 20 46!, 50 38, 82 56, 78 86, 44 100, 8 90",
            "2: 30 6, 24 28, 24 46, 54 42, 84 62, 72 92, 38 100, 10 86! / 30 6, 58 5, 90 2",
            "1: 88 2, 60 6, 36 10, 30 36, 32 46, 60 54, 70 76, 50 98, 8 94",
            "2: 94 4, 64 6, 38 8!, 32 26, 26 42!, 52 44, 70 64, 56 90, 30 98, 6 90",
            "1: 40 8, 30 28, 22 46!, 52 44, 76 64, 64 90, 34 98, 8 88! / 42 10, 68 8, 96 6",
        ],
        [
            "3: 74 3, 40 22, 16 56, 18 86, 46 99, 76 86, 74 60, 46 54, 18 72",
            "2: 60 0, 34 36, 18 72, 32 98, 62 96, 76 76, 56 62, 24 76",
            "1: 48 0, 22 34, 12 70, 30 98, 66 98, 88 78, 72 60, 40 62, 18 80",
        ],
        [
            "3: 10 8, 48 8, 88 6!, 60 48, 38 100",
            "2: 12 24, 14 7!, 50 10, 88 8!, 64 46, 52 100",
            "1: 10 10, 50 8, 86 8!, 62 46, 40 100! / 28 54, 54 50, 80 48",
            "1: 12 14, 40 4, 76 6, 82 22, 62 58, 46 100",
        ],
        [
            "3: 78 16, 50 2, 22 18, 34 42, 66 58, 82 80, 50 98, 18 82, 34 58, 66 40, 78 16",
            "1: 52 46, 24 26, 46 2, 76 20, 52 46, 20 74, 46 99, 80 78, 52 46",
            "2: 84 8, 54 4, 24 20, 40 44, 70 62, 74 88, 44 98, 22 80, 44 54, 72 32, 82 10",
            "2: 76 20, 54 3, 26 18, 36 42, 54 56, 62 78, 44 98, 26 84, 40 62, 66 36, 78 18",
            "1: 66 26, 60 4, 32 6, 28 28, 50 46, 70 62, 66 92, 40 98, 28 78, 48 54, 76 34, 88 14",
            "1: 48 50, 22 30, 34 6, 66 4, 78 26, 54 48, 38 66, 34 90, 54 98, 66 78, 50 52",
        ],
        [
            "3: 80 22, 52 4, 20 22, 24 46, 54 48, 80 24!, 76 60, 70 100",
            "2: 78 20, 48 3, 18 24, 30 48, 60 44, 80 20!, 82 60, 64 92, 26 94",
            "2: 76 16, 44 4, 20 28, 36 50, 66 40, 80 14, 66 60, 52 100",
            "1: 72 10, 38 6, 20 30, 44 46, 74 28, 76 14!, 76 56, 78 100",
            "2: 82 12, 50 2, 14 22, 20 44, 52 40, 84 10!, 68 56, 40 100",
            "1: 88 10, 52 6, 22 30, 30 46, 60 38, 82 14!, 74 46, 70 76, 66 100",
        ],
    ];

    /// <summary>The shapes of each digit.</summary>
    public static IReadOnlyList<DigitShape[]> All { get; } = [.. Texts.Select(texts => texts.Select(Parse).ToArray())];

    static DigitShape Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        double weight = double.Parse(text.AsSpan(0, colon), CultureInfo.InvariantCulture);
        return new(weight, [.. text[(colon + 1)..].Split('/').Select(ParseStroke)]);
    }

    static DigitPoint[] ParseStroke(string text) =>
    [
        .. text.Split(',', StringSplitOptions.TrimEntries).Select(point =>
        {
            string[] parts = point.TrimEnd('!').Split(' ');
            return new DigitPoint(
                (int.Parse(parts[0], CultureInfo.InvariantCulture) - 50) / 50.0, (int.Parse(parts[1], CultureInfo.InvariantCulture) - 50) / 50.0, point.EndsWith('!'));
        }),
    ];
}

/// <summary>A control point; the square is −1 … 1 in both directions.</summary>
readonly record struct DigitPoint(double X, double Y, bool Corner);

/// <summary>One way of writing a digit.</summary>
sealed record DigitShape(double Weight, DigitPoint[][] Strokes);
