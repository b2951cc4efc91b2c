using System.Numerics;

namespace Nabla.Formats;

/// <summary>The types in which elements in memory are written.</summary>
static class Hdf5Types
{
    public static Hdf5Type BFloat16 { get; } = Float(2, Hdf5Bits.BFloat16);

    public static Hdf5Type Bool { get; } = new(Hdf5Class.Enum, 1) { Base = Whole(1, true), Names = [new("FALSE", 0), new("TRUE", 1)], IsSigned = true };

    public static Hdf5Type Text { get; } = new(Hdf5Class.String, 16) { IsVariable = true, IsUtf8 = true };

    public static Hdf5Type FixedText(int size) => new(Hdf5Class.String, size);

    /// <summary>The type of the elements of a C# array.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Hdf5Type Of(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Boolean => Bool,
        TypeCode.SByte => Whole(1, true),
        TypeCode.Byte => Whole(1, false),
        TypeCode.Int16 => Whole(2, true),
        TypeCode.UInt16 => Whole(2, false),
        TypeCode.Int32 => Whole(4, true),
        TypeCode.UInt32 => Whole(4, false),
        TypeCode.Int64 => Whole(8, true),
        TypeCode.UInt64 => Whole(8, false),
        TypeCode.Single => Float(4, Hdf5Bits.Single),
        TypeCode.Double => Float(8, Hdf5Bits.Double),
        TypeCode.String => Text,
        _ when type == typeof(Half) => Float(2, Hdf5Bits.Half),
        _ when type == typeof(BFloat16) => BFloat16,
        _ when type == typeof(Complex64) => Complex(Float(4, Hdf5Bits.Single)),
        _ when type == typeof(Complex) => Complex(Float(8, Hdf5Bits.Double)),
        _ => throw new ArgumentException($"Hdf5Array: elements of {type}: expected bool, whole numbers, Half, BFloat16, float, double, Complex64, Complex or string.", nameof(type)),
    };

    /// <summary>The type in which an array is written: little-endian, text and raw bytes as they are, truth values and enumerations with their names.</summary>
    /// <exception cref="ArgumentException">Such elements are not written.</exception>
    public static Hdf5Type Written(Hdf5Array array) => array.Type.Class switch
    {
        Hdf5Class.String => array.Type.IsVariable ? array.Type : new(Hdf5Class.String, array.Type.Size) { IsUtf8 = array.Type.IsUtf8, IsSpacePadded = array.Type.IsSpacePadded, IsZeroEnded = array.Type.IsZeroEnded },
        Hdf5Class.Opaque => array.Type,
        Hdf5Class.Enum when !array.Type.IsBool => new(Hdf5Class.Enum, array.Type.Size) { Base = Of(array.Values.GetType().GetElementType()!), Names = array.Type.Names, IsSigned = array.Type.IsSigned },
        Hdf5Class.Reference or Hdf5Class.Sequence => throw new ArgumentException($"Hdf5Writer: {array.Type.Description}: lists and pointers are not written. Write their elements as arrays."),
        Hdf5Class.Compound when !array.Type.IsComplex => throw new ArgumentException($"Hdf5Writer: {array.Type.Description}: compound elements are not written. Write their fields as arrays."),
        _ => Of(array.Values.GetType().GetElementType()!),
    };

    static Hdf5Type Whole(int size, bool isSigned) => new(Hdf5Class.Integer, size) { IsSigned = isSigned, Bits = new(0, 8 * size) };

    static Hdf5Type Float(int size, Hdf5Bits bits) => new(Hdf5Class.Float, size) { IsSigned = true, Bits = bits };

    static Hdf5Type Complex(Hdf5Type part) => new(Hdf5Class.Compound, 2 * part.Size) { Fields = [new("r", 0, part), new("i", part.Size, part)] };
}
