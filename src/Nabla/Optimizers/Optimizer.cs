using Nabla.Schedules;

namespace Nabla.Optimizers;

/// <summary>Changes variables step by step so that a loss becomes small.</summary>
/// <remarks>
/// <para>Where one is asked for, Keras's name does too: <c>optimizer: "rmsprop"</c>. Options that all share are set in braces: <c>new Adam(0.001) { Clipnorm = 1, WeightDecay = 0.01 }</c>.</para>
/// <para>To write one: make the state of each variable in <see cref="Build"/> with <see cref="AddSlot"/>, and change variables and state in <see cref="Update"/> with <see cref="Set"/>.</para>
/// </remarks>
public abstract partial class Optimizer
{
    readonly List<Variable> variables = [];
    readonly Dictionary<Variable, int> known = [];
    readonly Variable iteration;
    Variable? rate;
    LearningRateSchedule? schedule;
    int changes;

    /// <summary>Prepares an optimizer.</summary>
    /// <param name="learningRate">How far it steps.</param>
    /// <param name="name">Its name, under which its variables are saved.</param>
    protected Optimizer(LearningRate learningRate, string name)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        Name = name;
        iteration = new Variable(Tensor.Constant(0L), trainable: false, $"{name}/iteration");
        variables.Add(iteration);
        schedule = learningRate.Schedule;
        if (schedule is null)
        {
            rate = new Variable(Tensor.Constant((float)(learningRate.Number ?? (float)learningRate)), trainable: false, $"{name}/learning_rate");
            variables.Add(rate);
        }
    }

    /// <summary>The name, under which its variables are saved.</summary>
    public string Name { get; }

    /// <summary>Steps made so far, an int64 scalar; with gradient accumulation, those that changed variables.</summary>
    public virtual Tensor Iterations => GradientAccumulationSteps is { } steps ? iteration.FloorDivide(steps) : iteration;

    /// <summary>How far the next step goes. Setting a number changes the rate in place; a schedule cannot be overwritten by a number.</summary>
    /// <exception cref="InvalidOperationException">A number is set where a schedule decides, or a schedule where a number does.</exception>
    public virtual LearningRate LearningRate
    {
        get => LearningRate.Of(() => schedule is null ? rate! : schedule.Call(iteration), schedule);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Schedule is null != schedule is null)
            {
                throw new InvalidOperationException($"{Name}: the learning rate is set to a {(value.Schedule is null ? "number" : "schedule")}, and the optimizer was made with a {(schedule is null ? "number" : "schedule")}. Make a new optimizer, or set a {(schedule is null ? "number" : "schedule")}.");
            }

            if (!ReferenceEquals(schedule, value.Schedule))
            {
                schedule = value.Schedule;
                changes++;
            }

            rate?.Assign(value.Value.Cast(ElementType.Float32));
        }
    }

    /// <summary>Counts changes of what is no variable: the schedule.</summary>
    internal virtual int Stamp => changes;

    /// <summary>All state, in Keras's order: iteration, learning rate, moving averages, accumulated gradients, then the optimizer's own.</summary>
    public virtual IReadOnlyList<Variable> Variables => variables;

    /// <summary>Whether the state was made; it is at the first step.</summary>
    public bool Built { get; private set; }

    /// <summary>The variables it changes; none before the first step.</summary>
    public IReadOnlyList<Variable> TrainableVariables { get; private set; } = [];

    /// <summary>The optimizer with this Keras name and default options.</summary>
    /// <exception cref="ArgumentException">No optimizer has the name.</exception>
    public static implicit operator Optimizer(string name) => OptimizerTable.Rows.Make(name);

    /// <summary>One step: opens a tape, computes the loss, and applies its gradients.</summary>
    /// <param name="loss">Computes the loss.</param>
    /// <param name="variables">What is changed.</param>
    /// <returns>The loss before the step.</returns>
    public Tensor Minimize(Func<Tensor> loss, IReadOnlyList<Variable> variables)
    {
        ArgumentNullException.ThrowIfNull(loss);
        using var tape = new GradientTape();
        var value = loss();
        ApplyGradients(tape.Gradient(ScaleLoss(value), variables), variables);
        return value;
    }

    /// <summary>The loss times what the gradients will be divided by, so that small ones do not vanish in 16 bits: take gradients of this.</summary>
    /// <param name="loss">The loss; one of 16 bits becomes float32.</param>
    public virtual Tensor ScaleLoss(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return LossScaleFactor is { } scale ? Wide(loss) * scale : loss;
    }

    /// <summary>One step with gradients that a tape gave.</summary>
    /// <param name="gradients">The gradients; variables without one stay as they are.</param>
    /// <param name="variables">What is changed, one for each gradient.</param>
    /// <exception cref="ArgumentException">The counts differ, or no variable has a gradient.</exception>
    public void ApplyGradients(Gradients gradients, IReadOnlyList<Variable> variables)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Apply([.. Enumerable.Range(0, gradients.Count).Select(gradients.OrNull)], variables);
    }

    /// <summary>One step.</summary>
    /// <param name="gradients">The gradients; variables whose gradient is null stay as they are.</param>
    /// <param name="variables">What is changed, one for each gradient; by default those of the step before.</param>
    /// <exception cref="ArgumentException">The counts differ, a gradient does not fit its variable, or no variable has a gradient.</exception>
    public void Apply(IReadOnlyList<Tensor?> gradients, IReadOnlyList<Variable>? variables = null)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ApplyWhere(null, gradients, variables ?? TrainableVariables);
    }

    /// <summary>One step, or nothing where a condition does not hold.</summary>
    /// <param name="condition">A truth value; null for a step in any case. It is looked at when the step runs, so a compiled step decides anew each time.</param>
    /// <param name="gradients">The gradients.</param>
    /// <param name="variables">What is changed.</param>
    internal virtual void ApplyWhere(Tensor? condition, IReadOnlyList<Tensor?> gradients, IReadOnlyList<Variable> variables)
    {
        Check(gradients, variables);
        BuildFor(variables);
        var changed = new List<Variable>();
        var present = new List<Tensor>();
        for (int i = 0; i < gradients.Count; i++)
        {
            if (gradients[i] is { } gradient)
            {
                changed.Add(variables[i]);
                var type = variables[i].ElementType;
                present.Add(Gradient.Each(gradient, g => LossScaleFactor is { } scale ? g.Cast(type) / scale : g.Cast(type)));
            }
        }

        Condition = condition;
        try
        {
            if (GradientAccumulationSteps is { } steps)
            {
                Accumulate(present, changed, steps);
            }
            else
            {
                Step(present, changed);
            }

            Average();
            foreach (var variable in changed)
            {
                if (variable.Constraint is { } constraint)
                {
                    Set(variable, constraint(variable));
                }
            }

            CountStep();
        }
        finally
        {
            Condition = null;
        }
    }

    /// <summary>Makes the state for these variables, without a step.</summary>
    /// <exception cref="ArgumentException">The state was made for other variables.</exception>
    public void BuildFor(IReadOnlyList<Variable> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        if (Built)
        {
            foreach (var variable in variables)
            {
                if (!known.ContainsKey(variable))
                {
                    throw new ArgumentException($"{Name}: the variable {variable.Name} is new: the state was made for {known.Count} others at the first step. Make a new optimizer for each model, and for one whose layers were freed: Compile it with that.", nameof(variables));
                }
            }

            return;
        }

        using var lasting = Engine.Current.Lasting();
        TrainableVariables = [.. variables];
        for (int i = 0; i < variables.Count; i++)
        {
            known.Add(variables[i], i);
        }

        MakeShared(variables);
        Build(variables);
        Built = true;
    }

    /// <summary>Makes the state of each variable; called once.</summary>
    protected abstract void Build(IReadOnlyList<Variable> variables);

    /// <summary>The formula: changes one variable and its state.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="learningRate">The rate, a scalar of the variable's element type.</param>
    protected abstract void Update(Variable variable, Gradient gradient, Tensor learningRate);

    /// <summary>Whether this step changes anything: while gradients accumulate, or where a step is made under a condition; else null.</summary>
    private protected Tensor? Condition { get; set; }

    /// <summary>What stands before the names of the state: the path of an optimizer that wraps this one.</summary>
    internal string Scope { get; set; } = string.Empty;

    /// <summary>What a step does before the variables change.</summary>
    protected virtual void BeforeUpdates()
    {
    }

    /// <summary>Makes a piece of state of the shape and type of a variable.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="name">What it is: <c>momentum</c>.</param>
    /// <param name="initial">What it starts with.</param>
    protected Variable AddSlot(Variable variable, string name, double initial = 0)
    {
        var start = Tensor.Full(variable.Shape, initial, variable.ElementType);
        return AddVariable(start, $"{variable.Name.Replace('/', '_')}_{name}");
    }

    /// <summary>Makes a piece of state that belongs to no variable.</summary>
    /// <param name="initialValue">What it starts with.</param>
    /// <param name="name">Its name.</param>
    protected Variable AddVariable(Tensor initialValue, string name)
    {
        var state = new Variable(initialValue, trainable: false, $"{Scope}{Name}/{name}");
        variables.Add(state);
        return state;
    }

    /// <summary>Changes a variable or a piece of state; while gradients accumulate, only at the step that uses them.</summary>
    /// <param name="variable">What is changed.</param>
    /// <param name="value">Its new value.</param>
    protected void Set(Variable variable, Tensor value) => variable.Assign(Condition is null ? value : Tensor.Where(Condition, value, variable));

    /// <summary>The number of the step that is being made, 1 for the first, as a scalar of an element type.</summary>
    protected Tensor StepNumber(ElementType type) => (Iterations + 1).Cast(type);

    /// <summary>Counts a step.</summary>
    private protected void CountStep() => iteration.AssignAdd(Condition is null ? 1 : Condition.Cast(ElementType.Int64));

    /// <summary>A tensor of at least 32 bits: what is multiplied by a scale of losses may leave the range of 16.</summary>
    private protected static Tensor Wide(Tensor x) => x.ElementType == ElementType.Float16 || x.ElementType == ElementType.BFloat16 ? x.Cast(ElementType.Float32) : x;

    void Step(IReadOnlyList<Tensor> gradients, IReadOnlyList<Variable> changed)
    {
        gradients = Clip(gradients);
        var learningRate = LearningRate.Value;
        foreach (var variable in changed)
        {
            if (DecayOf(variable) is { } decay)
            {
                Decay(variable, decay, learningRate.Cast(variable.ElementType));
            }
        }

        BeforeUpdates();
        for (int i = 0; i < changed.Count; i++)
        {
            Update(changed[i], new Gradient(gradients[i]), learningRate.Cast(changed[i].ElementType));
        }
    }

    /// <summary>Refuses gradients that do not fit their variables.</summary>
    private protected void Check(IReadOnlyList<Tensor?> gradients, IReadOnlyList<Variable> variables)
    {
        if (gradients.Count != variables.Count)
        {
            throw new ArgumentException($"{Name}: {gradients.Count} gradients for {variables.Count} variables: there must be one each.", nameof(gradients));
        }

        if (gradients.All(gradient => gradient is null))
        {
            throw new ArgumentException($"{Name}: no variable has a gradient: the loss depends on none of {string.Join(", ", variables.Select(v => v.Name))}. Compute the loss from them inside the tape's using block.", nameof(gradients));
        }

        for (int i = 0; i < gradients.Count; i++)
        {
            if (gradients[i] is { } gradient && (!gradient.Shape.IsCompatibleWith(variables[i].Shape) || !gradient.ElementType.IsFloating))
            {
                throw new ShapeException($"{Name}: gradient {gradient.ElementType.Name} {gradient.Shape} for the variable {variables[i].Name}, {variables[i].ElementType.Name} {variables[i].Shape}: it must have the variable's shape and floating elements. Give gradients in the order of the variables.");
            }
        }
    }
}
