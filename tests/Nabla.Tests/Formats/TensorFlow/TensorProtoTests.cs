using System.Numerics;
using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class TensorProtoTests
{
    static readonly Tensor[] samples =
    [
        Tensor.Constant(new[] { true, false, true }),
        Tensor.Constant(new byte[] { 1, 255 }),
        Tensor.Constant(new sbyte[] { -128, 127 }),
        Tensor.Constant(new ushort[] { 0, 65535 }),
        Tensor.Constant(new short[] { -32768, 3 }),
        Tensor.Constant(new uint[] { 0, uint.MaxValue }),
        Tensor.Constant(new[] { int.MinValue, 7 }),
        Tensor.Constant(new ulong[] { 0, ulong.MaxValue }),
        Tensor.Constant(new[] { long.MinValue, 7 }),
        Tensor.Constant(new[] { (Half)1.5f, Half.NegativeInfinity }),
        Tensor.Constant(new[] { (BFloat16)1.5f, (BFloat16)(-3f) }),
        Tensor.Constant(new[] { 1.5f, float.NaN, -0f }),
        Tensor.Constant(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }),
        Tensor.Constant(new[] { new Complex64(1, -2), new Complex64(3, 4) }),
        Tensor.Constant(new[] { new Complex(1, -2), new Complex(3, 4) }),
        Tensor.Constant(new[] { "", "δ", "\uDCFF" }),
        Tensor.Constant(2.5f),
        Tensor.Constant(7L),
        Tensor.Constant("text"),
        Tensor.Zeros([0, 3]),
    ];

    static Tensor Read(TensorProto proto, LoadLimits? limits = null) => TensorProtos.ToTensor(proto, "tensor", new DecodeBudget("test", limits ?? LoadLimits.Default));

    static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.ElementType, actual.ElementType);
        Assert.Equal(expected.Shape, actual.Shape);
        if (expected.ElementType == ElementType.String) Assert.Equal(expected.ToArray<string>(), actual.ToArray<string>());
        else Assert.Equal(TensorProtos.Bytes(expected), TensorProtos.Bytes(actual));
    }

    [Fact]
    public void Tensors_of_every_type_come_back()
    {
        Assert.Equal(16, samples.Select(x => x.ElementType).Distinct().Count());
        foreach (var x in samples)
        {
            Same(x, Read(TensorProtos.ToProto(x)));
            Same(x, Read(TensorProto.Parser.ParseFrom(TensorProtos.ToProto(x).ToByteArray())));
        }
    }

    [Fact]
    public void Bytes_are_read_for_every_type()
    {
        foreach (var x in samples.Where(x => x.ElementType != ElementType.String))
            Same(x, Read(new TensorProto { Dtype = DataTypes.Of(x.ElementType), TensorShape = TensorShapes.ToProto(x.Shape), TensorContent = ByteString.CopyFrom(TensorProtos.Bytes(x)) }));
        var text = new TensorProto { Dtype = DataType.DtString, TensorShape = TensorShapes.ToProto([3]), TensorContent = ByteString.CopyFrom(2, 0, 1, (byte)'a', (byte)'b', 0xFF) };
        Assert.Equal(["ab", "", "\uDCFF"], Read(text).ToArray<string>());
    }

    [Fact]
    public void The_last_value_goes_on_to_the_end_and_none_is_zero()
    {
        var proto = new TensorProto { Dtype = DataType.DtFloat, TensorShape = TensorShapes.ToProto([4]), FloatVal = { 1, 2 } };
        Assert.Equal([1f, 2, 2, 2], Read(proto).ToArray<float>());
        proto.FloatVal.Clear();
        Assert.Equal([0f, 0, 0, 0], Read(proto).ToArray<float>());
        proto.FloatVal.AddRange([1, 2, 3, 4, 5]);
        Assert.Equal([1f, 2, 3, 4], Read(proto).ToArray<float>());
        Assert.Equal(["a", "a"], Read(new TensorProto { Dtype = DataType.DtString, TensorShape = TensorShapes.ToProto([2]), StringVal = { ByteString.CopyFromUtf8("a") } }).ToArray<string>());
        Assert.Equal([new Complex(1, 2), new Complex(1, 2)], Read(new TensorProto { Dtype = DataType.DtComplex128, TensorShape = TensorShapes.ToProto([2]), DcomplexVal = { 1, 2 } }).ToArray<Complex>());
    }

    [Fact]
    public void What_cannot_be_read_is_refused_before_memory_is_taken()
    {
        string Refusal(TensorProto proto, LoadLimits? limits = null) => Assert.Throws<ModelFormatException>(() => Read(proto, limits)).Message;
        TensorProto Float(params long[] shape) => new() { Dtype = DataType.DtFloat, TensorShape = TensorShapes.ToProto(Shape.Of(shape)) };
        Assert.Contains("LoadLimits.MaxDecodedBytes", Refusal(Float((1 << 30) + 1)), StringComparison.Ordinal);
        Assert.Contains("at most", Refusal(Float(1L << 40)), StringComparison.Ordinal);
        Assert.Contains("more elements than can be counted", Refusal(new TensorProto { Dtype = DataType.DtFloat, TensorShape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dim { Size = 1L << 40 }, new TensorShapeProto.Types.Dim { Size = 1L << 40 } } } }), StringComparison.Ordinal);
        Assert.Contains("axis of -1", Refusal(Float(-1)), StringComparison.Ordinal);
        Assert.Contains("unknown", Refusal(new TensorProto { Dtype = DataType.DtFloat, TensorShape = TensorShapes.ToProto(null) }), StringComparison.Ordinal);
        Assert.Contains("resource", Refusal(new TensorProto { Dtype = DataType.DtResource }), StringComparison.Ordinal);
        var content = Float(2);
        content.TensorContent = ByteString.CopyFrom(1, 2, 3);
        Assert.Contains("needs 8 bytes, and 3 are given", Refusal(content), StringComparison.Ordinal);
        Assert.Contains("neither 0 nor 1", Refusal(new TensorProto { Dtype = DataType.DtBool, TensorContent = ByteString.CopyFrom(2) }), StringComparison.Ordinal);
        Assert.Contains("at most 4 are decoded", Refusal(Float(2), new LoadLimits { MaxDecodedBytes = 4 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Types_have_tensorflows_names()
    {
        Assert.Equal(["float32", "bfloat16", "qint8", "quint16", "resource", "variant", "float32_ref", "string"], new[] { DataType.DtFloat, DataType.DtBfloat16, DataType.DtQint8, DataType.DtQuint16, DataType.DtResource, DataType.DtVariant, DataType.DtFloatRef, DataType.DtString }.Select(DataTypes.NameOf));
        Assert.Equal(ElementType.Int8, DataTypes.ToElementType(DataType.DtQint8));
        Assert.Equal(ElementType.Float32, DataTypes.ToElementType(DataType.DtFloatRef));
        Assert.Null(DataTypes.ToElementType(DataType.DtInt4));
        foreach (var unknown in new[] { -1, 28, 100, 204, int.MaxValue }) Assert.Equal($"type {unknown}", DataTypes.NameOf((DataType)unknown));
        foreach (var type in Enum.GetValues<ElementType>()) Assert.Equal(type, DataTypes.ToElementType(DataTypes.Of(type)));
    }
}
