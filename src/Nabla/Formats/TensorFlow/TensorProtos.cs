using System.Numerics;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.TensorFlow;

/// <summary>Tensors from TensorFlow's messages and back.</summary>
/// <remarks>
/// The elements stand as bytes, or in a list of values. Where the list is shorter than the shape says, its last value goes on to the end; where it is empty, all elements are zero, false
/// or empty; where it is longer, the rest is ignored.
/// </remarks>
static class TensorProtos
{
    /// <summary>The tensor of a message.</summary>
    /// <exception cref="ModelFormatException">The elements are of a type that tensors do not have, more than the limits allow, or another number than the shape says.</exception>
    public static Tensor ToTensor(TensorProto proto, string place, DecodeBudget budget)
    {
        ModelFormatException Bad(string reason) => new(budget.File, place, reason);
        var type = DataTypes.ToElementType(proto.Dtype) is { } known and not (ElementType.Resource or ElementType.Variant) ? known : throw Bad($"a tensor of {DataTypes.NameOf(proto.Dtype)} has no value that could be read");
        var shape = TensorShapes.ToKnownShape(proto.TensorShape, budget.File, place, budget.Limits);
        if (shape.Size > Array.MaxLength) throw Bad($"it has {shape.Size:N0} elements, and at most {Array.MaxLength:N0} are read");
        // Of a text, its reference; the characters are counted as they come.
        budget.Take(shape.Size * (type == ElementType.String ? 8 : type.Size), place);
        if (type == ElementType.String) return Texts(proto, shape, place, budget);
        var content = proto.TensorContent.Span;
        if (content.Length > 0)
        {
            if (content.Length != shape.Size * type.Size) throw Bad($"the shape {shape} of {type.Name} needs {shape.Size * type.Size:N0} bytes, and {content.Length:N0} are given");
            if (type == ElementType.Bool && content.IndexOfAnyExceptInRange((byte)0, (byte)1) >= 0) throw Bad("a truth value is neither 0 nor 1");
            var tensor = Tensor.Allocate(type, shape);
            content.CopyTo(tensor.ContiguousBytes);
            return tensor;
        }
        return type switch
        {
            ElementType.Bool => Listed(shape, proto.BoolVal, x => x),
            ElementType.UInt8 => Listed(shape, proto.IntVal, x => (byte)x),
            ElementType.Int8 => Listed(shape, proto.IntVal, x => (sbyte)x),
            ElementType.UInt16 => Listed(shape, proto.IntVal, x => (ushort)x),
            ElementType.Int16 => Listed(shape, proto.IntVal, x => (short)x),
            ElementType.UInt32 => Listed(shape, proto.Uint32Val, x => x),
            ElementType.Int32 => Listed(shape, proto.IntVal, x => x),
            ElementType.UInt64 => Listed(shape, proto.Uint64Val, x => x),
            ElementType.Int64 => Listed(shape, proto.Int64Val, x => x),
            ElementType.Float16 => Listed(shape, proto.HalfVal, x => BitConverter.UInt16BitsToHalf((ushort)x)),
            ElementType.BFloat16 => Listed(shape, proto.HalfVal, x => BFloat16.FromBits((ushort)x)),
            ElementType.Float32 => Listed(shape, proto.FloatVal, x => x),
            ElementType.Float64 => Listed(shape, proto.DoubleVal, x => x),
            ElementType.Complex64 => Listed(shape, Pairs(proto.ScomplexVal, (real, imaginary) => new Complex64(real, imaginary)), x => x),
            _ => Listed(shape, Pairs(proto.DcomplexVal, (real, imaginary) => new Complex(real, imaginary)), x => x),
        };
    }

