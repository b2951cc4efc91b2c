namespace Nabla;

/// <summary>The interpreter that meets each op: the one door to everything that computes.</summary>
public abstract class Engine
{
    [ThreadStatic]
    static Engine? current;

    /// <summary>The engine of this thread: it computes at once, or records while a graph is open.</summary>
    public static Engine Current => current ?? Eager.Instance;

    /// <summary>Applies an op: computes its outputs, or promises them.</summary>
    public abstract Tensor[] Run(Op op, params ReadOnlySpan<Tensor> inputs);

    /// <summary>Applies an op that has one output.</summary>
    public Tensor RunOne(Op op, params ReadOnlySpan<Tensor> inputs) => Run(op, inputs)[0];

    /// <summary>The value of a variable, now or when the recorded step gets there.</summary>
    internal virtual Tensor Read(Variable variable) => variable.Resolve();

    /// <summary>Takes note of a new variable; returns whether its value lives in sessions, not in the variable.</summary>
    internal virtual bool Declare(Variable variable, Tensor initialValue) => false;

    /// <summary>The value with which a variable starts.</summary>
    internal virtual Tensor StartOf(Tensor initialValue) => initialValue.Resolve();

    /// <summary>A scope in which what lasts longer than a step is made: weights and the state of optimizers.</summary>
    internal virtual Scope Lasting() => Use(current);

    /// <summary>The state of a random op, where each op of a graph has its own; null where the global generator is used.</summary>
    internal virtual Variable? RandomState(int? seed) => null;

    /// <summary>Makes an engine this thread's until the scope ends.</summary>
    internal static Scope Use(Engine? engine)
    {
        var scope = new Scope(current);
        current = engine;
        return scope;
    }

    /// <summary>Puts the engine back that was there before.</summary>
    internal readonly struct Scope(Engine? before) : IDisposable
    {
        public void Dispose() => current = before;
    }
}
