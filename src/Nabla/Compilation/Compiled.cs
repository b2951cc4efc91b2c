using Nabla.Compilation;

namespace Nabla;

/// <summary>A function that is recorded once for each kind of input, made into a plan, and run as that plan: a flat list of kernel calls on memory that lies ready.</summary>
/// <remarks>
/// <para>Results are those of the function run at once, bit for bit; but where a function has no gradients and changes no variable, 3 × 3 convolutions with variables as kernels may
/// run by Winograd's transforms, whose error is below 10⁻⁵ of the sum of the products' sizes. <c>var step = Compiled.Of((Tensor x, Tensor y) => …);</c> then <c>step.Run(x, y)</c>.</para>
/// <para>What lasts lives in variables: they are read and changed as the program says, in place where nobody else holds their memory. Tapes and optimizers work inside.
/// C# code in the function runs while recording only: once for each combination of element types and shapes. Code that asks for a tensor's values is refused.</para>
/// <para>Inside a tape or another recording the function itself runs, so that gradients flow. Calls from several threads at once are safe where they change no variable.</para>
/// </remarks>
public abstract class Compiled
{
    /// <summary>How many combinations of shapes are kept; the least recently used goes.</summary>
    internal const int MostPlans = 8;

    readonly Func<Tensor[], Tensor[]> function;
    readonly IReadOnlyList<TensorSpec>? signature;
    readonly Lock access = new();
    readonly List<Specialized> plans = [];
    StepRecording? open;
    IReadOnlyList<GraphTensor>? openResults;
    bool recorded;

    private protected Compiled(Func<Tensor[], Tensor[]> function, IReadOnlyList<TensorSpec>? signature = null) => (this.function, this.signature) = (function, signature);

    /// <summary>Whether chains of elementwise operations are joined into emitted loops, and products take what follows them.</summary>
    /// <remarks>Results are the same. False where code cannot be emitted.</remarks>
    public bool Fuses { get; init; } = System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported;

    /// <summary>Elementwise operations are joined from this many elements on.</summary>
    internal long LeastFused { get; init; } = 2048;

    /// <summary>How often the function was recorded.</summary>
    public int Recordings { get; private set; }

    /// <summary>A compiled function of any number of tensors.</summary>
    /// <param name="function">Is recorded; called with arrays of one length.</param>
    public static Compiled<Func<Tensor[], Tensor[]>> Of(Func<Tensor[], Tensor[]> function) => new(function, c => x => c.Call(x), null);

    /// <summary>A compiled function of one tensor.</summary>
    /// <param name="function">Is recorded.</param>
    /// <param name="x">Element type and shape of the input, where it is to be recorded once for all lengths of the axes that are null.</param>
    public static Compiled<Func<Tensor, Tensor>> Of(Func<Tensor, Tensor> function, TensorSpec? x = null) =>
        new(t => [function(t[0])], c => a => c.Call([a])[0], x is { } spec ? [spec] : null);

    /// <summary>A compiled function of two tensors.</summary>
    public static Compiled<Func<Tensor, Tensor, Tensor>> Of(Func<Tensor, Tensor, Tensor> function, (TensorSpec X, TensorSpec Y)? signature = null) =>
        new(t => [function(t[0], t[1])], c => (a, b) => c.Call([a, b])[0], signature is { } s ? [s.X, s.Y] : null);

    /// <summary>A compiled function of three tensors.</summary>
    public static Compiled<Func<Tensor, Tensor, Tensor, Tensor>> Of(Func<Tensor, Tensor, Tensor, Tensor> function) =>
        new(t => [function(t[0], t[1], t[2])], c => (x, y, z) => c.Call([x, y, z])[0], null);

    /// <summary>A compiled function without inputs: what it works on are variables.</summary>
    public static Compiled<Func<Tensor>> Of(Func<Tensor> function) => new(_ => [function()], c => () => c.Call([])[0], null);

    /// <summary>A compiled step that changes variables and returns nothing.</summary>
    public static Compiled<Action> Of(Action step) => new(
        _ =>
        {
            step();
            return [];
        },
        c => () => c.Call([]),
        null);

    /// <inheritdoc cref="Of(Action)"/>
    public static Compiled<Action<Tensor>> Of(Action<Tensor> step) => new(
        t =>
        {
            step(t[0]);
            return [];
        },
        c => x => c.Call([x]),
        null);

    /// <inheritdoc cref="Of(Action)"/>
    public static Compiled<Action<Tensor, Tensor>> Of(Action<Tensor, Tensor> step) => new(
        t =>
        {
            step(t[0], t[1]);
            return [];
        },
        c => (x, y) => c.Call([x, y]),
        null);

    /// <inheritdoc cref="Of(Action)"/>
    public static Compiled<Action<Tensor, Tensor, Tensor>> Of(Action<Tensor, Tensor, Tensor> step) => new(
        t =>
        {
            step(t[0], t[1], t[2]);
            return [];
        },
        c => (x, y, z) => c.Call([x, y, z]),
        null);

