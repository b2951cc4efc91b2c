using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>Values of attributes as messages.</summary>
static class AttrValues
{
    public static AttrValue Of(ElementType type) => new() { Type = DataTypes.Of(type) };

    public static AttrValue Of(long number) => new() { I = number };

    public static AttrValue Of(float number) => new() { F = number };

    public static AttrValue Of(bool flag) => new() { B = flag };

    public static AttrValue Of(string text) => new() { S = ByteString.CopyFrom(ByteText.ToBytes(text)) };

    public static AttrValue Of(Tensor tensor) => new() { Tensor = TensorProtos.ToProto(tensor) };

    public static AttrValue Of(Shape shape) => new() { Shape = TensorShapes.ToProto(shape.IsRankKnown ? shape : null) };

    public static AttrValue Of(IEnumerable<long> numbers) => new() { List = new() { I = { numbers } } };

    public static AttrValue Of(IEnumerable<ElementType> types) => new() { List = new() { Type = { types.Select(DataTypes.Of) } } };
}
