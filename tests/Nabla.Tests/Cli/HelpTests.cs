using System.Text.RegularExpressions;
using Nabla.Tests.Rules;
using Xunit;

namespace Nabla.Tests.Cli;

public sealed class HelpTests
{
    [Theory]
    [InlineData("train mnist")]
    [InlineData("evaluate")]
    [InlineData("predict")]
    [InlineData("inspect")]
    [InlineData("convert")]
    [InlineData("data mnist")]
    public void Options_that_documents_name_are_there(string command)
    {
        var help = NablaProgram.Run([.. command.Split(' '), "--help"]);
        Assert.Equal((0, ""), (help.Code, help.Errors));
        string[] documents = ["README.md", "README.zh.md", "docs/files.md", "docs/graphs.md"];
        var named = from document in documents
                    from Match line in Regex.Matches(SourceTree.Read(document), $@"(nabla|-- )\s*{command} [^`\n]*", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
                    from Match option in Regex.Matches(line.Value, @"--[a-z][a-z-]*", RegexOptions.None, TimeSpan.FromSeconds(5))
                    select option.Value;
        Assert.All(named.Distinct(), option => Assert.Contains(option, help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_command_that_is_not_there_is_wrong_usage()
    {
        var run = NablaProgram.Run("evaluete");
        Assert.Equal(2, run.Code);
        Assert.Contains("nabla --help", run.Errors, StringComparison.Ordinal);
    }
}
