using Google.Protobuf;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class MessagesTests
{
    static readonly LoadLimits small = new() { MaxDecodedBytes = 1 << 20 };

    static GraphDef Parse(byte[] bytes, LoadLimits? limits = null) => Messages.Parse(GraphDef.Parser, bytes, "g.pb", "graph", limits ?? LoadLimits.Default);

    static readonly GraphDef sample = new()
    {
        Node =
        {
            new NodeDef
            {
                Name = "c", Op = "Const", Input = { "a", "^b" },
                Attr =
                {
                    ["value"] = new AttrValue { Tensor = TensorProtos.ToProto(Tensor.Constant(new[] { "x", "yz" })) }, ["n"] = new AttrValue { I = -1 }, ["f"] = new AttrValue { F = 1.5f },
                    ["l"] = new AttrValue { List = new AttrValue.Types.ListValue { I = { 1, 300, -5 }, F = { 1, 2 }, B = { true }, Type = { DataType.DtFloat } } },
                },
            },
        },
        Versions = new VersionDef { Producer = 22, BadConsumers = { 1, 1000 } },
    };

    [Fact]
    public void Messages_come_back() => Assert.Equal(sample, Parse(sample.ToByteArray()));

    [Fact]
    public void What_is_cut_off_is_refused()
    {
        var bytes = sample.ToByteArray();
        var refused = 0;
        for (var length = 0; length < bytes.Length; length++)
        {
            try
            {
                Parse(bytes[..length]);
            }
            catch (ModelFormatException error)
            {
                Assert.Contains("g.pb: graph: these bytes are no GraphDef message, or end early", error.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        // Between two fields of the outermost message, what is there so far is whole.
        Assert.Equal(bytes.Length - 2, refused);
    }

    [Fact]
    public void Few_bytes_that_stand_for_many_objects_are_refused_before_one_is_made()
    {
        // A million nodes without contents, of two bytes each.
        var bytes = new byte[2_000_000];
        for (var i = 0; i < bytes.Length; i += 2) bytes[i] = 10;
        // Once before: what the first refusal of a process makes is no matter of the file's.
        Assert.Contains("LoadLimits.MaxDecodedBytes", Assert.Throws<ModelFormatException>(() => Parse(bytes, small)).Message, StringComparison.Ordinal);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ModelFormatException>(() => Parse(bytes, small));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        var text = System.Text.Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("node{}", 100_000)));
        Assert.Contains("LoadLimits.MaxDecodedBytes", Assert.Throws<ModelFormatException>(() => TextFormat.Parse<GraphDef>(text, "g.pbtxt", small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_limited()
    {
        var proto = new TensorProto();
        for (var i = 0; i < 100; i++) proto = new TensorProto { VariantVal = { new VariantTensorDataProto { Tensors = { proto } } } };
        Assert.Contains("deep in one another", Assert.Throws<ModelFormatException>(() => Messages.Parse(TensorProto.Parser, proto.ToByteArray(), "t", "", LoadLimits.Default)).Message, StringComparison.Ordinal);
        Assert.Equal(proto, Messages.Parse(TensorProto.Parser, proto.ToByteArray(), "t", "", new LoadLimits { MaxNesting = 200 }));
    }

    [Fact]
    public void Fields_of_newer_versions_are_passed_over()
    {
        // Field 99 as a number, as bytes, and as eight and four bytes.
        byte[] bytes = [.. sample.ToByteArray(), 0x98, 6, 5, 0x9A, 6, 2, 1, 2, 0x99, 6, 1, 2, 3, 4, 5, 6, 7, 8, 0x9D, 6, 1, 2, 3, 4];
        Assert.Equal("c", Parse(bytes).Node[0].Name);
        Assert.Throws<ModelFormatException>(() => Parse([.. bytes, 0x9B, 6]));
        Assert.Throws<ModelFormatException>(() => Parse([.. bytes, 0, 1]));
    }
}
