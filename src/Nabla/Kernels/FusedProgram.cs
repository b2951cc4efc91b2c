namespace Nabla.Kernels;

/// <summary>A step of a <see cref="FusedProgram"/>: a formula and the numbers of its arguments, or a constant.</summary>
/// <param name="Formula">The formula; null for a constant.</param>
/// <param name="A">Number of the first argument: inputs come first, then steps in their order.</param>
/// <param name="B">Number of the second argument.</param>
/// <param name="C">Number of the third argument.</param>
/// <param name="D">Number of the fourth argument.</param>
/// <param name="Value">The constant.</param>
internal readonly record struct FusedStep(FusedFormula? Formula, int A = -1, int B = -1, int C = -1, int D = -1, double Value = 0)
{
    /// <summary>A step that gives the same number everywhere.</summary>
    public static FusedStep Constant(double value) => new(null, Value: value);

    /// <summary>The argument at a place.</summary>
    public int Argument(int place) => place switch { 0 => A, 1 => B, 2 => C, _ => D };
}

/// <summary>Several formulas that are carried over memory together: every input is read once, every output written once.</summary>
/// <remarks>Values are numbered: inputs 0 to <see cref="Inputs"/> − 1, then one for each step. The bits are those of the formulas one after another.</remarks>
internal sealed class FusedProgram
{
    private readonly Lock _lock = new();
    private (Type Lane, FusedKernel Kernel)[] _kernels = [];

    /// <summary>Describes a program.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="steps">The steps; arguments come before their use.</param>
    /// <param name="outputs">Numbers of the values that are written, in the order of the outputs.</param>
    /// <exception cref="ArgumentException">A number names no earlier value, or there is no output.</exception>
    public FusedProgram(int inputs, FusedStep[] steps, int[] outputs)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            for (int k = 0; k < (steps[i].Formula?.Arguments ?? 0); k++)
            {
                int argument = steps[i].Argument(k);
                if (argument < 0 || argument >= inputs + i)
                {
                    throw new ArgumentException($"FusedProgram: step {i} uses value {argument}: a value from 0 to {inputs + i - 1} was expected.", nameof(steps));
                }
            }
        }

        if (outputs.Length == 0 || outputs.Any(v => v < 0 || v >= inputs + steps.Length))
        {
            throw new ArgumentException($"FusedProgram: outputs [{string.Join(", ", outputs)}]: at least one value from 0 to {inputs + steps.Length - 1} was expected.", nameof(outputs));
        }

        Inputs = inputs;
        Steps = steps;
        Outputs = outputs;
        Bodies = [.. steps.Select(s => s.Formula?.Body)];
        Structure = string.Concat(
            $"{inputs}>{string.Join(',', outputs)}",
            string.Concat(steps.Select(s => s.Formula is null ? $";{BitConverter.DoubleToInt64Bits(s.Value)}" : $";{s.A},{s.B},{s.C},{s.D}")));
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The steps in order.</summary>
    public FusedStep[] Steps { get; }

    /// <summary>Numbers of the values that are written.</summary>
    public int[] Outputs { get; }

    /// <summary>The body of each step's formula, which may hold numbers of its own; null for a constant.</summary>
    public object?[] Bodies { get; }

    /// <summary>The numbers of arguments and constants as text: what two programs that share code have in common, beside the types of their bodies.</summary>
    public string Structure { get; }

    /// <summary>The kernel of this program for lanes of T, emitted at the first use.</summary>
    public FusedKernel Kernel<T>()
        where T : unmanaged
    {
        foreach ((Type lane, FusedKernel kernel) in _kernels)
        {
            if (lane == typeof(T)) return kernel;
        }

        FusedKernel emitted = FusedEmitter.Kernel<T>(this);
        lock (_lock)
        {
            _kernels = [.. _kernels, (typeof(T), emitted)];
        }

        return emitted;
    }
}
