using System.Text.Json;
using Nabla.Formats;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Areas;

/// <summary>HDF5 files: every group, dataset, link and attribute, with types, shapes and values.</summary>
static class Hdf5Files
{
    public static void Check(GoldenCase golden, byte[] content)
    {
        using var file = Hdf5File.Open(content, golden.Name);
        if (!golden.Has("objects"))
        {
            ReadAll(golden, file);
            return;
        }
        var comparer = Comparer.Of(golden);
        Attributes(golden, comparer, "/", file.Root, golden.Json("root").GetProperty("attributes"));
        var objects = golden.Json("objects");
        var children = objects.EnumerateObject().Select(o => o.Name).ToLookup(path => path[..Math.Max(1, path.LastIndexOf('/'))], path => path[(path.LastIndexOf('/') + 1)..]);
        comparer.Check("/ members", children["/"].Cast<object?>().ToList(), file.Root.Links.Select(link => link.Name).ToList());
        foreach (var expected in objects.EnumerateObject()) CheckObject(golden, comparer, file.Root, expected.Name, expected.Value, children[expected.Name].ToList());
    }

    static void CheckObject(GoldenCase golden, Comparer comparer, Hdf5Group root, string path, JsonElement expected, List<string> children)
    {
        var at = path.LastIndexOf('/');
        var link = root.OpenGroup(path[..at]).Links.Single(l => l.Name == path[(at + 1)..]);
        if (expected.TryGetProperty("soft", out var soft))
        {
            comparer.Check(path, soft.GetString(), link.Kind == Hdf5LinkKind.Soft ? link.Target : link.Kind.ToString());
            return;
        }
        if (expected.TryGetProperty("external", out var external))
        {
            comparer.Check(path, golden.Value(external), link.Kind == Hdf5LinkKind.External ? new List<object?> { link.TargetFile, link.Target } : link.Kind.ToString());
            return;
        }
        var found = root.Open(path);
        if (expected.TryGetProperty("attributes", out var attributes)) Attributes(golden, comparer, path, found, attributes);
        switch (expected.GetProperty("kind").GetString())
        {
            case "group":
                var names = ((Hdf5Group)found).Links.Select(l => l.Name).ToList();
                comparer.Check($"{path} members", golden.Value(expected.GetProperty("members")), (long)names.Count);
                if (children.Count == names.Count) comparer.Check($"{path} members", children.Cast<object?>().ToList(), names);
                break;
            case "datatype":
                CheckType(path, expected.GetProperty("dtype"), ((Hdf5NamedType)found).Type);
                break;
            default:
                var dataset = (Hdf5Dataset)found;
                CheckType(path, expected.GetProperty("dtype"), dataset.Type);
                comparer.Check($"{path} shape", golden.Value(expected.GetProperty("shape")), dataset.Shape?.ToList());
                comparer.Check($"{path} chunks", golden.Value(expected.GetProperty("chunks")), dataset.Chunks?.ToList());
                CheckValue(golden, comparer, path, expected.GetProperty("value"), dataset.Read());
                break;
        }
    }

    static void Attributes(GoldenCase golden, Comparer comparer, string path, Hdf5Object found, JsonElement expected)
    {
        comparer.Check($"{path} attributes", expected.EnumerateObject().Select(a => (object?)a.Name).ToList(), found.Attributes.Select(a => a.Name).ToList());
        foreach (var attribute in expected.EnumerateObject()) CheckValue(golden, comparer, $"{path} @{attribute.Name}", attribute.Value, found.FindAttribute(attribute.Name)!.Read());
    }

