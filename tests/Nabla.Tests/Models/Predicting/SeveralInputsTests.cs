using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models.Predicting;

public sealed class SeveralInputsTests
{
    [Theory]
    [InlineData("m.keras")]
    [InlineData("m.h5")]
    public void A_model_with_branches_is_asked_by_the_names_of_its_inputs(string name)
    {
        using var folder = new TemporaryFolder();
        Input a = new([2], name: "left"), b = new([3], name: "right", elementType: ElementType.Int32);
        Tensor left = a, right = b;
        var sum = new Dense(4, name: "widen").Call(left);
        var other = new GlobalAveragePooling1D().Call(new Embedding(10, 4, name: "words").Call(right));
        var model = new Functional([left, right], [new Dense(1, name: "score").Call(new Add().Call([sum, other])), new Dense(2, activation: "softmax", name: "kind").Call(sum)], "both");
        model.Save(folder.File(name));
        using var predictor = Predictor.Open(folder.File(name));
        Assert.Equal(["left", "right"], predictor.Inputs.Keys);
        Assert.Equal("int32 [null, 3]", predictor.Inputs["right"].ToString());
        Assert.Equal(["score", "kind"], predictor.Outputs);

        Tensor x = Tensor.Constant(new float[,] { { 1, 2 }, { 3, 4 } }), y = Tensor.Constant(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["right"] = y, ["left"] = x };
        var answers = predictor.Run(inputs);
        var expected = model.PredictMany([x, y]);
        Assert.Equal(["score", "kind"], answers.Keys);
        Assert.Equal(expected[0].ToArray<float>(), answers["score"].ToArray<float>());
        Assert.Equal(expected[1].ToArray<float>(), answers["kind"].ToArray<float>());
        Assert.Equal(["kind"], predictor.Run(inputs, ["kind"]).Keys);

        inputs.Remove("left");
        Assert.Contains("'left'", Assert.Throws<ArgumentException>(() => predictor.Run(inputs)).Message, StringComparison.Ordinal);
        inputs["third"] = x;
        Assert.Contains("no input 'third'", Assert.Throws<ArgumentException>(() => predictor.Run(inputs)).Message, StringComparison.Ordinal);
    }
}
