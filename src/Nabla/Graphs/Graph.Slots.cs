using Nabla.Operations;

namespace Nabla;

/// <content>What optimizers and moving averages keep beside a variable.</content>
public sealed partial class Graph
{
    /// <summary>A variable beside another, of its shape and type, not trained: <c>weight/Momentum</c>, then <c>weight/Momentum_1</c>.</summary>
    /// <param name="primary">The variable.</param>
    /// <param name="name">What comes after its name.</param>
    /// <param name="start">The first value, from the first value of the variable.</param>
    internal Variable MakeSlot(Variable primary, string name, Func<Tensor, Tensor> start) => MakeBeside(primary.Name, primary.Shape, name, () => start(InitializerOf(primary).Inputs[0]));

    /// <summary>A variable beside something of a name, not trained.</summary>
    internal Variable MakeBeside(string primary, Shape shape, string name, Func<Tensor> start)
    {
        string scope = OpenVariableScope is { } open ? open.Name + "/" : "";
        string whole = UniqueName($"{scope}{primary}/{name}");

        // A first value depends on no scope of control dependencies.
        var dependencies = Dependencies;
        Dependencies = [];
        try
        {
            using (new NameScope(this, whole + "/Initializer/"))
            {
                var value = start();
                NextVariableName = whole;
                return new Variable(value, shape, trainable: false, whole);
            }
        }
        finally
        {
            Dependencies = dependencies;
        }
    }

    /// <summary>A node of a whole name, already taken for it, that runs others.</summary>
    internal GraphNode GroupAs(IReadOnlyList<GraphNode> nodes, string whole)
    {
        using (ControlDependencies([.. nodes]))
        {
            recording.NextName = whole;
            return recording.Add(new NoOp(), []);
        }
    }

    /// <summary>Gives the node of a tensor a whole name that is taken for it already; of a tensor of another kind it makes a node of the name.</summary>
    internal Tensor RenamedAs(Tensor x, string whole)
    {
        if (x is not GraphTensor { Node: var node } || node.Recording != recording || node.Op is Operations.Placeholder or Operations.Constant or ReadVariable)
        {
            recording.NextName = whole;
            return recording.Add(new Identity(), [recording.Adopt(x)]).Outputs[0];
        }

        named.Remove(node.Name);
        node.Name = whole;
        named.Add(whole, node);
        return x;
    }
}