    static void CheckValue(GoldenCase golden, Comparer comparer, string place, JsonElement expected, Hdf5Array found)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            if (expected.TryGetProperty("shape", out var shape)) comparer.Check($"{place} shape", golden.Value(shape), found.Shape?.ToList());
            if (expected.TryGetProperty("empty", out _))
            {
                if (found.Shape is not null) throw new MismatchException($"{place}: expected a space without elements");
                return;
            }
            if (expected.TryGetProperty("reference", out _))
            {
                comparer.Check(place, "reference", found.Type.Description);
                return;
            }
            if (expected.TryGetProperty("hex", out var hex))
            {
                comparer.Check(place, string.Concat(Texts(hex)), Convert.ToHexStringLower((byte[])found.Values));
                return;
            }
            if (expected.TryGetProperty("compound", out var fields))
            {
                comparer.Check($"{place} fields", fields.EnumerateObject().Select(f => (object?)f.Name).ToList(), found.Fields.Select(f => f.Key).ToList());
                foreach (var field in fields.EnumerateObject()) CheckValue(golden, comparer, $"{place}.{field.Name}", field.Value, found.Fields.Single(f => f.Key == field.Name).Value);
                return;
            }
            if (expected.TryGetProperty("ragged", out var lists))
            {
                var items = lists.EnumerateArray().ToList();
                if (found.Values.Length != items.Count) throw new MismatchException($"{place}: expected {items.Count} lists, got {found.Values.Length}");
                for (var i = 0; i < items.Count; i++) CheckValue(golden, comparer, $"{place}[{i}]", items[i], ((Hdf5Array[])found.Values)[i]);
                return;
            }
        }
        comparer.Check(place, golden.Value(expected), found.ToTensor());
    }

    static void CheckType(string path, JsonElement expected, Hdf5Type found)
    {
        if (expected.ValueKind == JsonValueKind.String)
        {
            var text = expected.GetString() == "|O" ? "reference" : expected.GetString();
            var name = found.Class == Hdf5Class.Array ? $"|V{found.Size}" : found.Description;
            if (text != name) throw new MismatchException($"{path}: expected dtype {text}, got {name}");
            return;
        }
        var isSame = true;
        if (expected.TryGetProperty("string", out var encoding))
        {
            var length = expected.GetProperty("length");
            isSame = found.Class == Hdf5Class.String && found.IsUtf8 == (encoding.GetString() == "utf-8") && (length.ValueKind == JsonValueKind.Null ? found.IsVariable : !found.IsVariable && found.Size == length.GetInt32());
        }
        else if (expected.TryGetProperty("enum", out var names))
        {
            isSame = found.Base!.Description == expected.GetProperty("base").GetString()
                && names.EnumerateObject().Select(n => (n.Name, n.Value.GetInt64())).Order().SequenceEqual(found.Names.Select(n => (n.Key, n.Value)).Order());
        }
        else if (expected.TryGetProperty("vlen", out var item))
        {
            CheckType(path, item, found.Base!);
        }
        else
        {
            var fields = expected.GetProperty("compound").EnumerateArray().ToList();
            isSame = fields.Count == found.Fields.Count;
            for (var i = 0; isSame && i < fields.Count; i++)
            {
                isSame = found.Fields[i].Name == fields[i][0].GetString();
                CheckType($"{path}.{found.Fields[i].Name}", fields[i][1], found.Fields[i].Type);
            }
        }
        if (!isSame) throw new MismatchException($"{path}: expected dtype {expected}, got {found.Description}");
    }

    static IEnumerable<string> Texts(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Texts) : [value.GetString()!];

    /// <summary>Reads everything there is; a link that leads elsewhere is asked for too, which must be refused.</summary>
    static void ReadAll(GoldenCase golden, Hdf5File file)
    {
        var paths = new List<string>();
        foreach (var found in file.Root.Walk())
        {
            paths.Add(found.Path);
            foreach (var attribute in found.Attributes) attribute.Read();
            if (found is Hdf5Dataset dataset) dataset.Read();
            if (found is not Hdf5Group group) continue;
            foreach (var link in group.Links) group.Open(link.Name);
        }
        if (!golden.Has("contents")) return;
        foreach (var expected in golden.Json("contents").EnumerateObject())
        {
            if (expected.Value.GetString() == "group" && !paths.Contains(expected.Name)) throw new MismatchException($"{expected.Name} was not met");
            file.Root.Open(expected.Name);
        }
    }
}
