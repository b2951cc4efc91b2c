using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;
using Nabla.Operations;

namespace Nabla.Formats.GraphDefs;

/// <summary>Makes graph nodes of a file's nodes.</summary>
/// <param name="file">The file.</param>
/// <param name="graph">The graph whose names the nodes get; null inside a function, whose names nobody asks for.</param>
sealed class RegionBuilder(ImportedFile file, Graph? graph)
{
    readonly Dictionary<BuildFrame, LoopBody> loops = [];
    readonly Dictionary<(BuildFrame Frame, BuildItem Source, int Index), Tensor> captured = [];

    /// <summary>Makes all nodes of a region in a recording; the answer is what has to run, in order.</summary>
    public List<GraphNode> Build(BuildFrame region, Recording recording)
    {
        var made = new List<GraphNode>();
        foreach (var unit in RegionOrder.Sorted(region, file.Name))
        {
            if (unit is BuildFrame child) made.AddRange(BuildLoop(child, region, recording));
            else if (BuildOne((BuildItem)unit, region, recording) is { } node) made.Add(node);
        }
        return made;
    }

    GraphNode? BuildOne(BuildItem item, BuildFrame region, Recording recording)
    {
        var type = item.Type;
        if (StructuralTypes.IsExit(type))
        {
            Check(item);
            loops[region].Exits.Add((GraphTensor)TensorOf(item.Inputs[0], item, region));
            return null;
        }
        if (StructuralTypes.IsEnter(type))
        {
            Check(item);
            var outer = TensorOf(item.Inputs[0], item, region.Parent!);
            Capture(item, outer, item.Node.Spec(0), region, item.Node.Attributes.Flag("is_constant", false));
            return null;
        }
        Check(item);
        var backward = StructuralTypes.IsMerge(type) ? item.Inputs.FindAll(input => input.Source.IsBackEdge) : [];
        Tensor[] x = [.. item.Inputs.Where(input => !backward.Contains(input)).Select(input => TensorOf(input, item, region))];
        var op = OpOf(item);
        var node = Add(recording, op, x, item.Row is not null ? [.. Enumerable.Range(0, item.Node.Outputs.Count).Select(item.Node.Spec)] : SpecsOf(op, x), item.Node.Name);
        (item.Made, item.Outputs) = (node, [.. node.Promises]);
        foreach (var control in item.Controls)
        {
            if (control.Made is { } before && ReferenceEquals(before.Recording, recording)) node.Controls.Add(before);
        }
        if (region.Parent is not null) loops[region].WritesState |= op.Effect == Effect.WritesState;
        return node;
    }

    /// <summary>Makes the one node that a loop becomes, and a node for each value that leaves it.</summary>
    List<GraphNode> BuildLoop(BuildFrame loop, BuildFrame region, Recording recording)
    {
        var body = new LoopBody();
        loops.Add(loop, body);
        body.Nodes.AddRange(Build(loop, body.Recording));
        foreach (var merge in loop.Items.Where(item => StructuralTypes.IsMerge(item.Type)))
        {
            for (var i = 0; i < merge.Inputs.Count; i++)
            {
                if (merge.Inputs[i].Source is { IsBackEdge: true } next) body.Merges.Add((merge.Made!, (GraphTensor)next.Outputs[0], i));
            }
        }
        if (region.Parent is not null) loops[region].WritesState |= body.WritesState;
        var op = new LoopFlow(loop.Name, body);
        var name = file.Prefix + loop.Name;
        var node = Add(recording, op, [.. body.Inputs.Select(input => input.Outer)], op.Infer([]), recording is Graphs.GraphRecording ? graph!.UniqueName(name) : name);
        foreach (var control in loop.All.SelectMany(item => item.Controls).Distinct())
        {
            if (!control.Frame.IsIn(loop) && control.Made is { } before && ReferenceEquals(before.Recording, recording)) node.Controls.Add(before);
        }
        var made = new List<GraphNode> { node };
        var exits = loop.Items.Where(item => StructuralTypes.IsExit(item.Type)).OrderBy(item => body.Exits.IndexOf((GraphTensor)TensorOf(item.Inputs[0], item, loop))).ToList();
        foreach (var exit in exits)
        {
            var value = node.Promises[body.Exits.IndexOf((GraphTensor)TensorOf(exit.Inputs[0], exit, loop))];
            var pass = Add(recording, new PassFlow(exit.Node), [value], [new(value.ElementType, value.Shape)], exit.Node.Name);
            (exit.Made, exit.Outputs) = (pass, [.. pass.Promises]);
            made.Add(pass);
        }
        return made;
    }

