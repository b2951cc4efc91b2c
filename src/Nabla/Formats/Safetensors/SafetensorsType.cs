namespace Nabla.Formats;

/// <summary>Element types of a safetensors file.</summary>
public enum SafetensorsType
{
    /// <summary>Truth value in one byte.</summary>
    Bool,

    /// <summary>Float of 4 bits, two in a byte.</summary>
    F4,

    /// <summary>Float of 6 bits, 2 of them exponent; four in three bytes.</summary>
    F6E2M3,

    /// <summary>Float of 6 bits, 3 of them exponent; four in three bytes.</summary>
    F6E3M2,

    /// <summary>Whole number of 8 bits without sign.</summary>
    U8,

    /// <summary>Whole number of 8 bits.</summary>
    I8,

    /// <summary>Float of 8 bits, 5 of them exponent, with infinities.</summary>
    F8E5M2,

    /// <summary>Float of 8 bits, 4 of them exponent, up to 448, without infinities.</summary>
    F8E4M3,

    /// <summary>Power of two of 8 bits.</summary>
    F8E8M0,

    /// <summary>Float of 8 bits, 4 of them exponent, without infinities and without −0.</summary>
    F8E4M3Fnuz,

    /// <summary>Float of 8 bits, 5 of them exponent, without infinities and without −0.</summary>
    F8E5M2Fnuz,

    /// <summary>Whole number of 16 bits.</summary>
    I16,

    /// <summary>Whole number of 16 bits without sign.</summary>
    U16,

    /// <summary>Half.</summary>
    F16,

    /// <summary>Bfloat16.</summary>
    BF16,

    /// <summary>Whole number of 32 bits.</summary>
    I32,

    /// <summary>Whole number of 32 bits without sign.</summary>
    U32,

    /// <summary>Float32.</summary>
    F32,

    /// <summary>Complex number of two float32.</summary>
    C64,

    /// <summary>Float64.</summary>
    F64,

    /// <summary>Whole number of 64 bits.</summary>
    I64,

    /// <summary>Whole number of 64 bits without sign.</summary>
    U64,
}
