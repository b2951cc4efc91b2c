using System.CommandLine;
using System.Diagnostics;
using Nabla.Data;
using Nabla.Layers;
using Nabla.Optimizers;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary><c>nabla train mnist</c>: a network learns to read digits while the user watches.</summary>
internal static class TrainCommand
{
    static readonly Option<int> Epochs = new("--epochs") { Description = "Passes over the training digits.", DefaultValueFactory = _ => 5 };
    static readonly Option<int> BatchSize = new("--batch-size") { Description = "Digits in a step.", DefaultValueFactory = _ => 128 };
    static readonly Option<string> OptimizerName = new("--optimizer") { Description = "sgd, rmsprop, adam, adamw, adagrad, adadelta, adamax or nadam.", DefaultValueFactory = _ => "rmsprop" };
    static readonly Option<double?> LearningRate = new("--learning-rate") { Description = "How far a step goes; the optimizer's own default where it is not given." };
    static readonly Option<int?> Seed = new("--seed") { Description = "Equal seeds give equal results." };
    static readonly Option<string?> Data = new("--data") { Description = "Folder with the four MNIST files, packed or not.", HelpName = "FOLDER" };
    static readonly Option<string> ModelName = new("--model") { Description = "mlp: Dense 512 relu, Dense 10 softmax. softmax: Dense 10 softmax. convnet: three Conv2D 3x3 relu of 32, 64 and 128 filters with MaxPooling2D between, Dense 10 softmax.", DefaultValueFactory = _ => "mlp" };

    internal static Command Make()
    {
        ModelName.AcceptOnlyFromAmong("mlp", "softmax", "convnet");
        AtLeastOne(Epochs);
        AtLeastOne(BatchSize);
        var mnist = new Command("mnist", "Trains a network on handwritten digits, and tells how many digits of the test set it reads.")
        {
            Epochs, BatchSize, OptimizerName, LearningRate, Seed, Data, ModelName,
        };
        mnist.SetAction((parsed, token) => Task.Run(() => Run(parsed, token), CancellationToken.None));
        return new Command("train", "Trains a model.") { mnist };
    }

    static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Seed) is { } seed)
        {
            SeedGenerator.SetGlobal(seed);
        }

        Optimizer optimizer = parsed.GetValue(OptimizerName)!;
        if (parsed.GetValue(LearningRate) is { } rate)
        {
            optimizer.LearningRate = rate;
        }

        var ((images, labels), (testImages, testLabels)) = Mnist.LoadData(parsed.GetValue(Data), Notice, cancellationToken);
        var clock = Stopwatch.StartNew();
        var x = images.Reshape([null, 28 * 28]).Cast(ElementType.Float32) / 255;
        var testX = testImages.Reshape([null, 28 * 28]).Cast(ElementType.Float32) / 255;

        var model = Network(parsed.GetValue(ModelName)!);
        model.Compile(optimizer, "sparse_categorical_crossentropy", ["accuracy"]);
        AnsiConsole.MarkupLineInterpolated($"[bold]{labels.Size:N0} digits[/] to learn from, {testLabels.Size:N0} to be tested on; {model.CountParams():N0} weights.");
        model.Fit(x, labels, batchSize: parsed.GetValue(BatchSize), epochs: parsed.GetValue(Epochs), cancellationToken: cancellationToken);
        if (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("Stopped after the running step.");
        }

        var test = model.Evaluate(testX, testLabels, batchSize: 1000, verbose: Verbosity.Silent);
        AnsiConsole.MarkupLineInterpolated($"Test loss {test["loss"]:F4}, [bold]test accuracy {test["accuracy"]:F4}[/], {clock.Elapsed.TotalSeconds:F1} s.");
        return cancellationToken.IsCancellationRequested ? 130 : 0;
    }

    static Sequential Network(string name) => name switch
    {
        "softmax" => new Sequential([new Input([28 * 28]), new Dense(10, activation: "softmax")]),
        "convnet" => new Sequential(
        [
            new Input([28 * 28]),
            new Reshape([28, 28, 1]),
            new Conv2D(32, 3, activation: "relu"),
            new MaxPooling2D(),
            new Conv2D(64, 3, activation: "relu"),
            new MaxPooling2D(),
            new Conv2D(128, 3, activation: "relu"),
            new Flatten(),
            new Dense(10, activation: "softmax"),
        ]),
        _ => new Sequential([new Input([28 * 28]), new Dense(512, activation: "relu"), new Dense(10, activation: "softmax")]),
    };

    static void Notice(string text) => AnsiConsole.MarkupLineInterpolated($"[yellow]{text}[/]");

    static void AtLeastOne(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValue(option) < 1)
        {
            result.AddError($"{option.Name} {result.GetValue(option)}: it must be at least 1.");
        }
    });
}
