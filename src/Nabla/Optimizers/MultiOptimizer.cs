using System.Text.RegularExpressions;

namespace Nabla.Optimizers;

/// <summary>Several optimizers for one model: each variable is changed by the first whose pattern its path contains, or by the default one.</summary>
/// <remarks>Its own learning rate is 0 and has no effect: set those of its parts. Options such as clipping belong to the parts; of its own it has <see cref="Optimizer.LossScaleFactor"/>.</remarks>
public sealed class MultiOptimizer : Optimizer
{
    readonly List<(Regex? Pattern, Optimizer Optimizer)> parts;
    readonly Dictionary<Variable, int> owners = [];

    /// <summary>Joins optimizers.</summary>
    /// <param name="defaultOptimizer">Changes what no pattern names.</param>
    /// <param name="optimizerMap">Regular expressions of paths, each with its optimizer; of several that match the first counts.</param>
    /// <param name="lossScaleFactor">What the loss was multiplied by; gradients are divided by it.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">A pattern is no regular expression, or an optimizer comes twice.</exception>
    public MultiOptimizer(Optimizer defaultOptimizer, IReadOnlyList<(string Pattern, Optimizer Optimizer)> optimizerMap, double? lossScaleFactor = null, string name = "multi_optimizer")
        : base(0.0, name)
    {
        ArgumentNullException.ThrowIfNull(defaultOptimizer);
        ArgumentNullException.ThrowIfNull(optimizerMap);
        (DefaultOptimizer, OptimizerMap, LossScaleFactor) = (defaultOptimizer, [.. optimizerMap], lossScaleFactor);
        parts = [.. optimizerMap.Select(row => ((Regex?)new Regex(row.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), row.Optimizer)), (null, defaultOptimizer)];
        if (parts.DistinctBy(part => part.Optimizer).Count() < parts.Count)
        {
            throw new ArgumentException($"{name}: one optimizer for two patterns: each has the state of its own variables. Join the patterns with |, or make another optimizer.", nameof(optimizerMap));
        }
    }

    /// <summary>Changes what no pattern names.</summary>
    public Optimizer DefaultOptimizer { get; }

    /// <summary>Patterns of paths, each with its optimizer.</summary>
    public IReadOnlyList<(string Pattern, Optimizer Optimizer)> OptimizerMap { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Variable> Variables => [.. base.Variables, .. parts.SelectMany(part => part.Optimizer.Variables)];

    /// <inheritdoc/>
    internal override bool KeepsAverages => parts.Exists(part => part.Optimizer.KeepsAverages);

    /// <inheritdoc/>
    internal override IEnumerable<(Variable Variable, Variable Average)> Averages => parts.SelectMany(part => part.Optimizer.Averages);

    /// <inheritdoc/>
    internal override int Stamp => parts.Aggregate(base.Stamp, (stamp, part) => HashCode.Combine(stamp, part.Optimizer.Stamp));

    /// <inheritdoc/>
    public override void ExcludeFromWeightDecay(IEnumerable<Variable>? varList = null, IEnumerable<string>? varNames = null)
    {
        foreach (var (_, optimizer) in parts)
        {
            optimizer.ExcludeFromWeightDecay(varList, varNames);
        }
    }

    /// <inheritdoc/>
    public override void FinalizeVariableValues() => parts.ForEach(part => part.Optimizer.FinalizeVariableValues());

    /// <inheritdoc/>
    internal override void ApplyWhere(Tensor? condition, IReadOnlyList<Tensor?> gradients, IReadOnlyList<Variable> variables)
    {
        Check(gradients, variables);
        BuildFor(variables);
        for (int k = 0; k < parts.Count; k++)
        {
            int[] own = [.. Enumerable.Range(0, variables.Count).Where(i => owners[variables[i]] == k)];
            if (Array.Exists(own, i => gradients[i] is not null))
            {
                parts[k].Optimizer.ApplyWhere(condition, [.. own.Select(i => Unscaled(gradients[i]))], [.. own.Select(i => variables[i])]);
            }
        }

        Condition = condition;
        CountStep();
        Condition = null;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Variable> variables)
    {
        foreach (var variable in variables)
        {
            owners.Add(variable, parts.FindIndex(part => part.Pattern is null || part.Pattern.IsMatch(variable.Name)));
        }

        for (int k = 0; k < parts.Count; k++)
        {
            parts[k].Optimizer.Scope = Scope;
            parts[k].Optimizer.BuildFor([.. variables.Where(variable => owners[variable] == k)]);
        }
    }

    /// <inheritdoc/>
    protected override void Update(Variable variable, Gradient gradient, Tensor learningRate) => throw new InvalidOperationException($"{Name}: a step of its own was asked for: steps are those of its parts. Call Apply.");

    private protected override OptimizerOptions Accepted(OptimizerOptions options) => options == new OptimizerOptions { LossScaleFactor = options.LossScaleFactor } ? options
        : throw new ArgumentException($"{Name}: an option was set on the whole: steps are those of its parts. Set it there.");

    Tensor? Unscaled(Tensor? gradient) => gradient is not null && LossScaleFactor is { } scale ? Gradient.Each(gradient, g => g / scale) : gradient;
}
