using Nabla.Callbacks;
using Nabla.Layers;
using Xunit;

namespace Nabla.Tests.Models;

public sealed class PrintingTests
{
    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(0, "0.0")]
    [InlineData(-0.5, "-0.5")]
    [InlineData(1e-8, "1e-08")]
    [InlineData(1e-4, "0.0001")]
    [InlineData(1.25e-5, "1.25e-05")]
    [InlineData(123456.789, "123456.789")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e23, "1e+23")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Numbers_are_written_as_Python_writes_them(double value, string text) => Assert.Equal(text, PythonText.Repr(value));

    [Fact]
    public void A_line_tells_steps_time_and_figures()
    {
        using var output = new StringWriter { NewLine = "\n" };
        var bar = new Progbar(2, verbose: Verbosity.Line, output: output, timeProvider: new Clock());

        bar.Update(1, [new("loss", 2)]);
        bar.Update(2, [new("loss", 0.25)]);

        Assert.Equal("2/2 - 2s - 1s/step - loss: 0.2500\n", output.ToString());
    }

    [Fact]
    public void The_summary_can_show_a_range_and_what_is_trained()
    {
        var model = new Sequential([new Input([2]), new Dense(3, name: "a"), new Dropout(0.5, name: "b"), new Dense(1, name: "c")], name: "net");
        model.Layers[2].Trainable = false;

        string text = model.SummaryText(80, showTrainable: true, layerRange: ("b", "c"));

        Assert.DoesNotContain("a (Dense)", text, StringComparison.Ordinal);
        Assert.Contains("b (Dropout)", text, StringComparison.Ordinal);
        Assert.Contains(" N ", text, StringComparison.Ordinal);
        Assert.Contains(" Non-trainable params: 4 (16.00 B)", text, StringComparison.Ordinal);
        Assert.Contains("a, b, c", Assert.Throws<ArgumentException>(() => model.SummaryText(80, layerRange: ("x", "c"))).Message, StringComparison.Ordinal);
    }

    /// <summary>A second passes between two looks.</summary>
    sealed class Clock : TimeProvider
    {
        long now = -1;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ++now;
    }
}
