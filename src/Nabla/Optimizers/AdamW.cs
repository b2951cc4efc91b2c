using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Adam with weight decay that does not pass through its running means (Loshchilov and Hutter, 2019).</summary>
public sealed class AdamW : Adam
{
    /// <summary>Chooses rates.</summary>
    /// <param name="learningRate">How far it steps; 0.001 by default.</param>
    /// <param name="weightDecay">The part of each weight, times the learning rate, that is taken away before each step.</param>
    /// <param name="beta1">How much of the running mean is kept.</param>
    /// <param name="beta2">How much of the running squares is kept.</param>
    /// <param name="epsilon">Keeps the divisor away from 0; outside the root.</param>
    /// <param name="amsgrad">Whether the largest v so far divides.</param>
    /// <param name="name">Its name.</param>
    public AdamW(LearningRate? learningRate = null, double weightDecay = 0.004, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false, string name = "adam_w")
        : base(learningRate, beta1, beta2, epsilon, amsgrad, name) => WeightDecay = weightDecay;
}