    /// <summary>The plan of the last call in words: nodes, what was fused, buffers, bytes and floating-point operations.</summary>
    /// <exception cref="InvalidOperationException">There was no call yet.</exception>
    public string Explain()
    {
        lock (access)
        {
            return plans.Count > 0 ? plans[0].Explain() : throw new InvalidOperationException("Compiled.Explain: nothing is compiled yet: a plan is made for the shapes of a call. Call Run once.");
        }
    }

    /// <summary>Calls the function.</summary>
    internal Tensor[] Call(params ReadOnlySpan<Tensor> x)
    {
        if (NodeObservers.Any || Engine.Current is Recording)
        {
            return function(x.ToArray());
        }

        return For(x).Run(x);
    }

    /// <summary>What was compiled for inputs of these types and shapes; it is compiled now if nothing was.</summary>
    internal Specialized For(ReadOnlySpan<Tensor> x)
    {
        lock (access)
        {
            for (int i = 0; i < plans.Count; i++)
            {
                var plan = plans[i];
                if (plan.Fits(x))
                {
                    if (i > 0)
                    {
                        plans.RemoveAt(i);
                        plans.Insert(0, plan);
                    }

                    return plan;
                }
            }

            var made = new Specialized(Drafted(x));
            if (plans.Count == MostPlans)
            {
                plans.RemoveAt(plans.Count - 1);
            }

            plans.Insert(0, made);
            return made;
        }
    }

    Draft Drafted(ReadOnlySpan<Tensor> x)
    {
        var given = new TensorSpec[x.Length];
        for (int i = 0; i < given.Length; i++)
        {
            given[i] = new(x[i].ElementType, x[i].Shape);
        }

        var (recording, results) = signature is null ? Record(given) : Specialize(given);
        var draft = Draft.Of(recording, results);
        Pipeline.Run(draft, Fuses ? LeastFused : null);
        return draft;
    }

    (StepRecording Recording, IReadOnlyList<GraphTensor> Results) Record(IReadOnlyList<TensorSpec> specs)
    {
        var recording = new StepRecording();
        using var engine = Engine.Use(recording);
        var x = specs.Select(Tensor (s) => recording.AddParameter(s.ElementType, s.Shape)).ToArray();
        var results = function(x).Select(y => (GraphTensor)(y switch
        {
            Variable variable => recording.Read(variable),
            GraphTensor => recording.Adopt(y),
            _ => recording.Adopt(y.Resolve()),
        })).ToArray();
        if (recorded && recording.Made > 0)
        {
            throw new InvalidOperationException(
                $"Compiled: the function made {recording.Made} variables while it was recorded for other shapes, and had been recorded before: a variable is made once. Make variables outside, or at the first call only.");
        }

        recorded = true;
        Recordings++;
        return (recording, results);
    }

    /// <summary>Records once with unknown lengths, and puts in the lengths of a call.</summary>
    (StepRecording Recording, IReadOnlyList<GraphTensor> Results) Specialize(TensorSpec[] given)
    {
        for (int i = 0; i < given.Length; i++)
        {
            if (signature!.Count != given.Length || given[i].ElementType != signature[i].ElementType || !given[i].Shape.IsCompatibleWith(signature[i].Shape))
            {
                throw new ShapeException($"Compiled: input {i}, {given[i]}: the function was compiled for {string.Join(", ", signature)}. Compile it without a signature, or for a wider one.");
            }
        }

        if (open is null)
        {
            (open, openResults) = Record(signature!);
        }

        var recording = new StepRecording();
        using var engine = Engine.Use(recording);
        var values = new Tensor?[open.Slots];
        for (int i = 0; i < given.Length; i++)
        {
            values[open.Parameters[i].Slot] = recording.AddParameter(given[i].ElementType, given[i].Shape);
        }

        foreach (var node in open.Nodes)
        {
            if (node.Promises.Length > 0 && values[node.Promises[0].Slot] is not null)
            {
                continue;
            }

            var y = recording.Run(node.Op, Array.ConvertAll(node.Inputs, t => values[((GraphTensor)t).Slot]!));
            for (int i = 0; i < y.Length; i++)
            {
                values[node.Promises[i].Slot] = y[i];
            }
        }

        return (recording, [.. openResults!.Select(r => (GraphTensor)values[r.Slot]!)]);
    }
}

/// <summary>A compiled function, called like the function itself.</summary>
/// <typeparam name="F">The delegate: its parameters and result.</typeparam>
public sealed class Compiled<F> : Compiled
    where F : Delegate
{
    internal Compiled(Func<Tensor[], Tensor[]> function, Func<Compiled, F> call, IReadOnlyList<TensorSpec>? signature)
        : base(function, signature) => Run = call(this);

    /// <summary>Runs the plan for these inputs; makes it at the first call for their types and shapes.</summary>
    public F Run { get; }
}
