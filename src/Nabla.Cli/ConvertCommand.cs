using System.CommandLine;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla convert A B</c>: rewrites a file in another format.</summary>
internal static class ConvertCommand
{
    // What takes no moment needs no bar.
    const long Large = 32L << 20;

    static readonly Argument<string> Source = new("SOURCE") { Description = "A model (.keras, .h5), weights or tensors (.weights.h5, .safetensors, its index, .npz, .npy, HDF5, a checkpoint's prefix, idx, .png), or a graph (.pb, .pbtxt, .meta)." };
    static readonly Argument<string> Target = new("TARGET") { Description = "What is written; its ending says as what: .keras, .h5, .weights.h5, .safetensors, .npz, .npy, .hdf5, .ckpt (a checkpoint's prefix), .pb, .pbtxt." };
    static readonly Option<string?> ModelPath = new("--model") { Description = "The model that the weights in SOURCE belong to: makes a whole model of them.", HelpName = "FILE" };

    internal static Command Make()
    {
        var command = new Command("convert", "Rewrites a file in another format, and tells what that one does not keep.") { Source, Target, ModelPath };
        command.SetAction((parsed, token) => Task.Run(() => Run(parsed, token), CancellationToken.None));
        return command;
    }

    static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string source = parsed.GetValue(Source)!, target = parsed.GetValue(Target)!;
        SavePath.CheckWritable(target);
        var options = new ConversionOptions { Model = parsed.GetValue(ModelPath) };
        var notes = Watched(source, progress => FileConversion.Convert(source, target, options with { Progress = progress }, cancellationToken));
        AnsiConsole.MarkupLine($"Wrote {Terminal.Printable(target)}{(File.Exists(target) ? $", {Waiting.Size(new FileInfo(target).Length)}" : "")}.");
        foreach (string note in notes)
        {
            Terminal.Notice(note);
        }

        return 0;
    }

    /// <summary>Runs a conversion; where somebody looks on, with a bar for many tensors, or a line while a large model is read.</summary>
    static IReadOnlyList<string> Watched(string source, Func<Action<long, long>?, IReadOnlyList<string>> convert)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            return convert(null);
        }

        if (!File.Exists(source) || new FileInfo(source).Length < Large || source.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
        {
            return Waiting.For("Converting", source, () => convert(null));
        }

        return AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("Tensors");
            return convert((done, all) => task.MaxValue(Math.Max(1, all)).Value = done);
        });
    }
}
