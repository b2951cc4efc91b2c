using Xunit;

namespace Nabla.Tests.Graphs;

public sealed class LossWatchTests
{
    [Fact]
    public void A_loss_that_falls_unevenly_is_no_reason_to_speak()
    {
        var watch = new Train.LossWatch(0.1);
        Assert.All([2.3, 0.5, 0.01, 0.4, 0.02, 0.9, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], loss => Assert.Null(watch.Look(loss)));
    }

    [Fact]
    public void NaN_is_said_once_with_the_rate_as_the_first_suspect()
    {
        var watch = new Train.LossWatch(0.5);
        Assert.Null(watch.Look(2.3));
        string sentence = watch.Look(Tensor.Constant(float.NaN))!;
        Assert.StartsWith("The loss has become NaN, 2.3 before. First suspect: the learning rate of 0.5 is too large: try a tenth of it, 0.05;", sentence, StringComparison.Ordinal);
        Assert.Null(watch.Look(double.NaN));
        Assert.Contains("infinite at once", new Train.LossWatch().Look(double.PositiveInfinity), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_ten_times_the_lowest_and_above_the_first_is_said_once()
    {
        var watch = new Train.LossWatch();
        Assert.Null(watch.Look(1));
        Assert.Null(watch.Look(0.5));
        Assert.StartsWith("The loss has risen from 0.5 to 6.", watch.Look(6), StringComparison.Ordinal);
        Assert.Null(watch.Look(600));
        Assert.Contains("NaN, 600 before", watch.Look(double.NaN), StringComparison.Ordinal);
    }

    [Fact]
    public void Five_rises_in_a_row_are_said_also_of_losses_below_zero()
    {
        var watch = new Train.LossWatch();
        Assert.All([-5.0, -4.9, -4.8, -4.7, -4.6], loss => Assert.Null(watch.Look(loss)));
        Assert.StartsWith("The loss has risen from -5 to -4.5.", watch.Look(-4.5), StringComparison.Ordinal);
    }
}