    /// <summary>The tensor that an input refers to, as it stands in a region.</summary>
    Tensor TensorOf((BuildItem Source, string Output, int Index) input, BuildItem user, BuildFrame region)
    {
        var (source, output, index) = input;
        if (source.IsBackEdge && !StructuralTypes.IsMerge(user.Type)) throw user.Node.Attributes.Bad($"it takes what '{source.Node.Name}' hands to the next turn: only a Merge may");
        index = source.OutputIndex(output, index);
        if (source.Frame is not null && !ReferenceEquals(source.OutputFrame, region))
        {
            if (captured.TryGetValue((region, source, index), out var inner)) return inner;
            var outer = TensorOf(input, user, region.Parent!);
            var parameter = Parameter(region, outer, new(outer.ElementType, outer.Shape), true);
            captured.Add((region, source, index), parameter);
            return parameter;
        }
        if (source.Frame is null && region.Parent is not null)
        {
            // What stands for a name from outside the file is used in a loop.
            if (captured.TryGetValue((region, source, index), out var inner)) return inner;
            var outer = TensorOf(input, user, region.Parent);
            var parameter = Parameter(region, outer, new(outer.ElementType, outer.Shape), true);
            captured.Add((region, source, index), parameter);
            return parameter;
        }
        return index < source.Outputs.Length ? source.Outputs[index] : throw user.Node.Attributes.Bad($"it takes output {index} of '{source.Node.Name}', which has {source.Outputs.Length}");
    }

    void Capture(BuildItem item, Tensor outer, TensorSpec spec, BuildFrame region, bool isConstant)
    {
        var parameter = Parameter(region, outer, spec, isConstant);
        parameter.Node.Name = item.Node.Name;
        graph?.RegisterInside(item.Node.Name, parameter.Node);
        (item.Made, item.Outputs) = (parameter.Node, [parameter]);
    }

    GraphTensor Parameter(BuildFrame region, Tensor outer, TensorSpec spec, bool isConstant)
    {
        var parameter = loops[region].Recording.AddParameter(spec.ElementType, spec.Shape);
        loops[region].Inputs.Add((outer, parameter, isConstant));
        return parameter;
    }

    GraphNode Add(Recording recording, Op op, Tensor[] x, TensorSpec[] specs, string name)
    {
        if (recording is Graphs.GraphRecording top)
        {
            top.NextName = name;
            var made = recording.Add(op, x, specs);
            file.Nodes.Add(made);
            return made;
        }
        var node = recording.Add(op, x, specs);
        node.Name = name;
        graph?.RegisterInside(name, node);
        return node;
    }

    static TensorSpec[] SpecsOf(Op op, Tensor[] x) => op.Infer(Array.ConvertAll(x, t => new TensorSpec(t.ElementType, t.Shape)));

    void Check(BuildItem item)
    {
        var types = new List<DataType>();
        foreach (var input in item.Inputs)
        {
            var index = input.Source.OutputIndex(input.Output, input.Index);
            var given = input.Source.Node.Outputs;
            if (input.Source.IsBackEdge && given.Count == 0) types.Add(item.Node.Attributes.DataType("T") + (item.Type.StartsWith("Ref", StringComparison.Ordinal) ? 100 : 0));
            else if (index < given.Count) types.Add(given[index]);
            else throw item.Node.Attributes.Bad($"it takes output {index} of '{input.Source.Node.Name}', which has {given.Count}");
        }
        item.Node.Check(item.Signature, types);
    }

    Op OpOf(BuildItem item)
    {
        var (node, attributes) = (item.Node, item.Node.Attributes);
        return item.Row is { } row ? new ImportedOp(node, row) : item.Type switch
        {
            "Placeholder" or "PlaceholderV2" => new Placeholder(node.Spec(0).ElementType, PlaceholderShape(attributes)),
            "PlaceholderWithDefault" => new DefaultValue(attributes.Shape("shape", Shape.AnyRank)),
            "Const" => new Constant(Value(node)),
            "Variable" or "VariableV2" or "TemporaryVariable" or "VarHandleOp" => new VariableNode(node, file.VariableOf(node)),
            "NoOp" => new NoOp(),
            "ControlTrigger" => new TriggerFlow(node),
            "Switch" or "RefSwitch" => new SwitchFlow(node),
            "Merge" or "RefMerge" => new MergeFlow(node),
            _ => new PassFlow(node),
        };
    }

    Tensor Value(ImportedNode node)
    {
        var value = node.Attributes.Tensor("value", file.Budget);
        var type = node.Spec(0).ElementType;
        return value.ElementType == type ? value : throw node.Attributes.Bad($"its value is {value.ElementType.Name}, and its type {type.Name}");
    }

    /// <summary>In graphs before version 24, the shape of a scalar stands for one of which nothing is known.</summary>
    Shape PlaceholderShape(NodeAttributes attributes)
    {
        var shape = attributes.Shape("shape", Shape.AnyRank);
        var producer = file.Definition.Versions?.Producer ?? file.Definition.Version;
        return shape.IsRankKnown && shape.Rank == 0 && producer < 24 ? Shape.AnyRank : shape;
    }
}
