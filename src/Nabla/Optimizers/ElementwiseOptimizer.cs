using Nabla.Kernels;

namespace Nabla.Optimizers;

/// <summary>An optimizer whose formula changes each element by itself: it runs in one pass over the variable, its gradient and its state.</summary>
public abstract class ElementwiseOptimizer : Optimizer
{
    readonly Dictionary<Variable, OptimizedVariable> targets = [];
    readonly Dictionary<StepVariant, Recipe> programs = [];
    readonly Dictionary<ElementType, Tensor[]> numbers = [];

    private protected ElementwiseOptimizer(Schedules.LearningRate learningRate, string name)
        : base(learningRate, name)
    {
    }

    /// <summary>The formula.</summary>
    private protected abstract void Formula(StepFormula s);

    /// <summary>Whether a gradient of 0 changes neither an element nor its state: then of a gradient that is rows by index the other rows are not visited.</summary>
    private protected virtual bool OtherRowsStay => false;

    /// <summary>Numbers of a step that the formula uses beside the learning rate, computed once for all variables.</summary>
    /// <param name="type">The element type of the variables.</param>
    /// <param name="learningRate">The rate in that type.</param>
    private protected virtual Tensor[] Numbers(ElementType type, Tensor learningRate) => [];

    /// <summary>Makes a piece of state of a variable.</summary>
    private protected void Keep(Variable variable, string name, double initial = 0) => Target(variable).Slots.Add(AddSlot(variable, name, initial));

    /// <summary>Makes a piece of state that starts with the value of its variable.</summary>
    private protected void KeepCopy(Variable variable, string name) => Target(variable).Slots.Add(AddVariable(variable.Value, $"{variable.Name.Replace('/', '_')}_{name}"));

    OptimizedVariable Target(Variable variable)
    {
        if (!targets.TryGetValue(variable, out var target))
        {
            targets.Add(variable, target = new(variable));
        }

        return target;
    }

    /// <inheritdoc/>
    protected override void BeforeUpdates() => numbers.Clear();

    /// <inheritdoc/>
    protected sealed override void Update(Variable variable, Gradient gradient, Tensor learningRate)
    {
        var target = Target(variable);
        if (!numbers.TryGetValue(variable.ElementType, out var own))
        {
            numbers.Add(variable.ElementType, own = Numbers(variable.ElementType, learningRate));
        }

        var variant = new StepVariant(gradient.IsSparse, Condition is not null, DecayOf(variable) is not null);
        if (!programs.TryGetValue(variant, out var recipe))
        {
            programs.Add(variant, recipe = Program(variant, target.Slots.Count, own.Length));
        }

        target.Numbers = own.Length + 1 + (Condition is null ? 0 : 1);
        Tensor[] numbersOfStep = [learningRate, .. own, .. Condition is null ? [] : new[] { Condition }];
        // A place that the formula does not read takes what is there anyway.
        Tensor[] gradients = !gradient.IsSparse ? [gradient.Value]
            : [gradient.Value, recipe.UsesSquare ? gradient.Square : gradient.Value, recipe.UsesMagnitude ? gradient.Magnitude : gradient.Value];
        if (gradient.Value is IndexedSlices slices && OtherRowsStay && !variant.Decays)
        {
            Engine.Current.Run(new RowsStep(target, recipe.Program, AddsDuplicates: true, gradients.Length), [.. gradients.Select(g => ((IndexedSlices)g).Values), slices.Indices, .. numbersOfStep]);
        }
        else
        {
            Engine.Current.Run(new OptimizerStep(target, recipe.Program), [.. gradients, .. numbersOfStep]);
        }
    }

    private protected sealed override void Decay(Variable variable, double decay, Tensor learningRate)
    {
        // It is part of the formula; see Program.
    }

    Recipe Program(StepVariant variant, int slots, int own)
    {
        var formula = new StepFormula(slots, own, variant);
        if (variant.Decays)
        {
            formula.Variable -= formula.Variable * WeightDecay!.Value * formula.Rate;
        }

        Formula(formula);
        return new(formula.Program(), formula.UsesSquare, formula.UsesMagnitude);
    }

    /// <summary>A formula, and what it reads of a gradient besides its values.</summary>
    sealed record Recipe(FusedProgram Program, bool UsesSquare, bool UsesMagnitude);
}
