using System.Buffers.Binary;
using System.Text;
using Nabla.Formats;
using Xunit;

namespace Nabla.Tests.Formats;

public sealed class SafetensorsTests
{
    static readonly KeyValuePair<string, Tensor>[] tensors =
    [
        new("bool", Tensor.Constant(new[] { true, false, true })), new("int8", Tensor.Constant(new sbyte[] { -1, 2 })), new("half", Tensor.Constant(new[] { (Half)0.1, Half.NaN })),
        new("bfloat16", Tensor.Constant(new[] { (BFloat16)0.1f })), new("w", Tensor.Constant(new float[,] { { 1, 2 }, { 3, 4 } })), new("scalar", Tensor.Constant(2.5)),
        new("empty", Tensor.Zeros([0, 3])), new("имя \"a\\b\"", Tensor.Constant(new[] { 1L, long.MinValue })), new("complex", Tensor.Constant(new[] { new Complex64(1, -2) })),
    ];

    static byte[] File(string header, int data = 0)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + json.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 8);
        return bytes;
    }

    [Fact]
    public void Tensors_go_to_one_file_and_back_to_the_bit()
    {
        using var folder = new TemporaryFolder();
        Safetensors.Write(folder.File("a.safetensors"), tensors, [new("note", "line\n\"quoted\"")]);
        CheckSame(Safetensors.Read(folder.File("a.safetensors")));
        using var file = SafetensorsFile.Open(folder.File("a.safetensors"));
        Assert.Equal([new("note", "line\n\"quoted\"")], file.Metadata);
    }

    [Fact]
    public void Tensors_go_to_several_files_and_back()
    {
        using var folder = new TemporaryFolder();
        Safetensors.WriteSharded(folder.Path, tensors, 20);
        Assert.True(System.IO.File.Exists(folder.File("model-00002-of-00004.safetensors")) || Directory.GetFiles(folder.Path).Length > 2);
        CheckSame(Safetensors.Read(folder.File("model.safetensors.index.json")));
    }

    [Fact]
    public void Floats_of_8_bits_become_float32()
    {
        var header = """{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"F8_E5M2","shape":[3],"data_offsets":[4,7]},"c":{"dtype":"F8_E8M0","shape":[],"data_offsets":[7,8]},"d":{"dtype":"F4","shape":[2],"data_offsets":[8,9]}}""";
        var bytes = File(header, 9);
        new byte[] { 0x38, 0xFE, 0x01, 0x7F, 0x3C, 0xFC, 0x01, 128, 0x21 }.CopyTo(bytes, bytes.Length - 9);
        using var file = SafetensorsFile.Open(bytes, "float8");
        Assert.Equal([1f, -448f, MathF.ScaleB(1, -9), float.NaN], file.Read("a").ToArray<float>());
        Assert.Equal([1f, float.NegativeInfinity, MathF.ScaleB(1, -16)], file.Read("b").ToArray<float>());
        Assert.Equal(2f, file.Read("c").ToScalar<float>());
        Assert.Equal([0x21], file.Read("d").ToArray<byte>());
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9)]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", 8)]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":{"x":[[[[[[]]]]]]}}}""", 8)]
    [InlineData("""{"a\ud800":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""", 0)]
    [InlineData("""{"__metadata__":{"a":1}}""", 0)]
    [InlineData("""[]""", 0)]
    [InlineData("", 0)]
    public void Headers_that_lie_are_refused(string header, int data) => Assert.Throws<ModelFormatException>(() => SafetensorsFile.Open(File(header, data), "bad").Dispose());

    [Theory]
    [InlineData("../outside.safetensors")]
    [InlineData("/etc/hostname")]
    [InlineData("absent.safetensors")]
    public void An_index_leads_nowhere_else(string shard)
    {
        using var folder = new TemporaryFolder();
        System.IO.File.WriteAllText(folder.File("m.safetensors.index.json"), $$$"""{"weight_map":{"a":"{{{shard}}}"}}""");
        Assert.Throws<ModelFormatException>(() => Safetensors.Read(folder.File("m.safetensors.index.json")));
    }

    [Fact]
    public void Text_and_names_that_occur_twice_are_not_written()
    {
        Assert.Throws<ArgumentException>(() => Safetensors.Write(new MemoryStream(), [new("a", Tensor.Constant(new[] { "text" }))]));
        Assert.Throws<ArgumentException>(() => Safetensors.Write(new MemoryStream(), [tensors[0], tensors[0]]));
    }

    [Fact]
    public void Damaged_files_end_in_a_result_or_in_the_typed_exception()
    {
        var stream = new MemoryStream();
        Safetensors.Write(stream, tensors, [new("k", "v")]);
        Mutation.Check([stream.ToArray()], ReadAll, 0.5);
        // With the header's length mended, damage reaches the JSON and the offsets.
        Mutation.Check([stream.ToArray()], bytes =>
        {
            var end = bytes.AsSpan().IndexOf("}}"u8);
            while (end >= 0 && end + 2 < bytes.Length && bytes[end + 2] == (byte)' ') end++;
            if (end > 8) BinaryPrimitives.WriteInt64LittleEndian(bytes, end + 2 - 8);
            ReadAll(bytes);
        }, 0.5);
    }

    static void ReadAll(byte[] bytes)
    {
        using var file = SafetensorsFile.Open(bytes, "mutant");
        foreach (var entry in file.Entries) file.Read(entry.Name);
    }

    static void CheckSame(IReadOnlyList<KeyValuePair<string, Tensor>> read)
    {
        Assert.Equal(tensors.Length, read.Count);
        foreach (var (name, expected) in tensors)
        {
            var found = read.Single(pair => pair.Key == name).Value;
            Assert.Equal(expected.ElementType, found.ElementType);
            Assert.Equal(expected.Shape, found.Shape);
            Assert.Equal(expected.ToNpyArray().Values, found.ToNpyArray().Values);
        }
    }
}
