using System.Numerics;

namespace Nabla;

/// <summary>Facts about element types.</summary>
public static class ElementTypes
{
    static readonly string[] Names =
    [
        "bool", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64",
        "float16", "bfloat16", "float32", "float64", "complex64", "complex128", "string",
        "resource", "variant",
    ];

    static readonly int[] Sizes = [1, 1, 1, 2, 2, 4, 4, 8, 8, 2, 2, 4, 8, 8, 16, 0, 0, 0];

    extension(ElementType type)
    {
        /// <summary>The name that NumPy and TensorFlow use: <c>float32</c>, <c>int64</c>, <c>bool</c> …</summary>
        public string Name => Names[(int)type];

        /// <summary>Bytes of one element; 0 for strings and handles.</summary>
        public int Size => Sizes[(int)type];

        /// <summary>True for float16, bfloat16, float32 and float64.</summary>
        public bool IsFloating => type is >= ElementType.Float16 and <= ElementType.Float64;

        /// <summary>True for the signed and unsigned whole numbers, not for bool.</summary>
        public bool IsInteger => type is >= ElementType.UInt8 and <= ElementType.Int64;

        /// <summary>True for uint8, uint16, uint32 and uint64.</summary>
        public bool IsUnsigned => type is ElementType.UInt8 or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64;

        /// <summary>True for complex64 and complex128.</summary>
        public bool IsComplex => type is ElementType.Complex64 or ElementType.Complex128;

        /// <summary>True where gradients flow: floating and complex types.</summary>
        public bool IsDifferentiable => type is >= ElementType.Float16 and <= ElementType.Complex128;

        /// <summary>The element type with this NumPy name.</summary>
        /// <exception cref="ArgumentException">No element type has the name; the message lists those that exist.</exception>
        public static ElementType FromName(string name)
        {
            int index = Array.IndexOf(Names, name, 0, (int)ElementType.Resource);
            return index >= 0
                ? (ElementType)index
                : throw new ArgumentException($"ElementType: '{name}' is no element type. Use one of {string.Join(", ", Names[..(int)ElementType.Resource])}.", nameof(name));
        }

        /// <summary>The element type that holds values of the C# type <typeparamref name="T"/>.</summary>
        /// <exception cref="ArgumentException">Tensors cannot hold this type.</exception>
        public static ElementType Of<T>() => Of(typeof(T));

        /// <summary>The element type that holds values of a C# type.</summary>
        /// <exception cref="ArgumentException">Tensors cannot hold this type.</exception>
        public static ElementType Of(Type elements)
        {
            return TryOf(elements, out var result)
                ? result
                : throw new ArgumentException($"Tensor: elements of type {elements.Name}: tensors hold bool, whole numbers, floats, complex numbers and strings. Convert the values first.", nameof(elements));
        }
    }

    internal static bool TryOf(Type type, out ElementType result)
    {
        (bool known, result) =
            type == typeof(float) ? (true, ElementType.Float32) :
            type == typeof(double) ? (true, ElementType.Float64) :
            type == typeof(int) ? (true, ElementType.Int32) :
            type == typeof(long) ? (true, ElementType.Int64) :
            type == typeof(bool) ? (true, ElementType.Bool) :
            type == typeof(byte) ? (true, ElementType.UInt8) :
            type == typeof(sbyte) ? (true, ElementType.Int8) :
            type == typeof(ushort) ? (true, ElementType.UInt16) :
            type == typeof(short) ? (true, ElementType.Int16) :
            type == typeof(uint) ? (true, ElementType.UInt32) :
            type == typeof(ulong) ? (true, ElementType.UInt64) :
            type == typeof(Half) ? (true, ElementType.Float16) :
            type == typeof(BFloat16) ? (true, ElementType.BFloat16) :
            type == typeof(Complex64) ? (true, ElementType.Complex64) :
            type == typeof(Complex) ? (true, ElementType.Complex128) :
            type == typeof(string) ? (true, ElementType.String) : (false, default);
        return known;
    }
}
