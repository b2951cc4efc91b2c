using System.Text.RegularExpressions;
using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Momentum whose step of each matrix is made nearly orthogonal; what is no matrix, and embeddings, take Adam's step (Jordan et al., 2024).</summary>
/// <remarks>
/// <para>m ← momentum · m + g; u = g + momentum · m with Nesterov, else m; u is divided by its length and then nsSteps times by a · u + (b · A + c · A²) · u with A = u · uᵀ, which draws its singular values to 1;
/// w ← w − rate · u, times √(longer side) · rmsRate where that is given (Liu et al., Muon is scalable for LLM training, 2025).</para>
/// <para>WeightDecay takes from matrices alone; adamWeightDecay from the others.</para>
/// </remarks>
public sealed class Muon : Optimizer
{
    readonly Regex[] excluded;
    readonly Dictionary<Variable, (Variable Momentum, Variable? Velocity)> slots = [];

    /// <summary>Chooses rates.</summary>
    /// <param name="learningRate">How far it steps; 0.001 by default.</param>
    /// <param name="adamBeta1">How much of the running mean Adam keeps.</param>
    /// <param name="adamBeta2">How much of the running squares Adam keeps.</param>
    /// <param name="adamWeightDecay">The part of each of Adam's weights, times the learning rate, that is taken away before each step; null for none.</param>
    /// <param name="epsilon">Keeps divisors away from 0.</param>
    /// <param name="weightDecay">The same part of matrices; null for none.</param>
    /// <param name="excludeLayers">Regular expressions; a variable whose path contains a match takes Adam's step.</param>
    /// <param name="excludeEmbeddings">Whether variables whose path contains "embedding" take Adam's step.</param>
    /// <param name="a">Of the polynomial that makes steps orthogonal, the first power.</param>
    /// <param name="b">The third power.</param>
    /// <param name="c">The fifth power.</param>
    /// <param name="adamLearningRateRatio">Adam's rate as a part of the rate.</param>
    /// <param name="momentum">How much of the sum of gradients is kept.</param>
    /// <param name="nsSteps">How often the polynomial is applied.</param>
    /// <param name="nesterov">Whether the gradient counts as that of the place to which the momentum leads.</param>
    /// <param name="rmsRate">The root mean square of a step that matches Adam's; null leaves steps as they are.</param>
    /// <param name="name">Its name.</param>
    public Muon(
        LearningRate? learningRate = null,
        double adamBeta1 = 0.9,
        double adamBeta2 = 0.999,
        double? adamWeightDecay = 0.004,
        double epsilon = 1e-7,
        double? weightDecay = 0.004,
        IReadOnlyList<string>? excludeLayers = null,
        bool excludeEmbeddings = true,
        double a = 3.4445,
        double b = -4.7750,
        double c = 2.0315,
        double adamLearningRateRatio = 1,
        double momentum = 0.95,
        int nsSteps = 5,
        bool nesterov = true,
        double? rmsRate = 0.2,
        string name = "muon")
        : base(learningRate ?? 0.001, name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(nsSteps);
        (AdamBeta1, AdamBeta2, AdamWeightDecay, Epsilon, WeightDecay) = (adamBeta1, adamBeta2, adamWeightDecay, epsilon, weightDecay);
        (ExcludeLayers, ExcludeEmbeddings, A, B, C) = ([.. excludeLayers ?? []], excludeEmbeddings, a, b, c);
        (AdamLearningRateRatio, Momentum, NsSteps, Nesterov, RmsRate) = (adamLearningRateRatio, momentum, nsSteps, nesterov, rmsRate);
        excluded = [.. ExcludeLayers.Select(pattern => new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))];
    }

    /// <summary>How much of the running mean Adam keeps.</summary>
    public double AdamBeta1 { get; }

    /// <summary>How much of the running squares Adam keeps.</summary>
    public double AdamBeta2 { get; }

    /// <summary>The weight decay of what takes Adam's step.</summary>
    public double? AdamWeightDecay { get; }

    /// <summary>Keeps divisors away from 0.</summary>
    public double Epsilon { get; }

    /// <summary>Regular expressions; a variable whose path contains a match takes Adam's step.</summary>
    public IReadOnlyList<string> ExcludeLayers { get; }

    /// <summary>Whether embeddings take Adam's step.</summary>
    public bool ExcludeEmbeddings { get; }

    /// <summary>Of the polynomial, the first power.</summary>
    public double A { get; }

    /// <summary>Of the polynomial, the third power.</summary>
    public double B { get; }

    /// <summary>Of the polynomial, the fifth power.</summary>
    public double C { get; }

    /// <summary>Adam's rate as a part of the rate.</summary>
    public double AdamLearningRateRatio { get; }

    /// <summary>How much of the sum of gradients is kept.</summary>
    public double Momentum { get; }

    /// <summary>How often the polynomial is applied.</summary>
    public int NsSteps { get; }

    /// <summary>Whether the gradient counts as that of the place to which the momentum leads.</summary>
    public bool Nesterov { get; }

    /// <summary>The root mean square of a step that matches Adam's.</summary>
    public double? RmsRate { get; }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var w in variables)
        {
            slots.Add(w, (AddSlot(w, "momentum"), TakesAdam(w) ? AddSlot(w, "velocity") : null));
        }
    }

    /// <inheritdoc/>
    protected override void Update(Variable variable, Gradient gradient, Tensor learningRate)
    {
        var (momentum, velocity) = slots[variable];
        if (velocity is not null)
        {
            StepOfAdam(variable, gradient, learningRate * AdamLearningRateRatio, momentum, velocity);
            return;
        }

        var m = (momentum * Momentum) + gradient.Value;
        Set(momentum, m);
        var u = Orthogonal(Nesterov ? gradient.Value + (m * Momentum) : m) * learningRate;
        if (RmsRate is { } rate)
        {
            u *= Math.Sqrt(Math.Max(variable.Shape[0], variable.Shape[1])) * rate;
        }

        Set(variable, variable - u);
    }

    private protected override double? WeightDecayOf(Variable variable) => TakesAdam(variable) ? AdamWeightDecay : WeightDecay;

    void StepOfAdam(Variable variable, Gradient gradient, Tensor learningRate, Variable momentum, Variable velocity)
    {
        var t = StepNumber(variable.ElementType);
        var m = momentum + ((gradient.Value - momentum) * (1 - AdamBeta1));
        var v = velocity + ((gradient.Square - velocity) * (1 - AdamBeta2));
        Set(momentum, m);
        Set(velocity, v);
        Tensor Rest(double beta) => 1 - Scalars.Of(t.ElementType, beta).Power(t);
        Set(variable, variable - (m * (learningRate * Rest(AdamBeta2).Sqrt() / Rest(AdamBeta1)) / (v.Sqrt() + Epsilon)));
    }

    /// <summary>A matrix with the same singular vectors and singular values near 1: Newton and Schulz's iteration of an odd polynomial.</summary>
    Tensor Orthogonal(Tensor x)
    {
        // The products are those of the shorter side.
        bool tall = x.Shape[0] > x.Shape[1];
        var u = tall ? x.Transpose() : x;
        u /= u.Square().Sum().Sqrt() + Epsilon;
        for (int step = 0; step < NsSteps; step++)
        {
            var product = u.MatMul(u.Transpose());
            u = (u * A) + ((product * B) + (product.MatMul(product) * C)).MatMul(u);
        }

        return tall ? u.Transpose() : u;
    }

    bool TakesAdam(Variable variable) =>
        variable.Rank != 2
        || (ExcludeEmbeddings && variable.Name.Contains("embedding", StringComparison.OrdinalIgnoreCase))
        || Array.Exists(excluded, pattern => pattern.IsMatch(variable.Name));
}
