using System.Numerics;

namespace Nabla.Formats;

/// <summary>The type of the elements of a dataset or an attribute.</summary>
public sealed class Hdf5Type
{
    internal Hdf5Type(Hdf5Class kind, int size) => (Class, Size) = (kind, size);

    /// <summary>What kind of type it is.</summary>
    public Hdf5Class Class { get; }

    /// <summary>Bytes of an element in the file.</summary>
    public int Size { get; }

    /// <summary>Whether the highest byte comes first.</summary>
    public bool IsBigEndian { get; internal init; }

    /// <summary>Whether whole numbers have a sign.</summary>
    public bool IsSigned { get; internal init; }

    /// <summary>Whether each text has a length of its own; others have <see cref="Size"/> bytes.</summary>
    public bool IsVariable { get; internal init; }

    /// <summary>Whether text is marked as UTF-8; other text is marked as ASCII. Both are read as UTF-8.</summary>
    public bool IsUtf8 { get; internal init; }

    /// <summary>Whether spaces, not zero bytes, fill a short text up.</summary>
    public bool IsSpacePadded { get; internal init; }

    /// <summary>What raw bytes are, as their writer says; empty otherwise.</summary>
    public string Tag { get; internal init; } = "";

    /// <summary>The type of the elements of lists, arrays and complex numbers, and of an enumeration's numbers; null for other kinds.</summary>
    public Hdf5Type? Base { get; internal init; }

    /// <summary>Length of each axis of a small array; empty for other kinds.</summary>
    public IReadOnlyList<long> Axes { get; internal init; } = [];

    /// <summary>Fields of a compound type; empty for other kinds.</summary>
    public IReadOnlyList<Hdf5Field> Fields { get; internal init; } = [];

    /// <summary>Names and numbers of an enumeration; empty for other kinds.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Names { get; internal init; } = [];

    internal Hdf5Bits Bits { get; init; }

    /// <summary>Whether a zero byte ends a text of a fixed length; otherwise such bytes fill it up.</summary>
    internal bool IsZeroEnded { get; init; }

    /// <summary>Whether it is h5py's form of truth values: an enumeration of FALSE = 0 and TRUE = 1 in one byte.</summary>
    public bool IsBool => Class == Hdf5Class.Enum && Size == 1 && Names.Count == 2
        && Names.Any(n => n is { Key: "FALSE", Value: 0 }) && Names.Any(n => n is { Key: "TRUE", Value: 1 });

    /// <summary>Whether it is a complex number of two float32 or float64: h5py's compound of <c>r</c> and <c>i</c>, or a type of that kind.</summary>
    public bool IsComplex => Part is { } part && (part.IsIeee(Hdf5Bits.Single, 4) || part.IsIeee(Hdf5Bits.Double, 8));

    /// <summary>Whether it is a bfloat16: a float of 16 bits with 8 of exponent, or two raw bytes that Keras marked so.</summary>
    public bool IsBFloat16 => IsIeee(Hdf5Bits.BFloat16, 2);

    /// <summary>
    /// Type of the elements in memory. Whole numbers: the C# type of that size or the next larger one. Floats: <see cref="Half"/>, <see cref="BFloat16"/>, float, double; those of another size
    /// or layout become double. Truth values: bool. Complex numbers: <see cref="Complex64"/>, <see cref="Complex"/>. Text: string. Raw bytes, and pointers to parts of datasets: byte. Pointers to
    /// objects: long. Lists: <see cref="Hdf5Array"/>. Compound elements have their values in <see cref="Hdf5Array.Fields"/>, and type object here; small arrays have their base's.
    /// </summary>
    public Type ValueType => Class switch
    {
        Hdf5Class.Integer or Hdf5Class.Time or Hdf5Class.BitField => Whole(Size, IsSigned),
        Hdf5Class.Enum => IsBool ? typeof(bool) : Base!.ValueType,
        Hdf5Class.Float => IsIeee(Hdf5Bits.Single, 4) ? typeof(float) : IsIeee(Hdf5Bits.Half, 2) ? typeof(Half) : IsBFloat16 ? typeof(BFloat16) : typeof(double),
        Hdf5Class.String => typeof(string),
        Hdf5Class.Opaque => typeof(byte),
        Hdf5Class.Reference => Size <= 8 ? typeof(long) : typeof(byte),
        Hdf5Class.Sequence => typeof(Hdf5Array),
        Hdf5Class.Array => Base!.ValueType,
        _ => IsComplex ? (Part!.Size == 4 ? typeof(Complex64) : typeof(Complex)) : typeof(object),
    };

