using Nabla.Formats;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Cli;

public sealed class TrainAndEvaluateTests(SomeDigits digits) : IClassFixture<SomeDigits>
{
    [Fact]
    public void A_trained_model_is_saved_and_evaluated_to_the_same_figures()
    {
        Assert.True(digits.Training.Code == 0, digits.Training.Errors);
        string trained = digits.Training.Output.Split('\n').Single(line => line.StartsWith("Test loss", StringComparison.Ordinal));
        var evaluated = NablaProgram.Run("evaluate", digits.Model, "--data", "mnist", "--folder", digits.Folder);
        Assert.Equal("", evaluated.Errors);
        Assert.Equal(0, evaluated.Code);
        string[] figures = evaluated.Output.Split(" over ")[0].Split(", ");
        Assert.Contains(figures[0], trained, StringComparison.Ordinal);
        Assert.Contains($"test {figures[1]}", trained, StringComparison.Ordinal);
        Assert.Contains("100 samples of mnist", evaluated.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_model_learns_on_and_leaves_its_weights()
    {
        string weights = digits.File("more.safetensors");
        var more = NablaProgram.Run("train", "mnist", "--load", digits.Model, "--epochs", "1", "--data", digits.Folder, "--save", weights);
        Assert.True(more.Code == 0, more.Errors);
        Assert.Contains("weights alone", more.Output, StringComparison.Ordinal);
        Assert.Equal(2, Safetensors.Read(weights).Count);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model")]
    public void Endings_without_meaning_are_wrong_usage(string name) =>
        Assert.Contains("'.keras'", NablaProgram.Run("train", "mnist", "--save", digits.File(name)).Complaint(2), StringComparison.Ordinal);

    [Fact]
    public void Where_nothing_can_be_written_no_training_begins()
    {
        string complaint = NablaProgram.Run("train", "mnist", "--data", digits.Folder, "--save", digits.File("nowhere/model.keras")).Complaint(1);
        Assert.Contains("there is no folder", complaint, StringComparison.Ordinal);
        Assert.Contains("--load and --model", NablaProgram.Run("train", "mnist", "--load", digits.Model, "--model", "mlp").Complaint(2), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_the_digits_is_said()
    {
        Model small = new Sequential([new Input([6]), new Dense(10, activation: "softmax")]);
        small.Compile("sgd", "mse");
        small.Save(digits.File("small.keras"));
        Assert.Contains("takes [null, 6]: digits are 28 × 28", Evaluate("small.keras"), StringComparison.Ordinal);
        Model few = new Sequential([new Input([28, 28]), new Flatten(), new Dense(3)]);
        few.Compile("sgd", "mse");
        few.Save(digits.File("few.keras"));
        Assert.Contains("gives [null, 3]", Evaluate("few.keras"), StringComparison.Ordinal);
        few.Save(digits.File("uncompiled.keras"), includeOptimizer: false);
        Assert.Contains("is not compiled", Evaluate("uncompiled.keras"), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Evaluate("none.keras"), StringComparison.Ordinal);
        Assert.Contains("a whole model is expected", Evaluate("train-labels-idx1-ubyte"), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_layout_of_pictures_and_any_form_of_labels_is_evaluated()
    {
        Model model = new Sequential([new Input([1, 28, 28]), new Flatten(), new Dense(10, activation: "softmax")]);
        model.Save(digits.File("first.keras"), includeOptimizer: false);
        var run = NablaProgram.Run("evaluate", digits.File("first.keras"), "--data", "mnist", "--folder", digits.Folder, "--loss", "categorical_crossentropy", "--pixels", "-1..1");
        Assert.True(run.Code == 0, run.Errors);
        Assert.Matches(@"^loss \d+\.\d{4}, accuracy 0\.\d{4} over 100", run.Output);
    }

    [Fact]
    public void Data_of_ones_own_come_as_an_npz()
    {
        Model model = new Sequential([new Input([2]), new Dense(1, useBias: false, kernelInitializer: "ones")]);
        model.Compile("sgd", "mse", ["mae"]);
        model.Save(digits.File("sum.keras"));
        Npz.WriteArrays(digits.File("xy.npz"), [new("x", Tensor.Constant(new float[,] { { 1, 2 }, { 3, 4 } }).ToNpyArray()), new("y", Tensor.Constant(new float[,] { { 3 }, { 9 } }).ToNpyArray())]);
        var run = NablaProgram.Run("evaluate", digits.File("sum.keras"), "--data", digits.File("xy.npz"));
        Assert.StartsWith("loss 2.0000, mae 1.0000 over 2 samples", run.Output, StringComparison.Ordinal);
        Npz.WriteArrays(digits.File("z.npz"), [new("z", Tensor.Constant(1f).ToNpyArray())]);
        Assert.Matches("no array 'x' or 'x_test' or 'input_layer.*'. It holds 'z'", NablaProgram.Run("evaluate", digits.File("sum.keras"), "--data", digits.File("z.npz")).Complaint(1));
        Assert.Contains("--data cats", NablaProgram.Run("evaluate", digits.File("sum.keras"), "--data", "cats").Complaint(2), StringComparison.Ordinal);
    }

    string Evaluate(string name) => NablaProgram.Run("evaluate", digits.File(name), "--data", "mnist", "--folder", digits.Folder).Complaint(1);
}
