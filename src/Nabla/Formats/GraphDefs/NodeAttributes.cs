using Nabla.Files;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>The attributes of a node of a file. Asking for one that is absent or of another kind is an error that names node and attribute.</summary>
sealed class NodeAttributes(NodeDef node, string file)
{
    public NodeDef Node => node;

    public bool Has(string name) => node.Attr.ContainsKey(name);

    /// <summary>The exception for something wrong with the node.</summary>
    public ModelFormatException Bad(string reason, Exception? cause = null) => new(file, $"node {ContainedFile.Shown(node.Name)} ({ContainedFile.Shown(node.Op).Trim('\'')})", reason, cause);

    public DataType DataType(string name) => Get(name, AttrValue.ValueOneofCase.Type, "an element type").Type;

    public DataType DataType(string name, DataType otherwise) => Has(name) ? DataType(name) : otherwise;

    public ElementType Type(string name) => Element(name, DataType(name));

    public ElementType Type(string name, ElementType otherwise) => Has(name) ? Type(name) : otherwise;

    public long Int(string name) => Get(name, AttrValue.ValueOneofCase.I, "a whole number").I;

    public long Int(string name, long otherwise) => Has(name) ? Int(name) : otherwise;

    public float Float(string name) => Get(name, AttrValue.ValueOneofCase.F, "a number").F;

    public float Float(string name, float otherwise) => Has(name) ? Float(name) : otherwise;

    public bool Flag(string name) => Get(name, AttrValue.ValueOneofCase.B, "a truth value").B;

    public bool Flag(string name, bool otherwise) => Has(name) ? Flag(name) : otherwise;

    public string Text(string name) => ByteText.FromBytes(Get(name, AttrValue.ValueOneofCase.S, "text").S.Span);

    public string Text(string name, string otherwise) => Has(name) ? Text(name) : otherwise;

    /// <summary>A word that is one of several.</summary>
    public string Choice(string name, string otherwise, params ReadOnlySpan<string> words)
    {
        var word = Text(name, otherwise);
        return words.Contains(word) ? word : throw Bad($"the attribute '{name}' is {ContainedFile.Shown(word)}, and one of {string.Join(", ", words.ToArray())} is expected");
    }

    public Shape Shape(string name) => TensorShapes.ToShape(Get(name, AttrValue.ValueOneofCase.Shape, "a shape").Shape, file, Place(name), LoadLimits.Default) ?? Nabla.Shape.AnyRank;

    public Shape Shape(string name, Shape otherwise) => Has(name) ? Shape(name) : otherwise;

    public Tensor Tensor(string name, DecodeBudget budget) => TensorProtos.ToTensor(Get(name, AttrValue.ValueOneofCase.Tensor, "a tensor").Tensor, Place(name), budget);

    public NameAttrList Function(string name) => Get(name, AttrValue.ValueOneofCase.Func, "a function").Func;

    public IReadOnlyList<NameAttrList> Functions(string name) => List(name).Func;

    public long[] Ints(string name) => [.. List(name).I];

    public long[] Ints(string name, long[] otherwise) => Has(name) ? Ints(name) : otherwise;

    public float[] Floats(string name) => [.. List(name).F];

    public string[] Texts(string name) => [.. List(name).S.Select(s => ByteText.FromBytes(s.Span))];

    public string[] Texts(string name, string[] otherwise) => Has(name) ? Texts(name) : otherwise;

    public IReadOnlyList<DataType> TypeList(string name) => List(name).Type;

    public ElementType[] Types(string name) => [.. TypeList(name).Select(type => Element(name, type))];

    public Shape[] Shapes(string name, Shape[] otherwise) => Has(name) ? [.. List(name).Shape.Select(shape => TensorShapes.ToShape(shape, file, Place(name), LoadLimits.Default) ?? Nabla.Shape.AnyRank)] : otherwise;

    /// <summary>A number of tensors.</summary>
    public int Count(string name)
    {
        var count = Int(name);
        return count is >= 0 and <= 100_000 ? (int)count : throw Bad($"the attribute '{name}' is {count}, and so many tensors are not expected");
    }

    ElementType Element(string name, DataType type) => DataTypes.ToElementType(type) ?? throw Bad($"the attribute '{name}' is {DataTypes.NameOf(type)}, and tensors have no elements of this type here");

    AttrValue.Types.ListValue List(string name)
    {
        var value = node.Attr.TryGetValue(name, out var found) ? found : throw Missing(name);
        // A list without entries is written as nothing by some programs.
        if (value.ValueCase == AttrValue.ValueOneofCase.None) return new();
        return value.ValueCase == AttrValue.ValueOneofCase.List ? value.List : throw Bad($"the attribute '{name}' is no list");
    }

    AttrValue Get(string name, AttrValue.ValueOneofCase kind, string word)
    {
        var value = node.Attr.TryGetValue(name, out var found) ? found : throw Missing(name);
        return value.ValueCase == kind ? value : throw Bad($"the attribute '{name}' is not {word}");
    }

    ModelFormatException Missing(string name) => Bad($"the attribute '{name}' is absent, and it has no default");

    string Place(string name) => $"node {ContainedFile.Shown(node.Name)}: attribute '{name}'";
}
