using System.CommandLine;
using Nabla.Formats;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla predict MODEL --input in.npz --output out.npz</c>: asks a model from a file.</summary>
internal static class PredictCommand
{
    static readonly Argument<string> ModelPath = new("MODEL") { Description = "A model: a graph (.pb, .pbtxt), or the graph of a checkpoint (.meta), whose values lie beside it." };
    static readonly Option<string> Input = new("--input") { Description = "npz with an array for each input, by name; npy where there is one input.", HelpName = "FILE", Required = true };
    static readonly Option<string> Output = new("--output") { Description = "npz that is written: an array for each output, named as the model names it.", HelpName = "FILE", Required = true };
    static readonly Option<string[]> Outputs = new("--outputs") { Description = "What is computed, by name; by default what no other part of the model uses.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };

    internal static Command Make()
    {
        var command = new Command("predict", "Asks a model from a file: arrays in, arrays out.") { ModelPath, Input, Output, Outputs };
        command.SetAction((parsed, _) => Task.FromResult(Run(parsed)));
        return command;
    }

    static int Run(ParseResult parsed)
    {
        string input = parsed.GetValue(Input)!, output = parsed.GetValue(Output)!;
        using var model = Predictor.Open(parsed.GetValue(ModelPath)!);
        var arrays = input.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
            ? new Dictionary<string, Tensor>(StringComparer.Ordinal) { [System.IO.Path.GetFileNameWithoutExtension(input)] = Npy.ReadArray(input).ToTensor() }
            : Npz.ReadArrays(input).ToDictionary(array => array.Key, array => array.Value.ToTensor(), StringComparer.Ordinal);
        var names = parsed.GetValue(Outputs);
        var results = model.Run(arrays, names is { Length: > 0 } ? names : null, notice => AnsiConsole.MarkupLineInterpolated($"[yellow]{notice}[/]"));
        Npz.WriteArrays(output, results.Select(result => KeyValuePair.Create(result.Key, result.Value.ToNpyArray())));
        foreach (var (name, value) in results)
        {
            AnsiConsole.MarkupLineInterpolated($"{name}: {value.ElementType.Name} {value.Shape.ToString()}");
        }

        return 0;
    }
}
