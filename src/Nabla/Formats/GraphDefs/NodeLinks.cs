using System.Globalization;
using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>Finds what the inputs of a file's nodes refer to.</summary>
static class NodeLinks
{
    /// <summary>The nodes with their inputs and control inputs.</summary>
    /// <param name="file">The file, for errors.</param>
    /// <param name="nodes">The nodes as the file has them.</param>
    /// <param name="given">What stands for some names, whole (<c>x:0</c>) or of nodes: a function's arguments, or tensors of the graph into which it is imported.</param>
    /// <param name="prefix">What the names get in front.</param>
    public static List<BuildItem> Link(ImportedFile file, IReadOnlyList<NodeDef> nodes, IReadOnlyDictionary<string, BuildItem> given, string prefix)
    {
        var items = new List<BuildItem>(nodes.Count);
        var named = new Dictionary<string, BuildItem>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            var item = new BuildItem(new ImportedNode(Prefixed(node, prefix), file), items.Count);
            if (node.Name.Length == 0 || node.Name[0] == '^' || node.Name.Contains(':')) throw item.Node.Attributes.Bad("this is no name of a node");
            if (!named.TryAdd(node.Name, item)) throw item.Node.Attributes.Bad("a node of this name stands in it twice");
            items.Add(item);
        }
        for (var i = 0; i < items.Count; i++)
        {
            foreach (var input in nodes[i].Input) Link(items[i], input, named, given);
        }
        return items;
    }

    static void Link(BuildItem item, string input, Dictionary<string, BuildItem> named, IReadOnlyDictionary<string, BuildItem> given)
    {
        if (input.StartsWith('^'))
        {
            if (named.TryGetValue(input[1..], out var before)) item.Controls.Add(before);
            else if (!given.ContainsKey(input[1..])) throw item.Node.Attributes.Bad($"it waits for {ContainedFile.Shown(input[1..])}, and there is no such node");
            return;
        }
        var parts = input.Split(':');
        var index = 0;
        var isNumbered = parts.Length > 1 && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out index);
        var output = parts.Length == 3 || (parts.Length == 2 && !isNumbered) ? parts[1] : "";
        if (parts.Length > 3 || (parts.Length == 3 && !isNumbered)) throw item.Node.Attributes.Bad($"the input {ContainedFile.Shown(input)} is no name of a tensor");
        var key = string.Create(CultureInfo.InvariantCulture, $"{parts[0]}:{index}");
        if (output.Length == 0 && given.TryGetValue(key, out var outside)) item.Inputs.Add((outside, "", 0));
        else if (named.TryGetValue(parts[0], out var source)) item.Inputs.Add((source, output, index));
        else if (given.TryGetValue(parts[0], out var argument)) item.Inputs.Add((argument, output, index));
        else throw item.Node.Attributes.Bad($"its input {ContainedFile.Shown(input)} is of no node in the graph");
    }

    static NodeDef Prefixed(NodeDef node, string prefix)
    {
        if (prefix.Length == 0) return node;
        var result = node.Clone();
        result.Name = prefix + node.Name;
        for (var i = 0; i < result.Input.Count; i++) result.Input[i] = node.Input[i].StartsWith('^') ? $"^{prefix}{node.Input[i][1..]}" : prefix + node.Input[i];
        return result;
    }
}
