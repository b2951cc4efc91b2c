using System.CommandLine;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>Runs the command line: wrong usage ends with 2, an error in one sentence with 1, Ctrl-C with 130.</summary>
internal static class Runner
{
    internal static async Task<int> Run(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Complain(error.Message);
            }

            Console.Error.WriteLine($"See: {Usage(parsed.CommandResult)} --help");
            return 2;
        }

        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(60) };
            return await parsed.InvokeAsync(configuration);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped.");
            return 130;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException or KeyNotFoundException or NotSupportedException or OverflowException or FormatException or InvalidDataException or OutOfMemoryException)
        {
            Complain(Sentence(e));
            return 1;
        }
        catch (Exception e)
        {
            // Nothing that a user does may end here: who reports it needs to say where it was.
            Complain($"A mistake in Nabla itself, please report it: {e}");
            return 1;
        }
    }

    /// <summary>One sentence on the error stream, red on a terminal.</summary>
    internal static void Complain(string sentence)
    {
        if (Console.IsErrorRedirected)
        {
            Console.Error.WriteLine(sentence);
            return;
        }

        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).MarkupLineInterpolated($"[red]{sentence}[/]");
    }

    /// <summary>The message without the name of a C# parameter, which the user of a command does not know.</summary>
    static string Sentence(Exception e)
    {
        int at = e.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return at < 0 ? e.Message : e.Message[..at];
    }

    static string Usage(System.CommandLine.Parsing.CommandResult? command)
    {
        var names = new List<string>();
        for (System.CommandLine.Parsing.SymbolResult? at = command; at is not null; at = at.Parent)
        {
            if (at is System.CommandLine.Parsing.CommandResult c)
            {
                names.Insert(0, c.Command is RootCommand ? "nabla" : c.Command.Name);
            }
        }

        return string.Join(' ', names);
    }
}
