using Nabla.Schedules;
using Xunit;

namespace Nabla.Tests.Schedules;

public sealed class ScheduleTests
{
    [Fact]
    public void Exponential_decay_multiplies_once_in_its_steps()
    {
        Near(0.1 * Math.Pow(0.5, 1.5), new ExponentialDecay(0.1, 10, 0.5).At(15));
        Near(0.05, new ExponentialDecay(0.1, 10, 0.5, staircase: true).At(15));
    }

    [Fact]
    public void Inverse_time_decay_divides() => Near(0.1 / 2.5, new InverseTimeDecay(0.1, 10, 1).At(15));

    [Fact]
    public void Polynomial_decay_ends_or_starts_again()
    {
        Near(0.01, new PolynomialDecay(0.1, 10, 0.01).At(25));
        Near((0.09 * (1 - (25 / 30.0))) + 0.01, new PolynomialDecay(0.1, 10, 0.01, cycle: true).At(25));
        Near(0.1, new PolynomialDecay(0.1, 10, 0.01, cycle: true).At(0));
    }

    [Fact]
    public void A_boundary_belongs_to_the_rate_before_it()
    {
        var schedule = new PiecewiseConstantDecay([10, 20], [0.3, 0.2, 0.1]);
        Assert.Equal([0.3f, 0.3f, 0.2f, 0.2f, 0.1f], new[] { 0L, 10, 11, 20, 21 }.Select(schedule.At));
    }

    [Fact]
    public void Cosine_decay_warms_up_to_its_target()
    {
        var schedule = new CosineDecay(0, 10, warmupTarget: 0.2, warmupSteps: 4);
        Near(0.1, schedule.At(2));
        Near(0.2, schedule.At(4));
        Near(0.1, schedule.At(9));
        Near(0, schedule.At(14));
    }

    [Fact]
    public void Restarts_begin_at_the_top_of_longer_and_lower_periods()
    {
        var schedule = new CosineDecayRestarts(0.1, 10, mMul: 0.5);
        Near(0.1, schedule.At(0));
        Near(0.05, schedule.At(5));
        Near(0.05, schedule.At(10));
        Near(0.025, schedule.At(20));
        Near(0.025, schedule.At(30));
    }

    [Fact]
    public void Steps_that_are_not_above_zero_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecay(0.1, 0));
        Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([1, 2], [0.1, 0.2]));
        Assert.Throws<ArgumentException>(() => new PiecewiseConstantDecay([2, 1], [0.1, 0.2, 0.3]));
    }

    static void Near(double expected, float actual) => Assert.Equal(expected, actual, 1e-6);
}
