using Nabla.Kernels;
using Nabla.Operations;

namespace Nabla.Optimizers;

/// <summary>Takes down the formula of an optimizer, to be run in one pass over a variable, its gradient and its state.</summary>
/// <remarks>The bits are those of the operations one after another.</remarks>
sealed class StepFormula
{
    static readonly FusedFormula Sum = FusedFormula.NumberBinary(default(Add));
    static readonly FusedFormula Difference = FusedFormula.NumberBinary(default(Subtract));
    static readonly FusedFormula Product = FusedFormula.NumberBinary(default(Multiply));
    static readonly FusedFormula Quotient = FusedFormula.Binary(default(Divide));
    static readonly FusedFormula Larger = FusedFormula.NumberBinary(default(Maximum));
    static readonly FusedFormula Size = FusedFormula.NumberUnary(default(Absolute));
    static readonly FusedFormula Smaller = FusedFormula.NumberBinary(default(Minimum));
    static readonly FusedFormula Exponential = FusedFormula.Binary(default(Power));
    static readonly FusedFormula Direction = FusedFormula.NumberUnary(default(Sign));
    static readonly FusedFormula Root = FusedFormula.Unary(default(Sqrt));
    static readonly FusedFormula Growth = FusedFormula.Unary(default(Exp));

    readonly List<FusedStep> steps = [];
    readonly StepValue[] state;
    readonly StepVariant variant;
    readonly int inputs;

    /// <summary>Starts a formula.</summary>
    /// <param name="slots">Pieces of state of a variable.</param>
    /// <param name="numbers">Numbers of a step beside the learning rate.</param>
    /// <param name="variant">What the inputs are.</param>
    internal StepFormula(int slots, int numbers, StepVariant variant)
    {
        (Slots, this.variant) = (slots, variant);
        inputs = slots + (variant.IsSparse ? 4 : 2) + 1 + numbers + (variant.IsConditional ? 1 : 0);
        state = [.. Enumerable.Range(0, slots + 1).Select(i => new StepValue(this, i))];
    }

    /// <summary>The variable; set to its new value.</summary>
    internal StepValue Variable
    {
        get => state[0];
        set => state[0] = value;
    }

    /// <summary>The gradient.</summary>
    internal StepValue Gradient => new(this, Slots + 1);

    /// <summary>The squares of the gradient.</summary>
    internal StepValue Square
    {
        get
        {
            UsesSquare = true;
            return variant.IsSparse ? new(this, Slots + 2) : Gradient * Gradient;
        }
    }

    /// <summary>The absolute values of the gradient.</summary>
    internal StepValue Magnitude
    {
        get
        {
            UsesMagnitude = true;
            return variant.IsSparse ? new(this, Slots + 3) : Add(Size, Gradient);
        }
    }

    /// <summary>Whether the formula asked for the squares of the gradient.</summary>
    internal bool UsesSquare { get; private set; }

    /// <summary>Whether the formula asked for the absolute values of the gradient.</summary>
    internal bool UsesMagnitude { get; private set; }

    /// <summary>The learning rate.</summary>
    internal StepValue Rate => Number(-1);

    int Slots { get; }

    /// <summary>A piece of state, in the order in which they were made; set to its new value.</summary>
    internal StepValue this[int slot]
    {
        get => state[slot + 1];
        set => state[slot + 1] = value;
    }

    /// <summary>A number of the step.</summary>
    internal StepValue Number(int index) => new(this, Slots + (variant.IsSparse ? 4 : 2) + 1 + index);

    /// <summary>The larger of two values.</summary>
    internal StepValue Maximum(StepValue x, StepValue y) => Add(Larger, x, y);

    /// <summary>The nearest value within ±<paramref name="limit"/>.</summary>
    internal StepValue Clip(StepValue x, double limit) => Add(Smaller, Add(Larger, x, Constant(-limit)), Constant(limit));

    /// <summary>A value to a power.</summary>
    internal StepValue Power(StepValue x, double power) => Add(Exponential, x, Constant(power));

    /// <inheritdoc cref="Power(StepValue, double)"/>
    internal StepValue Power(StepValue x, StepValue power) => Add(Exponential, x, power);

    /// <summary>e to a power.</summary>
    internal StepValue Exp(StepValue x) => Add(Growth, x);

    /// <summary>The absolute value.</summary>
    internal StepValue Absolute(StepValue x) => Add(Size, x);

    /// <summary>One value where x ≤ limit, another where it is not.</summary>
    internal StepValue WhereAtMost(StepValue x, StepValue limit, StepValue then, StepValue otherwise) =>
        Add(new FusedStep(FusedFormula.Select, Add(FusedFormula.LessEqual, x, limit).Index, then.Index, otherwise.Index));

    /// <summary>−1, 0 or 1.</summary>
    internal StepValue Sign(StepValue x) => Add(Direction, x);

    /// <summary>The square root.</summary>
    internal StepValue Sqrt(StepValue x) => Add(Root, x);

    internal StepValue Plus(StepValue x, StepValue y) => Add(Sum, x, y);

    internal StepValue Minus(StepValue x, StepValue y) => Add(Difference, x, y);

    internal StepValue Times(StepValue x, StepValue y) => Add(Product, x, y);

    internal StepValue Over(StepValue x, StepValue y) => Add(Quotient, x, y);

    internal StepValue Constant(double value) => Add(FusedStep.Constant(value));

    /// <summary>The program: inputs variable, state, gradient (with squares and magnitudes where sparse), rate, numbers, condition; outputs variable and state.</summary>
    internal FusedProgram Program()
    {
        for (int i = 0; variant.IsConditional && i < state.Length; i++)
        {
            state[i] = Add(new FusedStep(FusedFormula.Select, inputs - 1, state[i].Index, i));
        }

        return new(inputs, [.. steps], [.. state.Select(value => value.Index)]);
    }

    StepValue Add(FusedFormula formula, StepValue x) => Add(new FusedStep(formula, x.Index));

    StepValue Add(FusedFormula formula, StepValue x, StepValue y) => Add(new FusedStep(formula, x.Index, y.Index));

    StepValue Add(FusedStep step)
    {
        steps.Add(step);
        return new(this, inputs + steps.Count - 1);
    }
}

/// <summary>What the inputs of a formula are.</summary>
/// <param name="IsSparse">Squares and magnitudes of the gradient are inputs of their own, since rows may come more than once.</param>
/// <param name="IsConditional">A truth value decides whether anything changes.</param>
/// <param name="Decays">The variable decays before the step.</param>
readonly record struct StepVariant(bool IsSparse, bool IsConditional, bool Decays);

/// <summary>A value of an optimizer's formula: one number for each element of the variable.</summary>
readonly struct StepValue(StepFormula formula, int index)
{
    /// <summary>Its number in the program.</summary>
    internal int Index => index;

    StepFormula Formula => formula;

    public static StepValue operator +(StepValue x, StepValue y) => x.Formula.Plus(x, y);

    public static StepValue operator +(StepValue x, double y) => x + x.Formula.Constant(y);

    public static StepValue operator -(StepValue x, StepValue y) => x.Formula.Minus(x, y);

    public static StepValue operator -(double x, StepValue y) => y.Formula.Constant(x) - y;

    public static StepValue operator *(StepValue x, StepValue y) => x.Formula.Times(x, y);

    public static StepValue operator *(StepValue x, double y) => x * x.Formula.Constant(y);

    public static StepValue operator /(StepValue x, StepValue y) => x.Formula.Over(x, y);
}
