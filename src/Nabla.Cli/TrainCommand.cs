using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using Nabla.Data;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla train mnist</c>: a network learns to read digits while the user watches.</summary>
internal static class TrainCommand
{
    static readonly Option<int> Epochs = new("--epochs") { Description = "Passes over the training digits.", DefaultValueFactory = _ => 5 };
    static readonly Option<int> BatchSize = new("--batch-size") { Description = "Digits in a step.", DefaultValueFactory = _ => 128 };
    static readonly Option<string> OptimizerName = new("--optimizer") { Description = "sgd, rmsprop, adam, adamw, adagrad, adadelta, adamax or nadam; with --load, that of the model where it is not given.", DefaultValueFactory = _ => "rmsprop" };
    static readonly Option<double?> LearningRate = new("--learning-rate") { Description = "How far a step goes; the optimizer's own default where it is not given." };
    static readonly Option<int?> Seed = new("--seed") { Description = "Equal seeds give equal results." };
    static readonly Option<string?> Data = new("--data") { Description = "Folder with the four MNIST files, packed or not.", HelpName = "FOLDER" };
    static readonly Option<string> ModelName = new("--model") { Description = Networks.Description, DefaultValueFactory = _ => Networks.Names[0] };
    static readonly Option<string?> LoadFrom = new("--load") { Description = "A saved model that learns on, in the place of a new one: .keras or .h5.", HelpName = "FILE" };
    static readonly Option<string?> SaveTo = new("--save") { Description = "Where the trained model goes: .keras and .h5 keep all of it; .weights.h5, .safetensors and .npz its weights.", HelpName = "FILE" };

    internal static Command Make()
    {
        ModelName.AcceptOnlyFromAmong(Networks.Names);
        AtLeastOne(Epochs);
        AtLeastOne(BatchSize);
        SavePath.Check(SaveTo);
        var mnist = new Command("mnist", "Trains a network on handwritten digits, and tells how many digits of the test set it reads.")
        {
            Epochs, BatchSize, OptimizerName, LearningRate, Seed, Data, ModelName, LoadFrom, SaveTo,
        };
        mnist.Validators.Add(result =>
        {
            if (IsGiven(result, LoadFrom) && IsGiven(result, ModelName))
            {
                result.AddError("--load and --model: a saved model has its layers already. Give one of the two.");
            }
        });
        mnist.SetAction((parsed, token) => Task.Run(() => Run(parsed, token), CancellationToken.None));
        return new Command("train", "Trains a model.") { mnist };
    }

    static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string? saveTo = parsed.GetValue(SaveTo), loadFrom = parsed.GetValue(LoadFrom);
        if (saveTo is not null)
        {
            SavePath.CheckWritable(saveTo);
        }

        if (parsed.GetValue(Seed) is { } seed)
        {
            SeedGenerator.SetGlobal(seed);
        }

        // Before the data: a file that cannot be read should not wait for a download.
        var model = loadFrom is null ? Networks.Make(parsed.GetValue(ModelName)!) : ModelFile.Load(loadFrom);
        bool keepsOptimizer = model.Metrics.Count > 0 && !IsGiven(parsed.CommandResult, OptimizerName);
        if (!keepsOptimizer)
        {
            model.Compile(parsed.GetValue(OptimizerName)!, model.Metrics.Count > 0 && model.Loss is { } loss ? loss : "sparse_categorical_crossentropy", ["accuracy"]);
        }

        if (parsed.GetValue(LearningRate) is { } rate)
        {
            model.Optimizer.LearningRate = rate;
        }

        var task = DigitTask.For(model, loadFrom ?? "The model", null);
        var ((images, labels), (testImages, testLabels)) = Mnist.LoadData(parsed.GetValue(Data), Terminal.Notice, cancellationToken);
        var clock = Stopwatch.StartNew();
        AnsiConsole.MarkupLineInterpolated($"[bold]{labels.Size:N0} digits[/] to learn from, {testLabels.Size:N0} to be tested on; {model.CountParams():N0} weights.");
        model.Fit(task.Images(images), task.Labels(labels), batchSize: parsed.GetValue(BatchSize), epochs: parsed.GetValue(Epochs), cancellationToken: cancellationToken);
        if (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("Stopped after the running step.");
        }

        if (saveTo is not null)
        {
            string left = SavePath.Save(model, saveTo);
            AnsiConsole.MarkupLineInterpolated($"Saved to {saveTo}{left}.");
        }

        var test = model.Evaluate(task.Images(testImages), task.Labels(testLabels), batchSize: 1000, verbose: Verbosity.Silent);
        AnsiConsole.MarkupLineInterpolated($"Test {EvaluateCommand.Figures(test, ", test ")}, {clock.Elapsed.TotalSeconds:F1} s.");
        return cancellationToken.IsCancellationRequested ? 130 : 0;
    }

    static bool IsGiven(SymbolResult result, Option option) => result.GetResult(option) is { Implicit: false };

    static void AtLeastOne(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValue(option) < 1)
        {
            result.AddError($"{option.Name} {result.GetValue(option)}: it must be at least 1.");
        }
    });
}
