using System.CommandLine;
using Nabla.Formats;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla inspect FILE</c>: what a file of a model holds.</summary>
internal static class InspectCommand
{
    const int MostProblems = 10;

    static readonly Argument<string> File = new("FILE") { Description = "A model (.keras, .h5, .json), weights or arrays (.weights.h5, .safetensors, .npz, .npy, HDF5, idx), a picture (.png), a checkpoint's prefix or one of its files, a graph, a meta graph, an event file, a file of records; or a folder of checkpoints or events." };
    static readonly Option<int> Rows = new("--rows") { Description = "How many rows of each table are shown; 0 shows all.", DefaultValueFactory = _ => 100 };

    internal static Command Make()
    {
        Rows.Validators.Add(result =>
        {
            if (result.GetValue(Rows) < 0)
            {
                result.AddError($"--rows {result.GetValue(Rows)}: it must be 0 or more.");
            }
        });
        var command = new Command("inspect", "Tells what a file holds: names, shapes, types, and what is wrong with it.") { File, Rows };
        command.SetAction((parsed, token) => Task.Run(() => Run(parsed), CancellationToken.None).WaitAsync(token));
        return command;
    }

    static int Run(ParseResult parsed)
    {
        string path = parsed.GetValue(File)!;
        var inspection = Waiting.For("Reading", path, () => Inspector.Inspect(path));
        AnsiConsole.MarkupLine($"[bold]{Terminal.Printable(inspection.Kind)}[/]");
        foreach (var (key, value) in inspection.Facts.Concat(inspection.Problems.Count == 0 ? Opened.Facts(path, inspection.Kind) : []))
        {
            AnsiConsole.MarkupLine($"{Terminal.Printable(key)}: {Terminal.Printable(value)}");
        }

        int most = parsed.GetValue(Rows) is var rows && rows > 0 ? rows : int.MaxValue;
        foreach (var table in inspection.Tables)
        {
            Write(table, most);
        }

        foreach (string problem in inspection.Problems.Take(MostProblems))
        {
            AnsiConsole.MarkupLine($"[red]problem: {Terminal.Printable(problem)}[/]");
        }

        if (inspection.Problems.Count > MostProblems)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]… and {inspection.Problems.Count - MostProblems} more problems[/]");
        }

        return inspection.Problems.Count > 0 ? 1 : 0;
    }

    static void Write(InspectionTable table, int most)
    {
        var shown = new Table { Title = new TableTitle($"{table.Title} ({table.Rows.Count})".EscapeMarkup()) };
        foreach (string column in table.Columns)
        {
            shown.AddColumn(Terminal.Printable(column));
        }

        foreach (var row in table.Rows.Take(most))
        {
            shown.AddRow([.. row.Select(Terminal.Printable)]);
        }

        AnsiConsole.Write(shown);
        if (table.Rows.Count > most)
        {
            AnsiConsole.MarkupLineInterpolated($"… and {table.Rows.Count - most} more: --rows 0 shows all");
        }
    }
}
