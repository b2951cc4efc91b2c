using System.CommandLine;
using Nabla.Formats;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla predict MODEL --input in.npz --output out.npz</c>: asks a model from a file.</summary>
internal static class PredictCommand
{
    const int MostRows = 20;

    static readonly Argument<string> ModelPath = new("MODEL") { Description = "A model: .keras or .h5 of Keras; a graph (.pb, .pbtxt), or the graph of a checkpoint (.meta), whose values lie beside it." };
    static readonly Option<string> Input = new("--input") { Description = "npz with an array for each input, by name; npy where there is one input; a PNG file, or a folder of them, for a model of pictures.", HelpName = "FILE|FOLDER", Required = true };
    static readonly Option<string?> Output = new("--output") { Description = "npz that is written: an array for each output, named as the model names it. Without it the answers are shown.", HelpName = "FILE" };
    static readonly Option<string[]> Outputs = new("--outputs") { Description = "What is computed, by name; by default the model's outputs, or of a graph what no other part of it uses.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> Pixels = new("--pixels") { Description = "What black and white of a PNG become; 0..1 where the model does not scale bytes itself.", HelpName = "RANGE" };

    internal static Command Make()
    {
        Pixels.AcceptOnlyFromAmong(PixelRange.Names);
        Output.Validators.Add(result =>
        {
            if (result.GetValue(Output) is { } output && !output.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            {
                result.AddError($"--output {output}: an .npz file is written. Give a name that ends in .npz.");
            }
        });
        var command = new Command("predict", "Asks a model from a file: arrays or pictures in, answers out.") { ModelPath, Input, Output, Outputs, Pixels };
        command.SetAction((parsed, token) => Task.Run(() => Run(parsed, token), CancellationToken.None));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = parsed.GetValue(ModelPath)!, input = parsed.GetValue(Input)!;
        string? output = parsed.GetValue(Output);
        if (output is not null)
        {
            SavePath.CheckWritable(output);
        }

        using var model = Waiting.For("Reading", path, () => Predictor.Open(path));
        cancellationToken.ThrowIfCancellationRequested();
        string[]? names = parsed.GetValue(Outputs) is { Length: > 0 } given ? given : null;
        bool pictures = Directory.Exists(input) || Picture.IsPng(input);
        var answer = pictures ? PictureQuestion.Ask(model, path, input, parsed.GetValue(Pixels), names, cancellationToken) : AskArrays(model, input, names, cancellationToken);
        if (output is not null && answer.Values.Count > 0)
        {
            Npz.WriteArrays(output, answer.Values.Select(result => KeyValuePair.Create(result.Key, result.Value.ToNpyArray())));
        }

        Show(answer, pictures, output);
        foreach (string failure in answer.Failures)
        {
            Runner.Complain(failure);
        }

        return answer.Failures.Count > 0 ? 1 : 0;
    }

    static Answer AskArrays(Predictor model, string input, string[]? names, CancellationToken cancellationToken)
    {
        if (!File.Exists(input))
        {
            throw new FileNotFoundException($"{input}: there is no such file.");
        }

        var arrays = input.EndsWith(".npy", StringComparison.OrdinalIgnoreCase)
            ? new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Path.GetFileNameWithoutExtension(input)] = Npy.ReadArray(input).ToTensor() }
            : input.EndsWith(".npz", StringComparison.OrdinalIgnoreCase)
            ? Npz.ReadArrays(input).ToDictionary(array => array.Key, array => array.Value.ToTensor(), StringComparer.Ordinal)
            : throw new ArgumentException($"{input}: expected an .npz, .npy or .png file, or a folder of pictures.");
        var values = model.Run(arrays, names, Terminal.Notice, cancellationToken);
        return new([], values, []);
    }

    static void Show(Answer answer, bool pictures, string? output)
    {
        foreach (var (name, value) in answer.Values)
        {
            string head = $"{name}: {value.ElementType.Name} {value.Shape}";
            bool aRowEach = value.Rank > 0 && (!pictures || value.Shape[0] == answer.Samples.Count);
            if (!aRowEach || (!pictures && output is not null))
            {
                AnsiConsole.MarkupLineInterpolated($"{head}{(value.Rank == 0 ? $" {value}" : "")}");
                continue;
            }

            IReadOnlyList<(string, string)> samples = pictures ? answer.Samples : [.. Enumerable.Range(0, (int)Math.Min(value.Shape[0], MostRows)).Select(i => ($"{i}", ""))];
            AnsiConsole.Write(Answers.Table(head, samples, value, pictures ? int.MaxValue : MostRows));
            if (!pictures && value.Shape[0] > MostRows)
            {
                AnsiConsole.MarkupLineInterpolated($"… and {value.Shape[0] - MostRows:N0} more: --output FILE.npz keeps them all");
            }
        }
    }
}
