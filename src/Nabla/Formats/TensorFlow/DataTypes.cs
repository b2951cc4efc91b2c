using Nabla.Formats.Protobuf;

namespace Nabla.Formats.TensorFlow;

/// <summary>TensorFlow's element types and Nabla's.</summary>
/// <remarks>Quantised types are read as the whole numbers in which they are stored; a reference to a type is that type.</remarks>
static class DataTypes
{
    const int FirstReference = 100;

    static readonly (ElementType Element, DataType Type)[] table =
    [
        (ElementType.Bool, DataType.DtBool),
        (ElementType.UInt8, DataType.DtUint8),
        (ElementType.Int8, DataType.DtInt8),
        (ElementType.UInt16, DataType.DtUint16),
        (ElementType.Int16, DataType.DtInt16),
        (ElementType.UInt32, DataType.DtUint32),
        (ElementType.Int32, DataType.DtInt32),
        (ElementType.UInt64, DataType.DtUint64),
        (ElementType.Int64, DataType.DtInt64),
        (ElementType.Float16, DataType.DtHalf),
        (ElementType.BFloat16, DataType.DtBfloat16),
        (ElementType.Float32, DataType.DtFloat),
        (ElementType.Float64, DataType.DtDouble),
        (ElementType.Complex64, DataType.DtComplex64),
        (ElementType.Complex128, DataType.DtComplex128),
        (ElementType.String, DataType.DtString),
        (ElementType.Resource, DataType.DtResource),
        (ElementType.Variant, DataType.DtVariant),
        (ElementType.Int8, DataType.DtQint8),
        (ElementType.UInt8, DataType.DtQuint8),
        (ElementType.Int16, DataType.DtQint16),
        (ElementType.UInt16, DataType.DtQuint16),
        (ElementType.Int32, DataType.DtQint32),
    ];

    /// <summary>TensorFlow's type for this element type.</summary>
    public static DataType Of(ElementType type) => table[(int)type].Type;

    /// <summary>The element type in which tensors of this type are held; null where there is none, as for numbers of 4 and 8 bits.</summary>
    public static ElementType? ToElementType(DataType type)
    {
        type = WithoutReference(type);
        foreach (var (element, known) in table)
        {
            if (known == type) return element;
        }
        return null;
    }

    /// <summary>The element type in which values of this type are held; null for handles, too, which have no value in a file.</summary>
    public static ElementType? ToValueType(DataType type) => ToElementType(type) is { } element and <= ElementType.String ? element : null;

    /// <summary>The type, or what a reference refers to.</summary>
    public static DataType WithoutReference(DataType type) => IsReference(type) ? type - FirstReference : type;

    /// <summary>Whether this is a reference to a variable of TensorFlow 1.</summary>
    public static bool IsReference(DataType type) => (int)type is > FirstReference and < 2 * FirstReference;

    /// <summary>TensorFlow's word for the type: <c>float32</c>, <c>qint8</c>, <c>resource</c>, <c>float32_ref</c>.</summary>
    public static string NameOf(DataType type)
    {
        if (IsReference(type)) return NameOf(WithoutReference(type)) + "_ref";
        foreach (var (element, known) in table)
        {
            if (known == type && (int)type is < (int)DataType.DtQint8 or (int)DataType.DtBfloat16 or > (int)DataType.DtQuint16) return element.Name;
        }
        var name = type.ToString();
        return name.StartsWith("Dt", StringComparison.Ordinal) ? name[2..].ToLowerInvariant() : $"type {name}";
    }
}
