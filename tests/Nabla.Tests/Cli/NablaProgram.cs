using System.Diagnostics;
using System.Text;

namespace Nabla.Tests.Cli;

/// <summary>Runs the real program, as a user would, and gives what it said.</summary>
sealed record NablaProgram(int Code, string Output, string Errors)
{
    /// <summary>Runs the program to its end.</summary>
    public static NablaProgram Run(params string[] arguments)
    {
        using var program = Start(arguments);
        var errors = program.StandardError.ReadToEndAsync();
        string output = program.StandardOutput.ReadToEnd();
        string complaint = errors.GetAwaiter().GetResult();
        program.WaitForExit();
        return new(program.ExitCode, output, complaint);
    }

    /// <summary>Starts the program.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Nabla.Cli.dll") },
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("the program did not start");
    }

    /// <summary>The program said one sentence of what is wrong, and nothing else.</summary>
    public string Complaint(int code)
    {
        Xunit.Assert.Equal(code, Code);
        string[] lines = Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Xunit.Assert.True(lines.Length == (code == 2 ? 2 : 1), Errors);
        Xunit.Assert.Equal("", code == 2 ? "" : Output);
        return lines[0];
    }
}