    /// <summary>The type in NumPy's words where it has some, such as <c>&lt;f4</c>, else in a few of ours.</summary>
    public string Description => Class switch
    {
        Hdf5Class.Integer or Hdf5Class.BitField or Hdf5Class.Time => $"{Order}{(IsSigned ? 'i' : 'u')}{Size}",
        Hdf5Class.Float => IsBFloat16 ? "bfloat16" : $"{Order}f{Size}",
        Hdf5Class.String => IsVariable ? "string" : $"|S{Size}",
        Hdf5Class.Opaque => $"|V{Size}",
        Hdf5Class.Reference => "reference",
        Hdf5Class.Enum => IsBool ? "|b1" : $"enum {Base!.Description} {{{string.Join(", ", Names.Take(16).Select(n => $"{n.Key} = {n.Value}"))}{(Names.Count > 16 ? ", …" : "")}}}",
        Hdf5Class.Sequence => $"lists of {Base!.Description}",
        Hdf5Class.Array => $"[{string.Join(", ", Axes)}] of {Base!.Description}",
        _ when IsComplex => $"{(Part!.IsBigEndian ? '>' : '<')}c{Size}",
        Hdf5Class.Complex => $"complex of {Base!.Description}",
        _ => $"({string.Join(", ", Fields.Take(16).Select(f => $"{f.Name}: {f.Type.Description}"))}{(Fields.Count > 16 ? ", …" : "")})",
    };

    /// <summary>The float of which a complex number has two; null for other types.</summary>
    internal Hdf5Type? Part => Class == Hdf5Class.Complex ? Base
        : Class == Hdf5Class.Compound && Fields.Count == 2 && Fields[0] is { Name: "r", Offset: 0 } r && Fields[1] is { Name: "i" } i && 2 * r.Type.Size == Size && i.Offset == r.Type.Size
          && i.Type.Class == Hdf5Class.Float && r.Type.Class == Hdf5Class.Float && i.Type.Bits == r.Type.Bits && i.Type.IsBigEndian == r.Type.IsBigEndian && i.Type.Size == r.Type.Size ? r.Type : null;

    char Order => Size == 1 ? '|' : IsBigEndian ? '>' : '<';

    /// <summary>Bytes of the part that is reversed where the byte order differs, where an element in the file has the bytes of one in memory; otherwise 0.</summary>
    internal int Word => Class switch
    {
        Hdf5Class.Integer or Hdf5Class.Time or Hdf5Class.BitField => Size is 1 or 2 or 4 or 8 && Bits is { Offset: 0 } && Bits.Precision == 8 * Size ? Size : 0,
        Hdf5Class.Float => IsIeee(Hdf5Bits.Half, 2) || IsBFloat16 ? 2 : IsIeee(Hdf5Bits.Single, 4) ? 4 : IsIeee(Hdf5Bits.Double, 8) ? 8 : 0,
        Hdf5Class.Enum => Base!.Word,
        Hdf5Class.Opaque => 1,
        Hdf5Class.Reference => Size == 8 ? 8 : Size > 8 ? 1 : 0,
        Hdf5Class.Compound or Hdf5Class.Complex => IsComplex ? Part!.Word : 0,
        _ => 0,
    };

    /// <summary>Whether the highest byte of a <see cref="Word"/> comes first.</summary>
    internal bool IsReversed => Class is Hdf5Class.Compound or Hdf5Class.Complex ? Part!.IsBigEndian : Class == Hdf5Class.Enum ? Base!.IsBigEndian : IsBigEndian;

    bool IsIeee(Hdf5Bits bits, int size) => Class == Hdf5Class.Float && Size == size && Bits == bits;

    static Type Whole(int size, bool isSigned) => size switch
    {
        1 => isSigned ? typeof(sbyte) : typeof(byte),
        2 => isSigned ? typeof(short) : typeof(ushort),
        <= 4 => isSigned ? typeof(int) : typeof(uint),
        _ => isSigned ? typeof(long) : typeof(ulong),
    };
}
