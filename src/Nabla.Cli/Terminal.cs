using Spectre.Console;

namespace Nabla.Cli;

/// <summary>What is written for the user.</summary>
internal static class Terminal
{
    /// <summary>Text of a file as it may reach the terminal: never as a command to it.</summary>
    internal static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '�' : c)).EscapeMarkup();

    /// <summary>A line that tells what the user may not expect.</summary>
    internal static void Notice(string text) => AnsiConsole.MarkupLine($"[yellow]{Printable(text)}[/]");
}
