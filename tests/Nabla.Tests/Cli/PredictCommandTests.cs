using Nabla.Formats;
using Nabla.Images;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Cli;

public sealed class PredictCommandTests(SomeDigits digits) : IClassFixture<SomeDigits>
{
    [Fact]
    public void Arrays_go_in_and_come_out_under_the_model_s_names()
    {
        var model = Model.Load(digits.Model);
        var x = digits.Test.Images.Reshape([null, 784]).Cast(ElementType.Float32) / 255;
        Npz.WriteArrays(digits.File("in.npz"), [new("anything", x.ToNpyArray())]);
        var run = NablaProgram.Run("predict", digits.Model, "--input", digits.File("in.npz"), "--output", digits.File("out.npz"));
        Assert.True(run.Code == 0, run.Errors);
        var (name, array) = Assert.Single(Npz.ReadArrays(digits.File("out.npz")));
        Assert.Equal(((Sequential)model).Layers[^1].Name, name);
        Assert.Equal(model.Predict(x).ToArray<float>(), array.ToTensor().ToArray<float>());
        Assert.Contains($"{name}: float32 [100, 10]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_answered_in_a_table_with_what_was_changed_about_them()
    {
        string folder = Directory.CreateDirectory(digits.File("pictures")).FullName;
        var image = digits.Test.Images[0].ToImage();
        image.Save(Path.Combine(folder, "a.png"));
        image.Invert().Resize(56, 40).Save(Path.Combine(folder, "b.png"));
        File.WriteAllText(Path.Combine(folder, "c.png"), "no picture");
        var run = NablaProgram.Run("predict", digits.Model, "--input", folder, "--output", digits.File("answers.npz"));
        Assert.Equal(1, run.Code);
        Assert.Contains("c.png", Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal([2, 10], Assert.Single(Npz.ReadArrays(digits.File("answers.npz"))).Value.Shape);
        Assert.Matches(@"a\.png +│ \d +│ 0\.\d{4} +│ \d \(0\.\d{4}\) +│ +│", run.Output);
        Assert.Matches(@"b\.png .*inverted to light ink on black; cut, scaled and centred from 56 × 40", run.Output);

        var one = NablaProgram.Run("predict", digits.Model, "--input", Path.Combine(folder, "a.png"));
        Assert.Equal(0, one.Code);
        Assert.DoesNotContain("changed", one.Output, StringComparison.Ordinal);
        Assert.Contains("PNG signature", NablaProgram.Run("predict", digits.Model, "--input", Path.Combine(folder, "c.png")).Complaint(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_gets_the_size_and_the_colours_that_a_model_takes()
    {
        // The sum of all bytes of the picture, since the model scales them itself and says so by its first layer.
        new Sequential([new Input([3, 10, 8]), new Rescaling(1), new Flatten(), new Dense(1, useBias: false, kernelInitializer: "ones")]).Save(digits.File("sum.keras"));
        Tensor.Constant(Enumerable.Repeat((byte)7, 400).ToArray().AsSpan(), [20, 20]).ToImage().Save(digits.File("grey.png"));
        var run = NablaProgram.Run("predict", digits.File("sum.keras"), "--input", digits.File("grey.png"));
        Assert.Equal("", run.Errors);
        Assert.Contains($"│ {7 * 3 * 10 * 8} ", run.Output, StringComparison.Ordinal);
        Assert.Contains("grey became RGB; resized from 20 × 20 to 10 × 8", run.Output, StringComparison.Ordinal);
        new Sequential([new Input([5]), new Dense(1)]).Save(digits.File("five.keras"));
        Assert.Contains("that is no picture", NablaProgram.Run("predict", digits.File("five.keras"), "--input", digits.File("grey.png")).Complaint(1), StringComparison.Ordinal);
    }

    [Fact]
    public void The_graph_of_a_training_is_asked_for_what_needs_the_picture_alone()
    {
        File.WriteAllText(digits.File("training.pbtxt"), """
            node { name: "x" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } attr { key: "shape" value { shape { dim { size: -1 } dim { size: 784 } } } } }
            node { name: "rate" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } attr { key: "shape" value { shape { } } } }
            node { name: "twice" op: "AddV2" input: "x" input: "x" attr { key: "T" value { type: DT_FLOAT } } }
            node { name: "scaled" op: "Mul" input: "x" input: "rate" attr { key: "T" value { type: DT_FLOAT } } }
            """);
        digits.Test.Images[0].ToImage().Save(digits.File("one.png"));
        Assert.Contains("needs 'rate:0' beside the picture", NablaProgram.Run("predict", digits.File("training.pbtxt"), "--input", digits.File("one.png")).Complaint(1), StringComparison.Ordinal);
        var run = NablaProgram.Run("predict", digits.File("training.pbtxt"), "--input", digits.File("one.png"), "--outputs", "twice", "--output", digits.File("twice.npz"));
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal((digits.Test.Images[0].Reshape([1, 784]).Cast(ElementType.Float32) / 255 * 2).ToArray<float>(), Assert.Single(Npz.ReadArrays(digits.File("twice.npz"))).Value.ToTensor().ToArray<float>());
    }

    [Fact]
    public void What_does_not_fit_is_said_in_a_sentence()
    {
        Npz.WriteArrays(digits.File("wrong.npz"), [new("x", Tensor.Zeros([2, 5]).ToNpyArray())]);
        Npz.WriteArrays(digits.File("two.npz"), [new("x", Tensor.Zeros([2, 784]).ToNpyArray()), new("t", Tensor.Zeros([1]).ToNpyArray())]);
        Npz.WriteArrays(digits.File("none.npz"), []);
        File.WriteAllText(digits.File("broken.keras"), "this is no archive at all");
        Assert.Contains("[2, 5]: float32 [null, 784] was expected", Predict(digits.Model, "wrong.npz"), StringComparison.Ordinal);
        Assert.Contains("the model has no input 'x'", Predict(digits.Model, "two.npz"), StringComparison.Ordinal);
        Assert.Contains("is missing", Predict(digits.Model, "none.npz"), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Predict(digits.Model, "absent.npz"), StringComparison.Ordinal);
        Assert.Contains("broken.keras", Predict(digits.File("broken.keras"), "wrong.npz"), StringComparison.Ordinal);
        Assert.Contains("its ending is none of", Predict(digits.File("wrong.npz"), "wrong.npz"), StringComparison.Ordinal);
        Assert.Contains("no output 'other'", NablaProgram.Run("predict", digits.Model, "--input", digits.File("wrong784.npz", 784), "--outputs", "other").Complaint(1), StringComparison.Ordinal);
        Assert.Contains("--input", NablaProgram.Run("predict", digits.Model).Complaint(2), StringComparison.Ordinal);
        Assert.Contains(".npz", NablaProgram.Run("predict", digits.Model, "--input", "a.npz", "--output", "b.txt").Complaint(2), StringComparison.Ordinal);
    }

    string Predict(string model, string input) => NablaProgram.Run("predict", model, "--input", digits.File(input)).Complaint(1);
}
