using Nabla.Callbacks;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;
using Nabla.Layers;
using Nabla.Models.Saving;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of SwapEMAWeights, driven by hand: weights and averages after each event.</summary>
static class SwapCase
{
    public static void Run(GoldenCase golden)
    {
        var callback = CallbackTable.Make(golden, golden.Json("callback"), ".");
        var optimizer = KerasOptimizers.Table.Read(KerasObject.Read(golden.Json("optimizer"), golden.Name, "optimizer"));
        var model = new Sequential([new Input([2]), new Dense(1, useBias: false)]);
        model.Compile(optimizer, "mse");
        model.SetWeights([Tensor.Constant(golden.Json("start").EnumerateArray().Select(row => (float)row[0].GetDouble()).ToArray(), [2, 1])]);
        optimizer.BuildFor(model.TrainableWeights);
        callback.Attach(model, new TrainingPlan((int)golden.Number("epoch_count", 1), null, 0, Verbosity.Silent));
        var (gradients, kernels, averages) = ((Tensor)golden.Value("gradients")!, (Tensor)golden.Value("kernel_steps")!, (Tensor)golden.Value("average_steps")!);
        var (epoch, step, logs) = (0, 0, new Dictionary<string, double>(StringComparer.Ordinal));
        var comparer = Comparer.Of(golden);
        foreach (var (word, i) in golden.List("events").Select((word, i) => ((string)word!, i)))
        {
            switch (word)
            {
                case "step": optimizer.Apply([gradients[step++]], model.TrainableWeights); break;
                case "on_epoch_begin": callback.OnEpochBegin(epoch); break;
                case "on_epoch_end": callback.OnEpochEnd(epoch++, logs); break;
                case "on_test_begin": callback.OnTestBegin(); break;
                case "on_test_end": callback.OnTestEnd(logs); break;
                case "on_predict_begin": callback.OnPredictBegin(); break;
                case "on_predict_end": callback.OnPredictEnd(); break;
                default: throw new BindingException($"the runner does not send '{word}'");
            }
            comparer.Check($"weights after {word} ({i})", kernels[i], model.Weights[0].Value);
            comparer.Check($"averages after {word} ({i})", averages[i], optimizer.Averages.Single().Average.Value);
        }
    }
}
