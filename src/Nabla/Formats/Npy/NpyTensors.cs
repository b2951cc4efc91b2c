using System.Numerics;

namespace Nabla.Formats;

/// <summary>From arrays of .npy files to tensors and back.</summary>
public static class NpyTensors
{
    extension(NpyArray array)
    {
        /// <summary>A tensor with the array's elements; text and dates become strings.</summary>
        public Tensor ToTensor() => Tensor.Constant(array.Values, Shape.Of([.. array.Shape]));
    }

    extension(Tensor x)
    {
        /// <summary>The tensor's elements as a .npy file describes them; bfloat16 as raw two-byte elements, which is how NumPy stores it.</summary>
        public NpyArray ToNpyArray()
        {
            var values = Values(x);
            return new(values is string[]? new NpyType('U', 0) : NpyType.Of(values.GetType().GetElementType()!), x.Shape.ToArray(), values);
        }
    }

    static Array Values(Tensor x) => x.ElementType switch
    {
        ElementType.Bool => x.ToArray<bool>(),
        ElementType.UInt8 => x.ToArray<byte>(),
        ElementType.Int8 => x.ToArray<sbyte>(),
        ElementType.UInt16 => x.ToArray<ushort>(),
        ElementType.Int16 => x.ToArray<short>(),
        ElementType.UInt32 => x.ToArray<uint>(),
        ElementType.Int32 => x.ToArray<int>(),
        ElementType.UInt64 => x.ToArray<ulong>(),
        ElementType.Int64 => x.ToArray<long>(),
        ElementType.Float16 => x.ToArray<Half>(),
        ElementType.BFloat16 => x.ToArray<BFloat16>(),
        ElementType.Float32 => x.ToArray<float>(),
        ElementType.Float64 => x.ToArray<double>(),
        ElementType.Complex64 => x.ToArray<Complex64>(),
        ElementType.Complex128 => x.ToArray<Complex>(),
        _ => x.ToArray<string>(),
    };
}
