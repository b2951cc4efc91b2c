using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes one recorded node: its last part bears the node's name, parts before it have names below that.</summary>
sealed class NodeWriter(GraphExporter graph, GraphNode node, string name)
{
    public GraphExporter Graph => graph;

    public GraphNode Node => node;

    public Op Op => node.Op;

    public string Name => name;

    /// <summary>How inputs refer to the node's inputs.</summary>
    public string this[int index] => graph.NameOf(node.Inputs[index]);

    public int Count => node.Inputs.Length;

    public IEnumerable<string> Inputs => node.Inputs.Select(graph.NameOf);

    /// <summary>The element type of an input.</summary>
    public ElementType Type(int index = 0) => node.Inputs[index].ElementType;

    /// <summary>The attribute T: the type of the first input.</summary>
    public (string, AttrValue) T => ("T", AttrValues.Of(Type()));

    /// <summary>A part before the last.</summary>
    public string Part(string part, string op, IEnumerable<string> inputs, params ReadOnlySpan<(string Name, AttrValue Value)> attributes) => graph.Add(graph.Unique($"{name}/{part}"), op, inputs, attributes);

    /// <summary>A constant among the parts.</summary>
    public string Constant(string part, Tensor value) => Part(part, "Const", [], ("dtype", AttrValues.Of(value.ElementType)), ("value", AttrValues.Of(value)));

    /// <summary>Whole numbers among the parts.</summary>
    public string Constant(string part, IEnumerable<long> numbers)
    {
        var all = numbers.ToArray();
        return Constant(part, Array.TrueForAll(all, number => number == (int)number) ? Tensor.Constant<int>(Array.ConvertAll(all, number => (int)number)) : Tensor.Constant<long>(all));
    }

    /// <summary>The shape of a tensor among the parts.</summary>
    public string ShapeOf(string input, ElementType type) => Part("Shape", "Shape", [input], ("T", AttrValues.Of(type)), ("out_type", AttrValues.Of(ElementType.Int32)));

    /// <summary>The last part.</summary>
    public bool Give(string op, IEnumerable<string> inputs, params ReadOnlySpan<(string Name, AttrValue Value)> attributes)
    {
        graph.Add(name, op, inputs.Concat(node.Controls.Select(control => "^" + control.Name)), attributes);
        for (var i = 0; i < node.Promises.Length; i++) graph.SetName(node.Promises[i], i == 0 ? name : $"{name}:{i}");
        return true;
    }

    /// <summary>The last part, of all inputs of the node.</summary>
    public bool Give(string op, params ReadOnlySpan<(string Name, AttrValue Value)> attributes) => Give(op, Inputs, attributes);

    /// <summary>Writes what a function of tensors records in the place of the node.</summary>
    public bool Compose(Func<Tensor[], Tensor> function)
    {
        var scratch = new Recording();
        Tensor y;
        using (Engine.Use(scratch))
        {
            var x = node.Inputs.Select(Tensor (input) => scratch.AddParameter(input.ElementType, input.Shape)).ToArray();
            for (var i = 0; i < x.Length; i++) graph.SetName(x[i], this[i]);
            y = function(x);
        }
        foreach (var part in scratch.Nodes)
        {
            if (!scratch.Parameters.Contains(part.Promises.FirstOrDefault()!)) graph.Write(part, graph.Unique($"{name}/{Graphs.NodeNames.Of(part.Op)}"));
        }
        return Give("Identity", [graph.NameOf(y)], ("T", AttrValues.Of(y.ElementType)));
    }
}
