namespace Nabla;

/// <summary>The interpreter that meets each op: the one door to everything that computes.</summary>
public abstract class Engine
{
    /// <summary>The engine of this thread: it computes at once.</summary>
    public static Engine Current => Eager.Instance;

    /// <summary>Applies an op: computes its outputs, or promises them.</summary>
    public abstract Tensor[] Run(Op op, params ReadOnlySpan<Tensor> inputs);

    /// <summary>Applies an op that has one output.</summary>
    public Tensor RunOne(Op op, params ReadOnlySpan<Tensor> inputs) => Run(op, inputs)[0];
}
