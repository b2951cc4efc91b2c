using System.Text.RegularExpressions;
using Nabla.Tests.Rules;
using Xunit;

namespace Nabla.Tests.Samples;

/// <summary>The programs in the documents are parts of samples, which are compiled and run.</summary>
public sealed partial class SnippetTests
{
    [Fact]
    public void Every_program_in_a_document_stands_in_a_sample()
    {
        var samples = Samples().Select(sample => sample.Text).ToList();
        var blocks = Documents().SelectMany(document => CSharpBlock().Matches(document.Text).Select(match => (document.Path, Text: match.Groups[1].Value))).ToList();
        Assert.NotEmpty(blocks);
        var strange = from block in blocks
                      let lines = Lines(block.Text)
                      let imports = lines.TakeWhile(IsImport).ToList()
                      let program = string.Join('\n', lines.Skip(imports.Count))
                      where !samples.Exists(text => text.Contains(program, StringComparison.Ordinal) && imports.TrueForAll(import => text.Contains(import, StringComparison.Ordinal)))
                      select $"{block.Path}: {lines.Skip(imports.Count).FirstOrDefault()}";
        Assert.Empty(strange);
    }

    [Fact]
    public void Every_marked_part_of_a_sample_is_closed_and_shown_in_a_document()
    {
        string documents = string.Join('\n', Documents().SelectMany(document => Lines(document.Text)));
        foreach (var (path, _) in Samples())
        {
            string text = SourceTree.Read(path);
            foreach (Match mark in Mark().Matches(text))
            {
                string name = mark.Groups[1].Value;
                int end = text.IndexOf($"// </{name}>", mark.Index, StringComparison.Ordinal);
                Assert.True(end > 0, $"{path}: the part {name} does not end.");
                Assert.True(documents.Contains(string.Join('\n', Lines(text[(mark.Index + mark.Length)..end])), StringComparison.Ordinal), $"{path}: no document shows the part {name}.");
            }
        }
    }

    static IEnumerable<(string Path, string Text)> Samples() =>
        SourceTree.Files("samples").Select(path => (path, string.Join('\n', Lines(SourceTree.Read(path)))));

    static IEnumerable<(string Path, string Text)> Documents() =>
        from file in Directory.EnumerateFiles(SourceTree.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories))
        let path = Path.GetRelativePath(SourceTree.Root, file)
        select (path, SourceTree.Read(path));

    /// <summary>The lines of a program without what may differ: indentation, empty lines, and marks.</summary>
    static List<string> Lines(string text) =>
        [.. text.Split('\n').Select(line => Spaces().Replace(line, " ").Trim()).Where(line => line.Length > 0 && !Mark().IsMatch(line) && !line.StartsWith("// </", StringComparison.Ordinal))];

    static bool IsImport(string line) => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal);

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline, 5000)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex("(?<!/)// <([a-z-]+)>", RegexOptions.None, 5000)]
    private static partial Regex Mark();

    [GeneratedRegex(" +", RegexOptions.None, 5000)]
    private static partial Regex Spaces();
}
