using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models;

public sealed class FunctionalSummaryTests
{
    static Functional Twins()
    {
        Tensor a = new Input([7], name: "left"), b = new Input([7], name: "right");
        var tower = new Sequential([new Input([7]), new Dense(4, name: "d1"), new Dense(2, name: "d2")], name: "tower");
        var sum = new Add(name: "sum").Call([tower.Call(a), tower.Call(b)]);
        return new([a, b], new Dense(1, name: "same").Call(sum.Tanh()), "twins");
    }

    static string[] Words(string text, string name) =>
        text.Split('\n').Single(line => line.Contains($"{name} (", StringComparison.Ordinal)).Split('│', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [Fact]
    public void A_model_with_branches_says_what_each_layer_is_connected_to()
    {
        string text = Twins().SummaryText(108);
        Assert.Contains("Connected to", text, StringComparison.Ordinal);
        Assert.Equal(["left (InputLayer)", "(None, 7)", "0", "-"], Words(text, "left"));
        Assert.Equal(["tower (Sequential)", "(None, 2)", "42", "left[0][0], right[0][0]"], Words(text, "tower"));
        Assert.Equal(["sum (Add)", "(None, 2)", "0", "tower[0][0], tower[1][0]"], Words(text, "sum"));
        Assert.Contains(" (Tanh) ", text.Split('\n').Single(line => line.Contains("sum[0][0]", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("d1", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n').Where(line => line.Contains('│', StringComparison.Ordinal)), line => Assert.Equal(108, line.Length));
    }

    [Fact]
    public void Models_inside_are_unfolded_when_asked()
    {
        string text = Twins().SummaryText(108, expandNested: true, showTrainable: true);
        Assert.Equal(["└ d1 (Dense)", "(None, 4)", "32", "-", "Y"], Words(text, "d1"));
        Tensor x = new Input([2], name: "outside");
        var around = new Functional(x, new Sequential([new Input([2]), new Sequential([new Input([2]), new Dense(1, name: "deep")])]).Call(x));
        Assert.Contains("│       └ deep (Dense)", around.SummaryText(expandNested: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_is_shown_as_one()
    {
        Tensor x = new Input([7], batchSize: 3, name: "given");
        string text = new Functional(x, new Dense(2, name: "last").Call(x)).SummaryText();
        Assert.DoesNotContain("Connected to", text, StringComparison.Ordinal);
        Assert.Equal(["given (InputLayer)", "(3, 7)", "0"], Words(text, "given"));
        var twice = new Dense(7);
        Assert.Contains("Connected to", new Functional(x, twice.Call(twice.Call(x))).SummaryText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_of_several_outputs_show_each_shape()
    {
        Tensor x = new Input([7]);
        var both = new Identity(name: "both").CallMany([x, x.Tanh()]);
        Assert.Equal("[(None, 7), (None, 7)]", Words(new Functional(x, both).SummaryText(108), "both")[1]);
    }
}