    /// <summary>The message of a tensor: as bytes where TensorFlow writes bytes, as a list of values for single elements, truth values, halves, complex numbers and text.</summary>
    public static TensorProto ToProto(Tensor x)
    {
        var proto = new TensorProto { Dtype = DataTypes.Of(x.ElementType), TensorShape = TensorShapes.ToProto(x.Shape) };
        if (x.Size > 1 && IsWrittenAsBytes(x.ElementType))
        {
            proto.TensorContent = ByteString.CopyFrom(Bytes(x));
            return proto;
        }
        switch (x.ElementType)
        {
            case ElementType.Bool: proto.BoolVal.AddRange(x.ToArray<bool>()); break;
            case ElementType.UInt8: proto.IntVal.AddRange(x.ToArray<byte>().Select(v => (int)v)); break;
            case ElementType.Int8: proto.IntVal.AddRange(x.ToArray<sbyte>().Select(v => (int)v)); break;
            case ElementType.UInt16: proto.IntVal.AddRange(x.ToArray<ushort>().Select(v => (int)v)); break;
            case ElementType.Int16: proto.IntVal.AddRange(x.ToArray<short>().Select(v => (int)v)); break;
            case ElementType.UInt32: proto.Uint32Val.AddRange(x.ToArray<uint>()); break;
            case ElementType.Int32: proto.IntVal.AddRange(x.ToArray<int>()); break;
            case ElementType.UInt64: proto.Uint64Val.AddRange(x.ToArray<ulong>()); break;
            case ElementType.Int64: proto.Int64Val.AddRange(x.ToArray<long>()); break;
            case ElementType.Float16: proto.HalfVal.AddRange(x.ToArray<Half>().Select(v => (int)BitConverter.HalfToUInt16Bits(v))); break;
            case ElementType.BFloat16: proto.HalfVal.AddRange(x.ToArray<BFloat16>().Select(v => (int)v.Bits)); break;
            case ElementType.Float32: proto.FloatVal.AddRange(x.ToArray<float>()); break;
            case ElementType.Float64: proto.DoubleVal.AddRange(x.ToArray<double>()); break;
            case ElementType.Complex64: proto.ScomplexVal.AddRange(MemoryMarshal.Cast<Complex64, float>(x.ToArray<Complex64>()).ToArray()); break;
            case ElementType.Complex128: proto.DcomplexVal.AddRange(MemoryMarshal.Cast<Complex, double>(x.ToArray<Complex>()).ToArray()); break;
            default: proto.StringVal.AddRange(x.ToArray<string>().Select(text => UnsafeByteOperations.UnsafeWrap(ByteText.ToBytes(text)))); break;
        }
        return proto;
    }

    /// <summary>How many elements of this type the list of a message holds.</summary>
    internal static int CountOf(TensorProto proto, ElementType type) => type switch
    {
        ElementType.Bool => proto.BoolVal.Count,
        ElementType.UInt32 => proto.Uint32Val.Count,
        ElementType.UInt64 => proto.Uint64Val.Count,
        ElementType.Int64 => proto.Int64Val.Count,
        ElementType.Float16 or ElementType.BFloat16 => proto.HalfVal.Count,
        ElementType.Float32 => proto.FloatVal.Count,
        ElementType.Float64 => proto.DoubleVal.Count,
        ElementType.Complex64 => proto.ScomplexVal.Count / 2,
        ElementType.Complex128 => proto.DcomplexVal.Count / 2,
        ElementType.String => proto.StringVal.Count,
        _ => proto.IntVal.Count,
    };

    /// <summary>The elements of a tensor of numbers as bytes in row-major order.</summary>
    internal static byte[] Bytes(Tensor x) => x.Resolve().Contiguous().ContiguousBytes.ToArray();

    static bool IsWrittenAsBytes(ElementType type) => type is not (ElementType.Bool or ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 or ElementType.Complex64 or ElementType.Complex128 or ElementType.String);

    static Tensor Listed<TFrom, T>(Shape shape, IReadOnlyList<TFrom> values, Func<TFrom, T> convert) where T : unmanaged
    {
        var result = new T[shape.Size];
        var given = Math.Min(values.Count, result.Length);
        for (var i = 0; i < given; i++) result[i] = convert(values[i]);
        if (given > 0 && given < result.Length) result.AsSpan(given).Fill(result[given - 1]);
        return Tensor.Adopt(result, shape);
    }

    static T[] Pairs<TPart, T>(RepeatedField<TPart> parts, Func<TPart, TPart, T> join)
    {
        var result = new T[parts.Count / 2];
        for (var i = 0; i < result.Length; i++) result[i] = join(parts[2 * i], parts[2 * i + 1]);
        return result;
    }

    static Tensor Texts(TensorProto proto, Shape shape, string place, DecodeBudget budget)
    {
        var texts = new string[shape.Size];
        if (proto.TensorContent.Length > 0)
        {
            ByteStrings.Read(proto.TensorContent.Span, texts, place, budget);
            return Tensor.Constant((Array)texts, shape);
        }
        var given = Math.Min(proto.StringVal.Count, texts.Length);
        for (var i = 0; i < given; i++)
        {
            budget.Take(2L * proto.StringVal[i].Length, place);
            texts[i] = ByteText.FromBytes(proto.StringVal[i].Span);
        }
        texts.AsSpan(given).Fill(given > 0 ? texts[given - 1] : "");
        return Tensor.Constant((Array)texts, shape);
    }
}
