using Nabla.Operations;

namespace Nabla;

/// <content>Assignments as nodes.</content>
public sealed partial class Graph
{
    /// <summary>When it is run: v ← x.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="value">The new value.</param>
    /// <param name="name">The name of the node.</param>
    /// <returns>The new value, once it is assigned; running its node assigns.</returns>
    /// <exception cref="ShapeException">The shape differs.</exception>
    /// <exception cref="ElementTypeException">The element type differs.</exception>
    public static Tensor Assign(Variable variable, Operand value, string name = "Assign")
    {
        ArgumentNullException.ThrowIfNull(variable);
        var graph = Required("Assign");
        var x = graph.recording.Adopt(Present(value.ToTensor("Assign", variable.ElementType)));
        var assign = graph.recording.Add(new AssignVariable(variable), [x]);
        var dependencies = graph.Dependencies;
        graph.Dependencies = [.. dependencies, assign];
        graph.recording.NextName = graph.UniqueName(graph.Scope + name);
        var result = graph.recording.Add(new Identity(), [x]).Outputs[0];
        graph.Dependencies = dependencies;
        return result;
    }

    /// <summary>When it is run: v ← v + x.</summary>
    /// <inheritdoc cref="Assign"/>
    public static Tensor AssignAdd(Variable variable, Operand value, string name = "AssignAdd")
    {
        ArgumentNullException.ThrowIfNull(variable);
        return Assign(variable, Fresh(variable) + value.ToTensor(name, variable.ElementType), name);
    }

    /// <summary>When it is run: v ← v − x.</summary>
    /// <inheritdoc cref="Assign"/>
    public static Tensor AssignSub(Variable variable, Operand value, string name = "AssignSub")
    {
        ArgumentNullException.ThrowIfNull(variable);
        return Assign(variable, Fresh(variable) - value.ToTensor(name, variable.ElementType), name);
    }

    /// <summary>The value that the variable has when this place is reached, not an earlier one.</summary>
    static Tensor Fresh(Variable variable)
    {
        Required("Assign").recording.ForgetReads();
        return Engine.Current.Read(variable);
    }

    static Tensor Present(Tensor x) => x is Variable variable ? Engine.Current.Read(variable) : x is IndexedSlices ? x.Resolve() : x;
}
