using System.Text.RegularExpressions;

namespace Nabla.Optimizers;

/// <content>What all optimizers can do: clip, decay, average, accumulate.</content>
public abstract partial class Optimizer
{
    readonly Dictionary<Variable, Variable> averages = [];
    readonly Dictionary<Variable, Variable> accumulated = [];
    readonly HashSet<Variable> undecayed = [];
    readonly List<Regex> undecayedNames = [];

    /// <summary>All options below.</summary>
    internal OptimizerOptions Options
    {
        get;
        set => field = Accepted(value);
    } = new();

    /// <summary>Options that make sense for this optimizer.</summary>
    /// <exception cref="ArgumentException">They do not.</exception>
    private protected virtual OptimizerOptions Accepted(OptimizerOptions options) => options;

    /// <summary>The part of each weight, times the learning rate, that is taken away before each step; null for none.</summary>
    public double? WeightDecay
    {
        get => Options.WeightDecay;
        init => Options = (Options with { WeightDecay = value }).Checked(Name);
    }

    /// <summary>The longest gradient of one variable; longer ones are scaled down. At most one of the three clips is set.</summary>
    public double? Clipnorm
    {
        get => Options.Clipnorm;
        init => Options = (Options with { Clipnorm = value }).Checked(Name);
    }

    /// <summary>The longest gradient of all variables taken as one vector; longer ones are scaled down.</summary>
    public double? GlobalClipnorm
    {
        get => Options.GlobalClipnorm;
        init => Options = (Options with { GlobalClipnorm = value }).Checked(Name);
    }

    /// <summary>The largest element of a gradient; larger ones, of either sign, are cut.</summary>
    public double? Clipvalue
    {
        get => Options.Clipvalue;
        init => Options = (Options with { Clipvalue = value }).Checked(Name);
    }

    /// <summary>Whether moving averages of the variables are kept; see <see cref="FinalizeVariableValues"/>.</summary>
    public bool UseEma
    {
        get => Options.UseEma;
        init => Options = (Options with { UseEma = value }).Checked(Name);
    }

    /// <summary>How much of the moving average each step keeps.</summary>
    public double EmaMomentum
    {
        get => Options.EmaMomentum;
        init => Options = (Options with { EmaMomentum = value }).Checked(Name);
    }

    /// <summary>After how many steps the variables take the values of their averages; null for only at the end.</summary>
    public int? EmaOverwriteFrequency
    {
        get => Options.EmaOverwriteFrequency;
        init => Options = (Options with { EmaOverwriteFrequency = value }).Checked(Name);
    }

    /// <summary>What the loss was multiplied by, so that small gradients do not vanish in 16 bits; gradients are divided by it.</summary>
    public double? LossScaleFactor
    {
        get => Options.LossScaleFactor;
        init => Options = (Options with { LossScaleFactor = value }).Checked(Name);
    }

    /// <summary>How many gradients are averaged for one step; null for one.</summary>
    public int? GradientAccumulationSteps
    {
        get => Options.GradientAccumulationSteps;
        init => Options = (Options with { GradientAccumulationSteps = value }).Checked(Name);
    }

