namespace Nabla.Formats;

/// <summary>What the names of types in a header mean.</summary>
static class SafetensorsTypes
{
    static readonly (string Name, int Bits, ElementType? Element)[] table =
    [
        ("BOOL", 8, ElementType.Bool),
        ("F4", 4, null),
        ("F6_E2M3", 6, null),
        ("F6_E3M2", 6, null),
        ("U8", 8, ElementType.UInt8),
        ("I8", 8, ElementType.Int8),
        ("F8_E5M2", 8, null),
        ("F8_E4M3", 8, null),
        ("F8_E8M0", 8, null),
        ("F8_E4M3FNUZ", 8, null),
        ("F8_E5M2FNUZ", 8, null),
        ("I16", 16, ElementType.Int16),
        ("U16", 16, ElementType.UInt16),
        ("F16", 16, ElementType.Float16),
        ("BF16", 16, ElementType.BFloat16),
        ("I32", 32, ElementType.Int32),
        ("U32", 32, ElementType.UInt32),
        ("F32", 32, ElementType.Float32),
        ("C64", 64, ElementType.Complex64),
        ("F64", 64, ElementType.Float64),
        ("I64", 64, ElementType.Int64),
        ("U64", 64, ElementType.UInt64),
    ];

    /// <summary>The type of this name; null where there is none.</summary>
    public static SafetensorsType? Find(string name)
    {
        var at = Array.FindIndex(table, row => row.Name == name);
        return at < 0 ? null : (SafetensorsType)at;
    }

    extension(SafetensorsType type)
    {
        /// <summary>The name in a header.</summary>
        public string HeaderName => table[(int)type].Name;

        /// <summary>Bits of an element.</summary>
        public int Bits => table[(int)type].Bits;

        /// <summary>The same type in memory; null where there is none.</summary>
        public ElementType? Element => table[(int)type].Element;
    }

    /// <summary>The type in which tensors of an element type are written.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SafetensorsType Of(ElementType element, string name)
    {
        var at = Array.FindIndex(table, row => row.Element == element);
        return at >= 0 ? (SafetensorsType)at : throw new ArgumentException($"Safetensors: '{name}' of type {element}: safetensors files hold bool, whole numbers, floats and complex64. Cast the tensor, or write another format.");
    }

    /// <summary>The value of a float of 8 bits, which float32 holds exactly; null for other types.</summary>
    public static Func<byte, float>? Float8(SafetensorsType type) => type switch
    {
        SafetensorsType.F8E5M2 => bits => (float)BitConverter.UInt16BitsToHalf((ushort)(bits << 8)),
        SafetensorsType.F8E4M3 => bits => (bits & 0x7F) == 0x7F ? float.NaN : Value(bits, 3, 7),
        SafetensorsType.F8E8M0 => bits => bits == 255 ? float.NaN : MathF.ScaleB(1, bits - 127),
        SafetensorsType.F8E4M3Fnuz => bits => bits == 0x80 ? float.NaN : Value(bits, 3, 8),
        SafetensorsType.F8E5M2Fnuz => bits => bits == 0x80 ? float.NaN : Value(bits, 2, 16),
        _ => null,
    };

    static float Value(byte bits, int fractionBits, int bias)
    {
        var exponent = (bits & 0x7F) >> fractionBits;
        var fraction = bits & ((1 << fractionBits) - 1);
        var value = exponent == 0 ? MathF.ScaleB(fraction, 1 - bias - fractionBits) : MathF.ScaleB(fraction + (1 << fractionBits), exponent - bias - fractionBits);
        return (bits & 0x80) != 0 ? -value : value;
    }
}
