namespace Nabla.Schedules;

/// <summary>How far an optimizer steps: a number, or a schedule. Both convert: <c>new SGD(0.1)</c>, <c>new SGD(new CosineDecay(0.1, 1000))</c>.</summary>
/// <remarks>That of an optimizer is its present rate: <c>(float)optimizer.LearningRate</c> reads it, <c>optimizer.LearningRate = 0.01</c> sets it.</remarks>
public sealed class LearningRate
{
    readonly Func<Tensor> present;

    LearningRate(double? number, LearningRateSchedule? schedule, Func<Tensor> present) => (Number, Schedule, this.present) = (number, schedule, present);

    /// <summary>The schedule; null for a number.</summary>
    public LearningRateSchedule? Schedule { get; }

    /// <summary>The number given; null for a schedule or an optimizer's own rate.</summary>
    internal double? Number { get; }

    /// <summary>The rate now: a float32 scalar.</summary>
    public Tensor Value => present();

    /// <summary>A rate that stays.</summary>
    public static implicit operator LearningRate(double rate) => new(rate, null, () => Tensor.Constant((float)rate));

    /// <summary>A rate that a schedule gives for each step.</summary>
    public static implicit operator LearningRate(LearningRateSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return new(null, schedule, () => schedule.Call(Tensor.Constant(0f)));
    }

    /// <summary>The rate now.</summary>
    public static explicit operator float(LearningRate rate) => rate.Value.ToScalar<float>();

    /// <summary>The rate of an optimizer, read when it is asked.</summary>
    internal static LearningRate Of(Func<Tensor> present, LearningRateSchedule? schedule) => new(null, schedule, present);

    /// <summary>The rate now, in figures.</summary>
    public override string ToString() => $"{(float)this}";
}
