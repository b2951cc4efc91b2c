namespace Nabla;

/// <summary>The type of a tensor's elements.</summary>
public enum ElementType
{
    /// <summary>Truth value, <see cref="bool"/>.</summary>
    Bool,

    /// <summary>Whole number 0 … 255, <see cref="byte"/>.</summary>
    UInt8,

    /// <summary>Whole number −128 … 127, <see cref="sbyte"/>.</summary>
    Int8,

    /// <summary>Whole number 0 … 65,535, <see cref="ushort"/>.</summary>
    UInt16,

    /// <summary>Whole number −32,768 … 32,767, <see cref="short"/>.</summary>
    Int16,

    /// <summary>Whole number 0 … 2³² − 1, <see cref="uint"/>.</summary>
    UInt32,

    /// <summary>Whole number −2³¹ … 2³¹ − 1, <see cref="int"/>.</summary>
    Int32,

    /// <summary>Whole number 0 … 2⁶⁴ − 1, <see cref="ulong"/>.</summary>
    UInt64,

    /// <summary>Whole number −2⁶³ … 2⁶³ − 1, <see cref="long"/>.</summary>
    Int64,

    /// <summary>IEEE 754 binary16, <see cref="Half"/>: 11 bits of precision, up to 65,504.</summary>
    Float16,

    /// <summary>The upper half of a binary32, <see cref="Nabla.BFloat16"/>: 8 bits of precision, the range of float32.</summary>
    BFloat16,

    /// <summary>IEEE 754 binary32, <see cref="float"/>: 24 bits of precision.</summary>
    Float32,

    /// <summary>IEEE 754 binary64, <see cref="double"/>: 53 bits of precision.</summary>
    Float64,

    /// <summary>Two binary32, <see cref="Nabla.Complex64"/>.</summary>
    Complex64,

    /// <summary>Two binary64, <see cref="System.Numerics.Complex"/>.</summary>
    Complex128,

    /// <summary>Text, <see cref="string"/>.</summary>
    String,

    /// <summary>A handle of something that lives in a session: a variable, a queue, a table. Only graphs have it.</summary>
    Resource,

    /// <summary>A handle of a value that is no tensor: a list of tensors, a data set. Only graphs have it.</summary>
    Variant,
}
