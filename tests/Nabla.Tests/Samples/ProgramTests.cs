extern alias samples;

using Nabla.Formats;
using Nabla.Tests.Rules;
using samples::Nabla.Samples;
using Xunit;

namespace Nabla.Tests.Samples;

[Collection(DrawnDigits.Collection)]
public sealed class ProgramTests(DrawnDigits digits)
{
    [Fact]
    public void The_programs_of_the_README_learn()
    {
        var (accuracy, w, b) = QuickStart.Run(digits.Options);
        Assert.True(accuracy > 0.7, $"accuracy {accuracy}");
        Assert.Equal(2, w, 1e-3);
        Assert.Equal(1, b, 1e-3);
    }

    [Fact]
    public void The_Keras_program_learns()
    {
        double accuracy = KerasMnist.Run(digits.Options);
        Assert.True(accuracy > 0.7, $"accuracy {accuracy}");
    }

    [Fact]
    public void The_convolutional_network_learns()
    {
        double accuracy = MnistConvnet.Run(digits.Options);
        Assert.True(accuracy > 0.7, $"accuracy {accuracy}");
    }

    [Fact]
    public void The_recurrent_network_learns_and_shows_what_it_believes()
    {
        double accuracy = MnistLstm.Run(digits.Options);
        Assert.True(accuracy > 0.4, $"accuracy {accuracy}");
        Assert.Equal(1600, Png.Decode(digits.Picture("lstm-rows.png")).Width);
    }

    [Fact]
    public void The_text_is_learnt_and_goes_on_in_its_own_letters()
    {
        var (loss, text) = TextGeneration.Run(digits.Options, epochs: 2, length: 40);
        Assert.True(loss[^1] < loss[0], $"{loss[0]} → {loss[^1]}");
        Assert.Equal(40, text.Length);
    }

    [Fact]
    public void The_recurrent_tour_shows_what_its_comments_say()
    {
        var figures = RecurrentTour.Run(digits.Options);
        Assert.True(figures["padding"][0] < 1e-6);
        Assert.Equal([2, 5, 4], figures["answers"]);
        Assert.Equal([6], figures["directions"]);
        Assert.Equal([1, 3, 6, 1, 1, 1], figures["sums"]);
    }

    [Fact]
    public void Each_model_of_the_tour_learns()
    {
        var figures = ModelTour.Run(digits.Options);
        Assert.All(new[] { "branches", "two outputs", "own" }, name => Assert.True(figures[name] > 0.6, $"{name}: {figures[name]}"));
        Assert.True(figures["frozen"] > 0.4, $"frozen: {figures["frozen"]}");
        Assert.Equal(4, figures["shared"]);
        Assert.Equal(64, figures["features"]);
    }

    [Fact]
    public void The_residual_network_s_loss_falls()
    {
        var loss = ResidualNetwork.Run(digits.Options with { Share = 0.1 }, epochs: 3);
        Assert.True(loss[^1] < loss[0], $"{loss[0]} → {loss[^1]}");
        Assert.Equal(1600, Png.Decode(digits.Picture("residual-loss.png")).Width);
    }

    [Fact]
    public void The_transformer_learns_to_sort()
    {
        var (sequences, places) = SortingTransformer.Run(digits.Options with { Share = 0.25 }, epochs: 3);
        Assert.True(places > 0.8 && sequences <= places, $"{sequences}, {places}");
        Assert.Equal(1600, Png.Decode(digits.Picture("attention-map.png")).Width);
    }

    [Fact]
    public void The_network_from_scratch_is_better_than_guessing()
    {
        double accuracy = FromScratch.Run(digits.Options, epochs: 30);
        Assert.True(accuracy > 0.15, $"accuracy {accuracy}");
    }

    [Fact]
    public void The_eager_network_is_better_than_guessing()
    {
        double accuracy = EagerMnist.Run(digits.Options, epochs: 3);
        Assert.True(accuracy > 0.15, $"accuracy {accuracy}");
    }

    [Fact]
    public void Loss_curves_are_recorded_and_drawn()
    {
        var history = LossCurves.Run(digits.Options, epochs: 3);
        Assert.Equal([0, 1, 2], history.Epochs);
        Assert.True(history["loss"][^1] < history["loss"][0]);
        Assert.Equal(3, history["val_accuracy"].Count);
        Assert.Equal(1600, Png.Decode(digits.Picture("loss-curves.png")).Width);
        Assert.Equal(1600, Png.Decode(digits.Picture("accuracy-curves.png")).Width);
    }

    [Fact]
    public void Each_way_to_train_learns()
    {
        var accuracies = TrainingTour.Run(digits.Options);
        Assert.Equal(6, accuracies.Count);
        Assert.All(accuracies, pair => Assert.True(pair.Value > 0.4, $"{pair.Key}: {pair.Value}"));
        Assert.StartsWith("epoch,accuracy,loss", File.ReadAllText(digits.Options.Picture("training.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_hidden_units_learn_a_parabola_in_a_session()
    {
        var losses = NonlinearRegression.Run(digits.Options with { Share = 0.05 });
        Assert.InRange(losses["tanh, gradient descent"], 0.001f, 0.02f);
        Assert.InRange(losses["tanh, Adam"], 0.001f, 0.02f);
        Assert.Equal(1600, Png.Decode(digits.Picture("nonlinear-tanh-adam.png")).Width);
    }

    [Fact]
    public void A_line_is_learnt_in_a_session_and_saved()
    {
        var (loss, w, b) = LinearRegression.Run(digits.Options);
        Assert.Equal(0.06744016f, loss, 1e-5f);
        Assert.Equal(0.964483f, w, 1e-4f);
        Assert.Equal(0.228518f, b, 1e-4f);
        Assert.EndsWith("linear-regression-model.ckpt-999", Checkpoints.LatestCheckpoint(digits.Options.Checkpoints("linear-regression")), StringComparison.Ordinal);
        Assert.Equal(1600, Png.Decode(digits.Picture("linear-regression.png")).Width);
        var (rebuilt, imported) = RestoreLine.Run(digits.Options);
        Assert.Equal((w, b), rebuilt);
        Assert.Equal((w, b), imported);
    }

    [Fact]
    public void Softmax_regression_is_trained_saved_and_asked_in_sessions()
    {
        var options = digits.Options with { Share = 0.1 };
        Assert.True(MnistTrain.Run(options) > 0.5f);
        Assert.Equal(10, MnistPredict.Run(options).Count);
        string message = Assert.Throws<FileNotFoundException>(() => MnistPredict.Run(options with { Output = Path.Combine(options.Output, "nothing-saved") })).Message;
        Assert.Contains("未保存任何模型", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_multiply_and_matmul_refuse_is_said_with_shapes_and_types()
    {
        var refused = MultiplyAndMatMul.Run(digits.Options);
        Assert.Contains("[2, 3]", refused["matmul of [2, 3] and [2, 3]"], StringComparison.Ordinal);
        Assert.Contains("[3, 2]", refused["multiply of [2, 3] and [3, 2]"], StringComparison.Ordinal);
        Assert.Contains("int32", refused["multiply of float32 and int32"], StringComparison.Ordinal);
        Assert.Contains("float64", refused["matmul of float32 and float64"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_sample_is_in_the_table_of_the_README()
    {
        string readme = SourceTree.Read("README.md");
        Assert.All(SampleTable.All.Keys, name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void A_sample_starts_from_the_same_weights_each_time()
    {
        var options = digits.Options with { Share = 0.2 };
        Assert.Equal(KerasMnist.Run(options), KerasMnist.Run(options));
    }
}
