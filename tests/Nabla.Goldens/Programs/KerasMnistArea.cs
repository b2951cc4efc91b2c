using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Goldens.Fitting;

namespace Nabla.Goldens.Programs;

/// <summary>Cases of <c>programs/keras-mnist</c>: a Keras model trained on MNIST from given start weights.</summary>
sealed class KerasMnistArea : Area
{
    const int Followed = 100;

    public override void Run(GoldenCase golden)
    {
        var (images, labels) = (ScratchArea.Rows(MnistFiles.Part("train_images"), 255), MnistFiles.Part("train_labels"));
        var rows = golden.Json("rows");
        (images, labels) = (images[rows[0].GetInt32()..rows[1].GetInt32()], labels[rows[0].GetInt32()..rows[1].GetInt32()]);
        var fit = golden.Map("fit");
        var (batch, epochs) = ((int)(long)fit["batch_size"]!, (int)(long)fit["epochs"]!);
        var comparer = Comparer.Of(golden);

        var single = new StepRecorder(resets: true);
        Model(golden).Fit(images[..(int)Math.Min(Followed * batch, images.Shape[0])], labels[..(int)Math.Min(Followed * batch, images.Shape[0])], batch, 1, Verbosity.Silent, [single], shuffle: false);
        var losses = Values(golden.Value("step_losses"));
        for (var step = 0; step < losses.Count; step++) comparer.Check($"loss of step {step}", losses[step], single.Steps["loss"][step]);

        var model = Model(golden);
        var running = new StepRecorder(resets: false);
        var history = model.Fit(images, labels, batch, epochs, Verbosity.Silent, [running], shuffle: false);
        if (golden.Value("running") is Tensor shown) CheckRunning(shown, running, comparer);
        foreach (var (name, series) in golden.Map("history")) Loose(name).Check($"history {name}", series, history[name]);
        var results = model.Evaluate(ScratchArea.Rows(MnistFiles.Part("test_images"), 255), MnistFiles.Part("test_labels"), 32, Verbosity.Silent);
        foreach (var (name, value) in golden.Map("evaluate")) Loose(name).Check($"evaluate {name}", value, results[name]);
    }

    static Model Model(GoldenCase golden)
    {
        var model = ModelCase.Make(golden);
        model.SetWeights([.. golden.Map("start").Values.Select(value => (Tensor)value!)]);
        ModelCase.Compile(golden, model, golden.Json("compile"));
        return model;
    }

    static void CheckRunning(Tensor shown, StepRecorder running, Comparer comparer)
    {
        var values = Elements.Real(shown);
        var columns = (int)shown.Shape[^1];
        for (var step = 0; step < shown.Shape[0]; step++)
        {
            comparer.Check($"running loss {step}", values[step * columns], running.Steps["loss"][step]);
            if (columns > 1) comparer.Check($"running accuracy {step}", values[step * columns + 1], running.Steps["accuracy"][step]);
        }
    }

    // RMSprop spreads rounding, so later figures are compared as the case's text says: accuracy within 0.004, loss within 0.02.
    static Comparer Loose(string name) => new(0, name == "loss" ? 0.02 : 0.004);

    static List<object?> Values(object? steps) => steps is Tensor x ? [.. Elements.Real(x).Cast<object?>()] : (List<object?>)steps!;
}
