using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs;

/// <summary>Functions that call themselves whatever the values are: they would never end. A call in a branch may go round, since a branch can end it.</summary>
static class FunctionCycles
{
    /// <summary>Refuses a file with such a function.</summary>
    /// <exception cref="ModelFormatException">There is one; the message names it.</exception>
    internal static void Refuse(ImportedFile file)
    {
        var finished = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in file.Definition.Library?.Function ?? []) Walk(file, function.Signature?.Name ?? "", finished);
    }

    // Without recursion: a file may hold a long chain of functions.
    static void Walk(ImportedFile file, string start, HashSet<string> finished)
    {
        var within = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string Name, IEnumerator<string> Calls)>();
        Open(start);
        while (open.TryPeek(out var top))
        {
            if (top.Calls.MoveNext())
            {
                if (within.Contains(top.Calls.Current)) throw new ModelFormatException(file.Name, $"the function {ContainedFile.Shown(top.Calls.Current)}", "it calls itself without end");
                Open(top.Calls.Current);
            }
            else
            {
                open.Pop();
                within.Remove(top.Name);
                finished.Add(top.Name);
            }
        }

        void Open(string name)
        {
            if (finished.Contains(name) || file.Library(name) is not { } body) return;
            within.Add(name);
            open.Push((name, Calls(file, body).Distinct(StringComparer.Ordinal).ToList().GetEnumerator()));
        }
    }

    static IEnumerable<string> Calls(ImportedFile file, FunctionDef body)
    {
        foreach (var node in body.NodeDef)
        {
            if (file.Library(node.Op) is not null) yield return node.Op;
            else if (node.Op is "PartitionedCall" or "StatefulPartitionedCall" && node.Attr.TryGetValue("f", out var f) && f.ValueCase == AttrValue.ValueOneofCase.Func) yield return f.Func.Name;
        }
    }
}
