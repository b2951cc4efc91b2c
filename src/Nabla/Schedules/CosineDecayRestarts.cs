namespace Nabla.Schedules;

/// <summary>Cosine decay that starts again from the top, each period <paramref name="tMul"/> times as long and <paramref name="mMul"/> times as high as the last.</summary>
/// <param name="initialLearningRate">The rate at step 0.</param>
/// <param name="firstDecaySteps">The steps of the first period; above 0.</param>
/// <param name="tMul">The factor from one period's length to the next.</param>
/// <param name="mMul">The factor from one period's first rate to the next.</param>
/// <param name="alpha">The part of the rate that is left at the end of a period.</param>
/// <param name="name">A name.</param>
/// <remarks>Loshchilov and Hutter, SGDR: Stochastic gradient descent with warm restarts, 2017.</remarks>
/// <exception cref="ArgumentOutOfRangeException">The steps are not above 0.</exception>
public sealed class CosineDecayRestarts(double initialLearningRate, double firstDecaySteps, double tMul = 2, double mMul = 1, double alpha = 0, string name = "SGDRDecay") : LearningRateSchedule
{
    /// <summary>The rate at step 0.</summary>
    public double InitialLearningRate => initialLearningRate;

    /// <summary>The steps of the first period.</summary>
    public double FirstDecaySteps { get; } = Steps(nameof(CosineDecayRestarts), nameof(firstDecaySteps), firstDecaySteps);

    /// <summary>The factor from one period's length to the next.</summary>
    public double TMul => tMul;

    /// <summary>The factor from one period's first rate to the next.</summary>
    public double MMul => mMul;

    /// <summary>The part of the rate that is left at the end of a period.</summary>
    public double Alpha => alpha;

    /// <summary>A name.</summary>
    public string Name => name;

    /// <inheritdoc/>
    protected override Tensor Rate(Tensor step)
    {
        var done = step / FirstDecaySteps;
        Tensor restarts;
        if (tMul == 1)
        {
            restarts = done.Floor();
            done -= restarts;
        }
        else
        {
            // Period i starts at (1 − tMulⁱ) / (1 − tMul) first periods; solved for i.
            restarts = ((1 - (done * (1 - tMul))).Log() / Math.Log(tMul)).Floor();
            var length = Tensor.Constant((float)tMul).Power(restarts);
            done = (done - ((1 - length) / (1 - tMul))) / length;
        }

        var cosine = ((done * Math.PI).Cos() + 1) * 0.5 * Tensor.Constant((float)mMul).Power(restarts);
        return ((cosine * (1 - alpha)) + alpha) * initialLearningRate;
    }
}
