using System.Text.RegularExpressions;
using Xunit;

namespace Nabla.Tests.Rules;

public sealed class SourceRules
{
    static readonly (string Pattern, string Reason, string[] Folders)[] Banned =
    [
        (@"NotImplementedException", "a thing that is not there must not exist", ["src", "tests", "benchmarks", "samples"]),
        (@"\bTO" + @"DO\b|\bFIX" + @"ME\b|\bHA" + @"CK\b", "finish it, or leave it out", ["src", "tests", "benchmarks", "samples"]),
        (@"#reg" + "ion", "one idea per file", ["src", "tests", "benchmarks", "samples"]),
        (@"DateTime(Offset)?\.(Utc)?Now", "results must not depend on the clock", ["src/Nabla"]),
        (@"new Random\(\)|Random\.Shared", "randomness has a seed", ["src", "tests", "benchmarks", "samples"]),
        (@"Type\.GetType\(|Activator\.CreateInstance\(|Assembly\.Load", "names in files resolve through closed tables", ["src/Nabla"]),
        (@"\bFile\.(Open|Read|Write|Append|Create|Copy|Move|Delete)", "files of models and users go through ContainedFile and CrashSafeFile", ["src/Nabla/Formats"]),
        (@"Thread\.Sleep|Task\.Delay", "no sleeping", ["src", "tests"]),
        (@"Debugger\.|Console\.Error\.WriteLine", "no traces in a library", ["src/Nabla"]),
    ];

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var tooLong = from path in SourceTree.Files("src", "tests", "benchmarks", "samples")
                      let lines = SourceTree.Read(path).Split('\n').Length - 1
                      where lines > 400
                      select $"{path}: {lines} lines";
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_source_file_uses_what_is_banned()
    {
        var found = new List<string>();
        foreach (var (pattern, reason, folders) in Banned)
        {
            foreach (string path in SourceTree.Files(folders))
            {
                if (!path.Contains("/Rules/", StringComparison.Ordinal) && Regex.Match(SourceTree.Read(path), pattern, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)) is { Success: true } match)
                {
                    found.Add($"{path}: {match.Value}: {reason}");
                }
            }
        }

        Assert.Empty(found);
    }

    [Fact]
    public void Unsafe_code_and_registers_stay_in_lanes_and_kernels()
    {
        var found = from path in SourceTree.Files("src/Nabla")
                    where !path.StartsWith("src/Nabla/Lanes/", StringComparison.Ordinal) && !path.StartsWith("src/Nabla/Kernels/", StringComparison.Ordinal)
                    where Regex.IsMatch(SourceTree.Read(path), @"\bunsafe\b|Vector(128|256|512)\b|System\.Runtime\.Intrinsics", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
                    select path;
        Assert.Empty(found);
    }

    [Fact]
    public void No_class_is_named_after_what_it_is_not()
    {
        var found = from path in SourceTree.Files("src", "benchmarks")
                    where Regex.IsMatch(Path.GetFileNameWithoutExtension(path), "(Utils?|Helpers?|Manager)$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
                    select path;
        Assert.Empty(found);
    }
}
