namespace Nabla;

/// <summary>One application of an op: the entry of both the tape and the graph.</summary>
/// <param name="op">What was applied.</param>
/// <param name="inputs">What it was applied to.</param>
/// <param name="outputs">What came out.</param>
public class Node(Op op, Tensor[] inputs, Tensor[] outputs)
{
    /// <summary>What was applied.</summary>
    public Op Op => op;

    /// <summary>What it was applied to.</summary>
    public Tensor[] Inputs => inputs;

    /// <summary>What came out.</summary>
    public Tensor[] Outputs => outputs;
}
