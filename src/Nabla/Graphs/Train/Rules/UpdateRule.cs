using System.Collections.Concurrent;
using Nabla.Kernels;
using Nabla.Optimizers;

namespace Nabla.Graphs;

/// <summary>How one step changes a variable and what is kept beside it: the formula of one family of TensorFlow's Apply ops.</summary>
/// <remarks>The state is the variable, then its slots, in the order of TensorFlow's op; so are the numbers. The same formula serves dense gradients
/// and rows by index, at once and recorded.</remarks>
/// <param name="Slots">Pieces of state beside the variable.</param>
/// <param name="Numbers">Scalars that TensorFlow's op takes.</param>
/// <param name="GradientAt">How many of the numbers come before the gradient in TensorFlow's op.</param>
internal abstract record UpdateRule(int Slots, int Numbers, int GradientAt)
{
    static readonly ConcurrentDictionary<UpdateRule, FusedProgram> Programs = new();

    /// <summary>The name of TensorFlow's op for dense gradients, without the prefix that tells resources.</summary>
    internal abstract string OpName { get; }

    /// <summary>TensorFlow's op as a call: what its inputs are after the state.</summary>
    /// <param name="state">The variable, then its slots.</param>
    /// <param name="inputs">The numbers with the gradient among them, and after it the indices where it is rows.</param>
    /// <param name="isSparse">Whether the gradient is rows, of which one that comes again is applied again.</param>
    internal void Apply(IReadOnlyList<Variable> state, ReadOnlySpan<Tensor> inputs, bool isSparse)
    {
        int after = GradientAt + (isSparse ? 2 : 1);
        if (inputs.Length != Numbers + (isSparse ? 2 : 1))
        {
            throw new ArgumentException($"{OpName}: {inputs.Length} inputs after the state: {Numbers + (isSparse ? 2 : 1)} were expected.", nameof(inputs));
        }

        var numbers = Prepare([.. inputs[..GradientAt], .. inputs[after..]]);
        if (isSparse)
        {
            ApplyRows(state, inputs[GradientAt], inputs[GradientAt + 1], numbers, addsDuplicates: false);
        }
        else
        {
            Apply(state, inputs[GradientAt], numbers);
        }
    }

    /// <summary>What the formula uses, computed once for all elements: the rate first.</summary>
    /// <param name="numbers">Scalars of the variable's element type, as TensorFlow's op has them.</param>
    internal virtual Tensor[] Prepare(Tensor[] numbers) => numbers;

    /// <summary>One step with a gradient of the variable's shape.</summary>
    /// <param name="state">The variable, then its slots.</param>
    /// <param name="gradient">The gradient.</param>
    /// <param name="numbers">What <see cref="Prepare"/> gave.</param>
    internal void Apply(IReadOnlyList<Variable> state, Tensor gradient, Tensor[] numbers) =>
        Engine.Current.Run(new OptimizerStep(Target(state, numbers), Program(numbers)), [gradient, .. numbers]);

    /// <summary>One step with a gradient that is rows by index; other rows stay as they are.</summary>
    /// <param name="state">The variable, then its slots.</param>
    /// <param name="values">The rows.</param>
    /// <param name="indices">Where they belong on the first axis.</param>
    /// <param name="numbers">What <see cref="Prepare"/> gave.</param>
    /// <param name="addsDuplicates">Whether rows of one index are added first, else they are applied in turn.</param>
    internal void ApplyRows(IReadOnlyList<Variable> state, Tensor values, Tensor indices, Tensor[] numbers, bool addsDuplicates) =>
        Engine.Current.Run(new RowsStep(Target(state, numbers), Program(numbers), addsDuplicates), [values, indices, .. numbers]);

    /// <summary>One step with a gradient of which only the run tells whether it is rows by index.</summary>
    /// <inheritdoc cref="ApplyRows"/>
    internal void ApplyEither(IReadOnlyList<Variable> state, Tensor gradient, Tensor[] numbers, bool addsDuplicates) =>
        Engine.Current.Run(new DecidedStep(this, Target(state, numbers), addsDuplicates), [gradient, .. numbers]);

    /// <summary>The formula.</summary>
    private protected abstract void Formula(StepFormula s);

    OptimizedVariable Target(IReadOnlyList<Variable> state, Tensor[] numbers) => state.Count == Slots + 1
        ? new OptimizedVariable(state[0]).With(state.Skip(1), numbers.Length)
        : throw new ArgumentException($"{OpName}: {state.Count} variables: one and {Slots} that are kept beside it were expected.", nameof(state));

    FusedProgram Program(Tensor[] numbers)
    {
        if (!Programs.TryGetValue(this, out var program))
        {
            var formula = new StepFormula(Slots, numbers.Length - 1, default);
            Formula(formula);
            program = Programs.GetOrAdd(this, formula.Program());
        }

        return program;
    }
}
