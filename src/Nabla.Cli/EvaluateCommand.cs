using System.CommandLine;
using System.Globalization;
using Nabla.Data;
using Nabla.Metrics;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla evaluate MODEL --data mnist</c>: how good a saved model is.</summary>
internal static class EvaluateCommand
{
    static readonly Argument<string> ModelPath = new("MODEL") { Description = "A whole model: .keras, .h5." };
    static readonly Option<string> Data = new("--data") { Description = "mnist or fashion_mnist, whose test parts are taken; or an .npz file with arrays x and y (or x_test and y_test, or named as the inputs and outputs of the model are).", HelpName = "NAME|FILE", Required = true };
    static readonly Option<string?> Folder = new("--folder") { Description = "Folder with the four files of the data set, packed or not.", HelpName = "FOLDER" };
    static readonly Option<string?> LossName = new("--loss") { Description = "What is measured where the model is not compiled, or in the place of its own: sparse_categorical_crossentropy, mse …", HelpName = "NAME" };
    static readonly Option<string[]> MetricNames = new("--metrics") { Description = "What is measured beside the loss; accuracy by default where the model names nothing.", HelpName = "NAME", AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> Pixels = new("--pixels") { Description = "What black and white become before the model sees them; 0..1 where the model does not scale bytes itself.", HelpName = "RANGE" };
    static readonly Option<int> BatchSize = new("--batch-size") { Description = "Samples in a step.", DefaultValueFactory = _ => 128 };

    internal static Command Make()
    {
        Pixels.AcceptOnlyFromAmong(PixelRange.Names);
        BatchSize.Validators.Add(result =>
        {
            if (result.GetValue(BatchSize) < 1)
            {
                result.AddError($"--batch-size {result.GetValue(BatchSize)}: it must be at least 1.");
            }
        });
        Data.Validators.Add(result =>
        {
            if (result.GetValue(Data) is { } data && data is not ("mnist" or "fashion_mnist") && !data.EndsWith(".npz", StringComparison.OrdinalIgnoreCase))
            {
                result.AddError($"--data {data}: expected mnist, fashion_mnist or an .npz file.");
            }
        });
        var command = new Command("evaluate", "Tells how good a saved model is: loss and metrics over data that it has not learnt.") { ModelPath, Data, Folder, LossName, MetricNames, Pixels, BatchSize };
        command.SetAction((parsed, token) => Task.Run(() => Run(parsed, token), CancellationToken.None));
        return command;
    }

    /// <summary>Loss and metrics in words: <c>loss 0.0683, accuracy 0.9779</c>.</summary>
    internal static string Figures(IReadOnlyDictionary<string, double> figures, string separator = ", ") =>
        string.Join(separator, figures.Select(one => $"{one.Key} {one.Value.ToString("F4", CultureInfo.InvariantCulture)}"));

    static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string path = parsed.GetValue(ModelPath)!, data = parsed.GetValue(Data)!;
        var model = ModelFile.Load(path);
        Compile(model, path, parsed.GetValue(LossName), parsed.GetValue(MetricNames) ?? []);
        var (x, y) = data.EndsWith(".npz", StringComparison.OrdinalIgnoreCase) ? EvaluationData.Read(model, data) : Digits(model, path, data, parsed, cancellationToken);
        var figures = model.Evaluate(x, y, batchSize: parsed.GetValue(BatchSize), verbose: Console.IsOutputRedirected ? Verbosity.Silent : Verbosity.Auto, cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        AnsiConsole.MarkupLineInterpolated($"[bold]{Figures(figures)}[/] over {x[0].Shape[0]:N0} samples of {data}.");
        return 0;
    }

    static void Compile(Model model, string path, string? loss, string[] metrics)
    {
        bool compiled = model.Metrics.Count > 0;
        if (loss is null && !compiled)
        {
            throw new ArgumentException($"{path}: the model is not compiled: the file does not say with which loss. Name it: --loss sparse_categorical_crossentropy.");
        }

        // Whoever compiled without metrics may ask for accuracy all the same; several outputs keep what they have.
        bool bare = model.Metrics.Count <= 1 && model.OutputNames is not { Count: > 1 };
        if (loss is not null || metrics.Length > 0 || bare)
        {
            OutputLosses? given = loss is not null ? loss : model.Loss;
            List<Metric> measured = metrics.Length > 0 ? [.. metrics.Select(name => (Metric)name)] : bare ? ["accuracy"] : [.. model.Metrics.Skip(1)];
            model.Compile(compiled ? model.Optimizer : null, given, measured);
        }
    }

    static (Tensors X, Tensors Y) Digits(Model model, string path, string data, ParseResult parsed, CancellationToken cancellationToken)
    {
        var task = DigitTask.For(model, path, parsed.GetValue(Pixels));
        var (_, (images, labels)) = data == "mnist" ? Mnist.LoadData(parsed.GetValue(Folder), Terminal.Notice, cancellationToken) : FashionMnist.LoadData(parsed.GetValue(Folder), Terminal.Notice, cancellationToken);
        return (task.Images(images), task.Labels(labels));
    }
}
