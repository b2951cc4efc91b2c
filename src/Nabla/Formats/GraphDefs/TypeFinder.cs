using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>Finds how nodes are computed: by the importer itself, by the table of op types, or as calls of the file's functions.</summary>
static class TypeFinder
{
    /// <summary>Gives a node its row and its signature.</summary>
    public static void Find(BuildItem item, ImportedFile file)
    {
        if (StructuralTypes.Find(item.Type) is { } structural)
        {
            item.Signature = structural;
            return;
        }
        item.Row = file.Library(item.Type) is { } function ? Call(function) : OpTable.Find(item.Type) ?? throw new MissingOperationsException(file.Name, [item.Type]);
        item.Signature = item.Row.Signature;
    }

    /// <summary>Throws where nodes, or the functions that they name, have types that nothing computes; the error lists all.</summary>
    public static void RequireAll(ImportedFile file)
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<IEnumerable<NodeDef>>([file.Definition.Node]);
        void Visit(string function)
        {
            if (seen.Add(function) && file.Library(function) is { } body) open.Push(body.NodeDef);
        }
        while (open.TryPop(out var nodes))
        {
            foreach (var node in nodes)
            {
                if (file.Library(node.Op) is not null) Visit(node.Op);
                else if (StructuralTypes.Find(node.Op) is null && OpTable.Find(node.Op) is null) missing.Add(node.Op);
                foreach (var (name, value) in node.Attr)
                {
                    if (name.StartsWith('_')) continue;
                    if (value.ValueCase == AttrValue.ValueOneofCase.Func) Visit(value.Func.Name);
                    else if (value.ValueCase == AttrValue.ValueOneofCase.List) foreach (var function in value.List.Func) Visit(function.Name);
                }
            }
        }
        if (missing.Count > 0) throw new MissingOperationsException(file.Name, [.. missing]);
    }

    static OpRow Call(FunctionDef function) => new(
        function.Signature.Name,
        OpSignature.Of(function.Signature),
        function.Signature.IsStateful ? Effect.WritesState : Effect.None,
        n => n.Node.File.Functions.Get(new NameAttrList { Name = n.Node.Type, Attr = { n.Node.Definition.Attr } }, n.Attributes).Run(n.All));
}
