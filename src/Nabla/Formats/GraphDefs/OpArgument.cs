using System.Globalization;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>An input or output of an op type: one tensor, or as many as an attribute says.</summary>
/// <param name="Name">The name by which function bodies refer to an output; empty where there is no other.</param>
/// <param name="Type">An element type, or the attribute that holds it.</param>
/// <param name="Number">The attribute that says how many tensors of the type there are; null for one.</param>
/// <param name="IsList">Whether the attribute holds a list of types, a tensor of each.</param>
/// <param name="IsReference">Whether it is a variable itself, and not its value.</param>
/// <param name="Default">The type where the attribute is absent.</param>
sealed record OpArgument(string Name, string Type, string? Number, bool IsList, bool IsReference, DataType Default)
{
    readonly DataType fixedType = Named(Type);

    /// <summary>Reads <c>name:N*T</c>, <c>T[]</c>, <c>&amp;T</c>, <c>out_type=int32</c>.</summary>
    public static OpArgument Parse(string text)
    {
        var (name, rest) = text.Split(':') is [var before, var after] ? (before, after) : ("", text);
        var isReference = rest.StartsWith('&');
        rest = rest.TrimStart('&');
        var otherwise = DataType.DtInvalid;
        if (rest.Split('=') is [var type, var fallback]) (rest, otherwise) = (type, Named(fallback));
        var number = rest.Split('*') is [var count, var element] ? count : null;
        if (number is not null) rest = rest[(number.Length + 1)..];
        isReference |= rest.StartsWith('&');
        rest = rest.TrimStart('&');
        var isList = rest.EndsWith("[]", StringComparison.Ordinal);
        return new(name, isList ? rest[..^2] : rest, number, isList, isReference, otherwise);
    }

    /// <summary>The types of its tensors at a node; an invalid type where an attribute that says so is absent.</summary>
    public IReadOnlyList<DataType> Types(NodeAttributes attributes)
    {
        if (IsList) return attributes.TypeList(Type);
        var type = fixedType != DataType.DtInvalid ? fixedType : attributes.Has(Type) ? attributes.DataType(Type) : Default;
        var count = Number is null ? 1 : attributes.Count(Number);
        return count == 1 ? [type] : [.. Enumerable.Repeat(type, count)];
    }

    static DataType Named(string name)
    {
        if (name.Length == 0 || !char.IsLower(name[0])) return DataType.DtInvalid;
        foreach (var type in Enum.GetValues<DataType>())
        {
            if (type != DataType.DtInvalid && string.Equals(DataTypes.NameOf(type), name, StringComparison.Ordinal)) return type;
        }
        return DataType.DtInvalid;
    }

    /// <summary>How an error shows it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Number is null ? "" : Number + "*")}{Type}{(IsList ? "[]" : "")}");
}
