using Xunit;

namespace Nabla.Tests.Summaries;

public sealed class EventCurvesTests
{
    [Fact]
    public void TheScalarsOfAllRunsAreDrawn()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "train", "validation" })
        {
            using var writer = new FileWriter(folder.File(name), form: name == "train" ? SummaryForm.TensorFlow1 : SummaryForm.TensorFlow2);
            for (var step = 0; step < 5; step++)
            {
                writer.AddScalar("loss", 1.0 / (step + 1), step);
                writer.AddScalar("accuracy", step / 5.0, step);
            }
        }
        var all = Plot.FromEvents(folder.Path).ToSvg();
        foreach (var label in new[] { "train/loss", "train/accuracy", "validation/loss", "validation/accuracy", "step" }) Assert.Contains(label, all, StringComparison.Ordinal);
        var one = Plot.FromEvents(folder.Path, "loss").ToSvg();
        Assert.Contains(">validation<", one, StringComparison.Ordinal);
        Assert.DoesNotContain("accuracy", one, StringComparison.Ordinal);
        Assert.Contains(">accuracy<", Plot.FromEvents(folder.File("train")).ToSvg(), StringComparison.Ordinal);
        Assert.Contains("there are accuracy, loss", Assert.Throws<ArgumentException>(() => Plot.FromEvents(folder.Path, "los")).Message, StringComparison.Ordinal);
    }
}