    /// <summary>Names variables that weight decay leaves alone; before the first step.</summary>
    /// <param name="varList">The variables.</param>
    /// <param name="varNames">Regular expressions; a variable whose name, without the path, contains a match is left alone.</param>
    /// <exception cref="InvalidOperationException">A step was made.</exception>
    public virtual void ExcludeFromWeightDecay(IEnumerable<Variable>? varList = null, IEnumerable<string>? varNames = null)
    {
        if (Built)
        {
            throw new InvalidOperationException($"{Name}: ExcludeFromWeightDecay after the first step: name the variables before.");
        }

        undecayed.UnionWith(varList ?? []);
        undecayedNames.AddRange((varNames ?? []).Select(name => new Regex(name, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))));
    }

    /// <summary>Whether moving averages are kept, by it or by one that it is made of.</summary>
    internal virtual bool KeepsAverages => UseEma;

    /// <summary>The variables whose moving averages are kept, with these; none before the first step.</summary>
    internal virtual IEnumerable<(Variable Variable, Variable Average)> Averages => averages.Select(pair => (pair.Key, pair.Value));

    /// <summary>Gives the variables the values of their moving averages, where these are kept: for the end of training.</summary>
    public virtual void FinalizeVariableValues()
    {
        foreach (var (variable, average) in averages)
        {
            variable.Assign(average);
        }
    }

    void MakeShared(IReadOnlyList<Variable> variables)
    {
        foreach (var variable in UseEma ? variables : [])
        {
            averages.Add(variable, AddSlot(variable, "average"));
        }

        foreach (var variable in GradientAccumulationSteps is null ? [] : variables)
        {
            accumulated.Add(variable, AddSlot(variable, "gradient_accumulator"));
        }
    }

    void Accumulate(IReadOnlyList<Tensor> gradients, List<Variable> changed, int steps)
    {
        // The choice is made by values, not by C# conditions, so that a compiled step accumulates too.
        var uses = (iteration + 1).Mod(steps).Equal(0);
        var sums = gradients.Select((gradient, i) => gradient + accumulated[changed[i]]).ToArray();
        var outer = Condition;
        Condition = outer is null ? uses : uses.LogicalAnd(outer);
        Step([.. sums.Select(sum => sum / (double)steps)], changed);
        Condition = outer;
        foreach (var (variable, sum) in accumulated)
        {
            int i = changed.IndexOf(variable);
            Set(sum, Tensor.Where(uses, sum.ZerosLike(), i < 0 ? sum : sums[i]));
        }
    }

    IReadOnlyList<Tensor> Clip(IReadOnlyList<Tensor> gradients)
    {
        if (Clipnorm is > 0 and var longest)
        {
            return [.. gradients.Select(gradient =>
            {
                var square = SquaredNorm(gradient);
                var divisor = Tensor.Where(square.Greater(0), square, square.OnesLike()).Sqrt().Maximum(longest);
                return Gradient.Each(gradient, g => g * longest / divisor);
            })];
        }

        if (GlobalClipnorm is > 0 and var limit)
        {
            var norm = gradients.Select(gradient => SquaredNorm(gradient).Cast(gradients[0].ElementType)).Aggregate((x, y) => x + y).Sqrt();
            // The difference is 0, or NaN where the norm is not finite: then every gradient shows it.
            var scale = ((1 / norm).Minimum(1 / limit) * limit) + (norm - norm);
            return [.. gradients.Select(gradient => Gradient.Each(gradient, g => g * scale.Cast(g.ElementType)))];
        }

        return Clipvalue is > 0 and var largest ? [.. gradients.Select(gradient => Gradient.Each(gradient, g => g.Clip(-largest, largest)))] : gradients;
    }

    static Tensor SquaredNorm(Tensor gradient) => (gradient is IndexedSlices rows ? rows.Values : gradient).Square().Sum();

    /// <summary>The weight decay of a variable; null where none takes from it.</summary>
    private protected double? DecayOf(Variable variable)
    {
        if (WeightDecayOf(variable) is not { } decay || undecayed.Contains(variable))
        {
            return null;
        }

        string name = variable.Name[(variable.Name.LastIndexOf('/') + 1)..];
        return undecayedNames.Exists(pattern => pattern.IsMatch(name)) ? null : decay;
    }

    /// <summary>The weight decay of a variable that is not excluded.</summary>
    private protected virtual double? WeightDecayOf(Variable variable) => WeightDecay;

    /// <summary>w ← w − w · decay · rate.</summary>
    private protected virtual void Decay(Variable variable, double decay, Tensor learningRate) => Set(variable, variable - (variable * decay * learningRate));

    void Average()
    {
        foreach (var (variable, average) in averages)
        {
            // The first average is the value itself.
            var momentum = Iterations.NotEqual(0).Cast(variable.ElementType) * EmaMomentum;
            Set(average, (momentum * average) + ((1 - momentum) * variable));
        }

        if (EmaOverwriteFrequency is { } frequency)
        {
            var overwrites = (Iterations + 1).Mod(frequency).Equal(0);
            foreach (var (variable, average) in averages)
            {
                Set(variable, Tensor.Where(overwrites, average, variable));
            }
        }
    }
}
