namespace Nabla.Schedules;

/// <summary>A learning rate as a function of the number of steps made so far.</summary>
/// <remarks>Stands wherever an optimizer takes a learning rate: <c>new Adam(new CosineDecay(0.1, 1000))</c>. Computed in float32 by operations, so that a compiled step sees each new value.</remarks>
public abstract class LearningRateSchedule
{
    /// <summary>A schedule of one's own.</summary>
    /// <param name="function">From the step, a float32 scalar, to the rate. It is recorded once where the step is compiled: use tensor operations, not C# conditions.</param>
    public static LearningRateSchedule From(Func<Tensor, Tensor> function) => new FromFunction(function);

    /// <summary>The rate after <paramref name="step"/> steps, element by element; float32.</summary>
    /// <param name="step">The number of steps made, whole or floating.</param>
    public Tensor Call(Tensor step) => Rate(step.Cast(ElementType.Float32));

    /// <summary>The rate after a number of steps.</summary>
    public float At(long step) => Call(Tensor.Constant((float)step)).ToScalar<float>();

    /// <summary>The formula, on float32 steps.</summary>
    protected abstract Tensor Rate(Tensor step);

    /// <summary>A number of steps that is above 0.</summary>
    private protected static double Steps(string schedule, string argument, double steps) =>
        steps > 0 ? steps : throw new ArgumentOutOfRangeException(argument, $"{schedule}: {argument} = {steps}: it must be above 0.");

    sealed class FromFunction(Func<Tensor, Tensor> function) : LearningRateSchedule
    {
        readonly Func<Tensor, Tensor> function = function ?? throw new ArgumentNullException(nameof(function));

        protected override Tensor Rate(Tensor step) => function(step);
    }
}
