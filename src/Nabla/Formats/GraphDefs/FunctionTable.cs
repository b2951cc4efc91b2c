using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>The functions of a file, made ready when they are first needed.</summary>
sealed class FunctionTable(ImportedFile file)
{
    readonly Dictionary<string, FunctionBody> bodies = new(StringComparer.Ordinal);

    /// <summary>The function that an attribute of a node names.</summary>
    /// <exception cref="ModelFormatException">There is no such function, or it is damaged.</exception>
    public FunctionBody Get(NameAttrList function, NodeAttributes at)
    {
        var definition = file.Library(function.Name) ?? throw at.Bad($"there is no function {ContainedFile.Shown(function.Name)} in the file's library");
        var given = new SortedDictionary<string, AttrValue>(StringComparer.Ordinal);
        foreach (var attribute in definition.Signature.Attr)
        {
            if (function.Attr.TryGetValue(attribute.Name, out var value)) given.Add(attribute.Name, value);
        }
        var key = function.Name + string.Concat(given.Select(pair => $"|{pair.Key}={Convert.ToBase64String(pair.Value.ToByteArray())}"));
        lock (bodies)
        {
            if (!bodies.TryGetValue(key, out var body)) bodies.Add(key, body = Make(definition, given, at));
            return body;
        }
    }

    FunctionBody Make(FunctionDef definition, IReadOnlyDictionary<string, AttrValue> given, NodeAttributes at)
    {
        var recording = new Recording();
        var parameters = new List<GraphTensor>();
        var arguments = new Dictionary<string, BuildItem>(StringComparer.Ordinal);
        foreach (var argument in definition.Signature.InputArg)
        {
            if (argument.NumberAttr.Length > 0 || argument.TypeListAttr.Length > 0) throw at.Bad($"the function '{definition.Signature.Name}' takes a list as the argument '{argument.Name}', which is not read");
            var type = argument.TypeAttr.Length == 0 ? argument.Type : given.TryGetValue(argument.TypeAttr, out var value) ? value.Type : throw at.Bad($"the function '{definition.Signature.Name}' needs the attribute '{argument.TypeAttr}'");
            var item = new BuildItem(new ImportedNode(new NodeDef { Name = argument.Name, Op = "Placeholder" }, file), -1) { Signature = StructuralTypes.Find("Placeholder")! };
            item.Node.Give([type]);
            var spec = item.Node.Spec(0);
            parameters.Add(recording.AddParameter(spec.ElementType, spec.Shape));
            parameters[^1].Node.Name = argument.Name;
            item.Outputs = [parameters[^1]];
            if (!arguments.TryAdd(argument.Name, item)) throw at.Bad($"the function '{definition.Signature.Name}' has two arguments '{argument.Name}'");
        }
        var results = new NodeDef { Name = " results", Op = "NoOp" };
        results.Input.AddRange(definition.Signature.OutputArg.Select(output => definition.Ret.TryGetValue(output.Name, out var source) ? source : throw at.Bad($"the function '{definition.Signature.Name}' does not say what its result '{output.Name}' is")));
        results.Input.AddRange(definition.ControlRet.Values.Select(name => "^" + name));
        var items = NodeLinks.Link(file, [.. definition.NodeDef.Select(node => Given(node, given)), results], arguments, "");
        var answer = items[^1];
        items.RemoveAt(items.Count - 1);
        foreach (var item in items) TypeFinder.Find(item, file);
        var nodes = new RegionBuilder(file, null).Build(FrameFinder.Assign(items, file.Name), recording);
        GraphTensor[] outputs = [.. answer.Inputs.Select(input => Result(input, answer))];
        return new(definition.Signature.Name, recording, [.. parameters], Needed(nodes, outputs, answer), outputs);
    }

    static GraphTensor Result((BuildItem Source, string Output, int Index) input, BuildItem answer)
    {
        var index = input.Source.OutputIndex(input.Output, input.Index);
        return index < input.Source.Outputs.Length ? (GraphTensor)input.Source.Outputs[index] : throw answer.Node.Attributes.Bad($"a result is output {index} of '{input.Source.Node.Name}', which has {input.Source.Outputs.Length}");
    }

    /// <summary>The nodes that results need, or that have effects.</summary>
    static GraphNode[] Needed(List<GraphNode> nodes, GraphTensor[] results, BuildItem answer)
    {
        var needed = new HashSet<GraphNode>(ReferenceEqualityComparer.Instance);
        var open = new Stack<GraphNode>(results.Select(y => y.Node).Concat(answer.Controls.Select(item => item.Made).OfType<GraphNode>()).Concat(nodes.Where(node => node.Op.Effect is Effect.WritesState or Effect.OutsideWorld)));
        while (open.TryPop(out var node))
        {
            if (!needed.Add(node)) continue;
            foreach (var x in node.Inputs) open.Push(((GraphTensor)x).Node);
            foreach (var control in node.Controls) open.Push(control);
        }
        return [.. nodes.Where(needed.Contains)];
    }

    /// <summary>A node of a function's body with the attributes that the call gives.</summary>
    static NodeDef Given(NodeDef node, IReadOnlyDictionary<string, AttrValue> given)
    {
        if (given.Count == 0) return node;
        var result = node.Clone();
        foreach (var name in node.Attr.Keys) result.Attr[name] = Given(node.Attr[name], given);
        return result;
    }

    static AttrValue Given(AttrValue value, IReadOnlyDictionary<string, AttrValue> given)
    {
        if (value.ValueCase == AttrValue.ValueOneofCase.Placeholder) return given.TryGetValue(value.Placeholder, out var there) ? there : value;
        if (value.ValueCase != AttrValue.ValueOneofCase.Func) return value;
        var result = value.Clone();
        foreach (var name in value.Func.Attr.Keys) result.Func.Attr[name] = Given(value.Func.Attr[name], given);
        return result;
    }
}
