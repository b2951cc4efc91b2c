using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Another optimizer for losses of 16 bits: the loss is multiplied by a scale that is as large as it can be, and gradients are divided by it.</summary>
/// <remarks>
/// <para>A step whose gradients are not all finite changes nothing and halves the scale; after <c>dynamicGrowthSteps</c> good steps in a row the scale is doubled. Gradients are those of <see cref="ScaleLoss"/>.
/// Micikevicius et al., Mixed precision training, 2018.</para>
/// <para>The decision is made by values when the step runs, so a compiled step makes it too. Options such as clipping belong to the inner optimizer.</para>
/// </remarks>
public sealed class LossScaleOptimizer : Optimizer
{
    // They are there before the first step, since a step that is compiled reads the scale before it makes the rest of the state.
    readonly Variable stepCounter;
    readonly Variable dynamicScale;

    /// <summary>Wraps an optimizer.</summary>
    /// <param name="innerOptimizer">Makes the steps.</param>
    /// <param name="initialScale">The scale of the first step; above 0.</param>
    /// <param name="dynamicGrowthSteps">After how many good steps the scale is doubled; 1 or more.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the inner optimizer scales losses itself.</exception>
    public LossScaleOptimizer(Optimizer innerOptimizer, double initialScale = 32768, int dynamicGrowthSteps = 2000, string name = "loss_scale_optimizer")
        : base(0.0, name)
    {
        ArgumentNullException.ThrowIfNull(innerOptimizer);
        if (!(initialScale > 0) || dynamicGrowthSteps < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(initialScale), $"LossScaleOptimizer: a scale of {initialScale} that grows after {dynamicGrowthSteps} steps: the scale must be above 0, the steps 1 or more.");
        }

        if (innerOptimizer is LossScaleOptimizer)
        {
            throw new ArgumentException($"LossScaleOptimizer: {innerOptimizer.Name} scales losses already: give it an optimizer that does not.", nameof(innerOptimizer));
        }

        (InnerOptimizer, InitialScale, DynamicGrowthSteps) = (innerOptimizer, initialScale, dynamicGrowthSteps);
        stepCounter = new(Tensor.Constant(0L), trainable: false, $"{name}/step_counter");
        dynamicScale = new(Tensor.Constant((float)initialScale), trainable: false, $"{name}/dynamic_scale");
    }

    /// <summary>The optimizer that makes the steps.</summary>
    public Optimizer InnerOptimizer { get; }

    /// <summary>The scale of the first step.</summary>
    public double InitialScale { get; }

    /// <summary>After how many good steps the scale is doubled.</summary>
    public int DynamicGrowthSteps { get; }

    /// <summary>The present scale, a float32 scalar.</summary>
    public Tensor DynamicScale => dynamicScale.Value;

    /// <inheritdoc/>
    public override Tensor Iterations => InnerOptimizer.Iterations;

    /// <inheritdoc/>
    public override LearningRate LearningRate
    {
        get => InnerOptimizer.LearningRate;
        set => InnerOptimizer.LearningRate = value;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Variables => [.. base.Variables, .. Built ? [stepCounter, dynamicScale] : Array.Empty<Variable>(), .. InnerOptimizer.Variables];

    /// <inheritdoc/>
    internal override bool KeepsAverages => InnerOptimizer.KeepsAverages;

    /// <inheritdoc/>
    internal override IEnumerable<(Variable Variable, Variable Average)> Averages => InnerOptimizer.Averages;

    /// <inheritdoc/>
    internal override int Stamp => InnerOptimizer.Stamp;

    /// <summary>The loss times the present scale: take gradients of this.</summary>
    /// <param name="loss">The loss; one of 16 bits becomes float32.</param>
    public override Tensor ScaleLoss(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var wide = Wide(InnerOptimizer.ScaleLoss(loss));
        return wide * DynamicScale.Cast(wide.ElementType);
    }

    /// <inheritdoc/>
    public override void ExcludeFromWeightDecay(IEnumerable<Variable>? varList = null, IEnumerable<string>? varNames = null) => InnerOptimizer.ExcludeFromWeightDecay(varList, varNames);

    /// <inheritdoc/>
    public override void FinalizeVariableValues() => InnerOptimizer.FinalizeVariableValues();

    /// <inheritdoc/>
    internal override void ApplyWhere(Tensor? condition, IReadOnlyList<Tensor?> gradients, IReadOnlyList<Variable> variables)
    {
        BuildFor(variables);
        var scale = DynamicScale;
        var finite = gradients.OfType<Tensor>().Select(g => (g is IndexedSlices rows ? rows.Values : g).IsFinite().All()).Aggregate(condition, (all, one) => all is null ? one : all.LogicalAnd(one));
        // Without any gradient the inner optimizer says so.
        InnerOptimizer.ApplyWhere(finite, [.. gradients.Select(gradient => gradient is null ? null : Gradient.Each(gradient, g => Unscaled(g, scale)))], variables);
        var grows = stepCounter.Equal(DynamicGrowthSteps - 1L);
        Condition = condition;
        Set(stepCounter, Tensor.Where(finite!.LogicalAnd(grows.LogicalNot()), stepCounter + 1, stepCounter.ZerosLike()));
        Set(dynamicScale, Tensor.Where(finite!, Tensor.Where(grows, scale * 2, scale), scale / 2.0));
        Condition = null;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        InnerOptimizer.Scope = $"{Scope}{Name}/";
        InnerOptimizer.BuildFor(variables);
    }

    /// <inheritdoc/>
    protected override void Update(Variable variable, Gradient gradient, Tensor learningRate) => throw new InvalidOperationException($"{Name}: a step of its own was asked for: steps are those of {InnerOptimizer.Name}. Call Apply.");

    private protected override OptimizerOptions Accepted(OptimizerOptions options) => options == new OptimizerOptions() ? options
        : throw new ArgumentException($"{Name}: an option was set on the wrapper: steps are those of the inner optimizer. Set it there.");

    static Tensor Unscaled(Tensor gradient, Tensor scale)
    {
        var wide = Wide(gradient);
        return wide / scale.Cast(wide.ElementType);
    }
}
