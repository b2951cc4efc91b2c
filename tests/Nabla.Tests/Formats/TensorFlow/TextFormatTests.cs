using System.Text;
using Google.Protobuf;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;
using Xunit;

namespace Nabla.Tests.Formats.TensorFlow;

public sealed class TextFormatTests
{
    static T Parse<T>(string text) where T : IMessage<T>, new() => TextFormat.Parse<T>(Encoding.UTF8.GetBytes(text), "graph.pbtxt", LoadLimits.Default);

    static string Refusal<T>(string text) where T : IMessage<T>, new() => Assert.Throws<ModelFormatException>(() => Parse<T>(text)).Message;

    const string Graph = """
        node {
          name: "x"
          op: "Placeholder"
          attr {
            key: "dtype"
            value {
              type: DT_FLOAT
            }
          }
          attr {
            key: "shape"
            value {
              shape {
                dim {
                  size: -1
                }
                dim {
                  size: 3
                }
              }
            }
          }
        }
        node {
          name: "c"
          op: "Const"
          input: "^x"
          attr {
            key: "value"
            value {
              tensor {
                dtype: DT_FLOAT
                tensor_shape {
                }
                float_val: 0.10000000149011612
              }
            }
          }
        }
        versions {
          producer: 22
        }

        """;

    [Fact]
    public void A_graph_is_read_and_written_as_it_stood()
    {
        var graph = Parse<GraphDef>(Graph);
        Assert.Equal(["x", "c"], graph.Node.Select(node => node.Name));
        Assert.Equal(DataType.DtFloat, graph.Node[0].Attr["dtype"].Type);
        Assert.Equal([-1L, 3L], graph.Node[0].Attr["shape"].Shape.Dim.Select(dim => dim.Size));
        Assert.Equal([0.1f], graph.Node[1].Attr["value"].Tensor.FloatVal);
        Assert.Equal(22, graph.Versions.Producer);
        Assert.Equal(Graph.Replace("0.10000000149011612", "0.1", StringComparison.Ordinal), TextFormat.ToText(graph));
    }

    [Fact]
    public void Other_ways_to_write_the_same_are_read()
    {
        var graph = Parse<GraphDef>("# made by hand\nnode: < name: 'x' ; op: \"Pla\" 'ceholder' input: ['a', 'b'], attr { key: 's' value: { s: \"\\303\\xa9\\n\\u00e9\" } } > versions { producer: 0x16 bad_consumers: [ ] }");
        var node = Assert.Single(graph.Node);
        Assert.Equal("Placeholder", node.Op);
        Assert.Equal(["a", "b"], node.Input);
        Assert.Equal("é\né", node.Attr["s"].S.ToStringUtf8());
        Assert.Equal(22, graph.Versions.Producer);
        var proto = Parse<TensorProto>("dtype: 1 float_val: [1, -2.5e-1, inf, -inf, nan, 3f, .5] double_val: 1e300 bool_val: true bool_val: 0 int64_val: -9223372036854775808 uint64_val: 18446744073709551615 half_val: 017 string_val: \"\"");
        Assert.Equal(DataType.DtFloat, proto.Dtype);
        Assert.Equal([1, -0.25f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 3, 0.5f], proto.FloatVal);
        Assert.Equal([true, false], proto.BoolVal);
        Assert.Equal([long.MinValue], proto.Int64Val);
        Assert.Equal([ulong.MaxValue], proto.Uint64Val);
        Assert.Equal([15], proto.HalfVal);
        Assert.Equal(ByteString.Empty, Assert.Single(proto.StringVal));
    }

    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(1e16, "1e+16")]
    [InlineData(123456789012345680.0, "1.2345678901234568e+17")]
    [InlineData(1540378623.1234567, "1540378623.1234567")]
    [InlineData(9999999999999998.0, "9999999999999998.0")]
    [InlineData(1e-7, "1e-07")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.00123, "0.00123")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.NaN, "nan")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Numbers_are_written_as_python_writes_them(double value, string text)
    {
        Assert.Equal(text, TextNumbers.Text(value));
        Assert.Equal(value, Parse<HistogramProto>($"min: {text}").Min);
    }

    [Fact]
    public void Any_message_comes_back_from_its_text()
    {
        var state = new CheckpointState { ModelCheckpointPath = "a\"b'\\\n字", AllModelCheckpointPaths = { "x", "" }, AllModelCheckpointTimestamps = { 1.5, 1e-7 }, LastPreservedTimestamp = -0.0 };
        Assert.Equal(state, Parse<CheckpointState>(TextFormat.ToText(state)));
        var entry = new TensorSliceProto { Extent = { new TensorSliceProto.Types.Extent(), new TensorSliceProto.Types.Extent { Start = 2, Length = 0 } } };
        Assert.Equal("extent {\n}\nextent {\n  start: 2\n  length: 0\n}\n", TextFormat.ToText(entry));
        Assert.Equal(entry, Parse<TensorSliceProto>(TextFormat.ToText(entry)));
        var objects = new TrackableObjectGraph { Nodes = { new TrackableObjectGraph.Types.TrackableObject { HasCheckpointValues = true }, new TrackableObjectGraph.Types.TrackableObject { HasCheckpointValues = false } } };
        Assert.Equal(objects, Parse<TrackableObjectGraph>(TextFormat.ToText(objects)));
        var meta = new MetaGraphDef { CollectionDef = { ["v"] = new CollectionDef { Int64List = new CollectionDef.Types.Int64List { Value = { 1, 2 } } }, ["a"] = new CollectionDef { NodeList = new CollectionDef.Types.NodeList() } }, SaverDef = new SaverDef { Version = SaverDef.Types.CheckpointFormatVersion.V2, Sharded = true, KeepCheckpointEveryNHours = 10000 } };
        Assert.Equal(meta, Parse<MetaGraphDef>(TextFormat.ToText(meta)));
    }

    [Fact]
    public void Errors_name_the_line()
    {
        Assert.Contains("graph.pbtxt: line 2: a NodeDef has no field 'nam'", Refusal<GraphDef>("node {\n nam: 'x' }"), StringComparison.Ordinal);
        Assert.Contains("line 1: the text has an opening quote", Refusal<GraphDef>("node { name: 'x }\n}"), StringComparison.Ordinal);
        Assert.Contains("line 3: the end of the text stands where a field or '}' was expected", Refusal<GraphDef>("node {\n name: 'x'\n"), StringComparison.Ordinal);
        Assert.Contains("'3000000000' is no value of 'producer', which is of type int32", Refusal<GraphDef>("versions { producer: 3000000000 }"), StringComparison.Ordinal);
        Assert.Contains("'DT_FLOATY' is no value of 'dtype', which is one of DataType", Refusal<TensorProto>("dtype: DT_FLOATY"), StringComparison.Ordinal);
        Assert.Contains("a second time", Refusal<NodeDef>("name: 'a' name: 'b'"), StringComparison.Ordinal);
        Assert.Contains("stands where the colon", Refusal<NodeDef>("name 'a'"), StringComparison.Ordinal);
        Assert.Contains("is this a binary file", Refusal<NodeDef>("\u0001\u0002"), StringComparison.Ordinal);
        Assert.Contains("deep in one another", Refusal<TensorProto>(string.Concat(Enumerable.Repeat("variant_val { tensors { ", 5000))), StringComparison.Ordinal);
    }
}
