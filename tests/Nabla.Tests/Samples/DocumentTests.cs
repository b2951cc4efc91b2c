using System.Reflection;
using System.Text.RegularExpressions;
using Nabla.Tests.Rules;
using Xunit;

namespace Nabla.Tests.Samples;

/// <summary>What documents name and link to exists.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_link_to_a_file_leads_to_one()
    {
        var dead = from path in Directory.EnumerateFiles(SourceTree.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories))
                   from Match link in Link().Matches(File.ReadAllText(path))
                   let target = Path.Combine(Path.GetDirectoryName(path)!, link.Groups[1].Value)
                   where !link.Groups[1].Value.Contains("://", StringComparison.Ordinal) && !File.Exists(target) && !Directory.Exists(target)
                   select $"{Path.GetFileName(path)}: {link.Groups[1].Value}";
        Assert.Empty(dead);
    }

    [Fact]
    public void Every_function_in_the_table_of_names_exists()
    {
        var members = typeof(Tensor).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "Nabla" && type is { IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Select(method => method.Name)
            .ToHashSet(StringComparer.Ordinal);
        var named = FunctionRow().Matches(Section("## Functions")).Select(row => row.Groups[1].Value).ToList();
        Assert.True(named.Count > 250, $"{named.Count} functions");
        Assert.Empty(named.Where(name => !members.Contains(name)));
    }

    [Theory]
    [InlineData("Layers", "Layers")]
    [InlineData("Losses", "Losses")]
    [InlineData("Metrics", "Metrics")]
    [InlineData("Optimizers", "Optimizers")]
    [InlineData("Learning-rate schedules", "Schedules")]
    [InlineData("Initializers", "Initializers")]
    [InlineData("Regularizers", "Regularizers")]
    [InlineData("Constraints", "Constraints")]
    [InlineData("Callbacks", "Callbacks")]
    public void Every_class_in_the_table_of_names_exists(string heading, string module)
    {
        var exported = typeof(Tensor).Assembly.GetExportedTypes().Where(type => type.Namespace is "Nabla" || type.Namespace == $"Nabla.{module}").Select(type => type.Name).ToHashSet(StringComparer.Ordinal);
        var named = ClassName().Matches(Section($"## {heading}")).Select(name => name.Groups[1].Value).ToList();
        Assert.NotEmpty(named);
        Assert.Empty(named.Where(name => !exported.Contains(name)));
    }

    [Fact]
    public void Every_name_of_training_in_graphs_exists()
    {
        var exported = typeof(Tensor).Assembly.GetExportedTypes().Where(type => type.Namespace is "Nabla").Select(type => type.Name)
            .Concat(new[] { typeof(Train), typeof(Train.Optimizer), typeof(Graph) }.SelectMany(type => type.GetMembers()).Select(member => member.Name)).ToHashSet(StringComparer.Ordinal);
        var named = GraphName().Matches(Section("## Training in graphs")).Select(name => name.Groups[1].Value).ToList();
        Assert.True(named.Count > 30, $"{named.Count} names");
        Assert.Empty(named.Where(name => !exported.Contains(name)));
    }

    /// <summary>The text under a heading of the table of names, up to the next of the same level.</summary>
    static string Section(string heading)
    {
        string text = SourceTree.Read("docs/names.md");
        int start = text.IndexOf($"{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The table of names has no heading {heading}.");
        int end = text.IndexOf("\n## ", start + heading.Length, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    [GeneratedRegex(@"\]\(([^)#\s]+)\)", RegexOptions.None, 5000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\| `(?:x|Tensor)\.(\w+)` \|", RegexOptions.None, 5000)]
    private static partial Regex FunctionRow();

    [GeneratedRegex(@"`(?:new )?(?:(?:Train|Graph|optimizer)\.)?([A-Z]\w+)", RegexOptions.None, 5000)]
    private static partial Regex GraphName();

    [GeneratedRegex(@"`([A-Z]\w+)`", RegexOptions.None, 5000)]
    private static partial Regex ClassName();
}
