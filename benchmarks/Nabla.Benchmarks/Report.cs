using System.Globalization;
using System.Text.Json;

namespace Nabla.Benchmarks;

/// <summary>The table on the screen and the file.</summary>
internal static class Report
{
    public static void Head() => Console.WriteLine(
        $"{"row",-26}{"threads",8}{"min ms",11}{"median ms",11}{"GFLOP/s",9}{"limit ms",11}{"of limit",9}{"torch ms",11}{"torch/ours",11}");

    public static void Line(Result result)
    {
        string torch = result.Torch is { } times
            ? Invariant($"{times.MinMilliseconds,11:F4}{times.MinMilliseconds / result.Ours.MinMilliseconds,11:F2}")
            : $"{"-",11}{"-",11}";
        string flops = result.Row.Flops == 0 ? $"{"-",9}" : Invariant($"{result.GigaFlops,9:F1}");
        string limit = result.LimitMilliseconds == 0 ? $"{"-",11}{"-",9}" : Invariant($"{result.LimitMilliseconds,11:F4}{result.Fraction,9:P1}");
        Console.WriteLine(Invariant($"{result.Row.Name,-26}{result.Threads,8}{result.Ours.MinMilliseconds,11:F4}{result.Ours.MedianMilliseconds,11:F4}") + flops + limit + torch);
    }

    public static void Write(string path, IEnumerable<Result> results)
    {
        using FileStream stream = File.Create(path);
        JsonSerializer.Serialize(
            stream,
            results.Select(static result => new
            {
                name = result.Row.Name,
                threads = result.Threads,
                min_ms = result.Ours.MinMilliseconds,
                median_ms = result.Ours.MedianMilliseconds,
                gflops = result.GigaFlops,
                limit_ms = result.LimitMilliseconds,
                fraction = result.Fraction,
                torch_min_ms = result.Torch?.MinMilliseconds,
            }),
            new JsonSerializerOptions { WriteIndented = true });
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
