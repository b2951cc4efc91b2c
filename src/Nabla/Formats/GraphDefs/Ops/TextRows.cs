using System.Globalization;
using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Text, what is printed, and what is logged.</summary>
static class TextRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("StringJoin", "N*string -> string", Join);
        table.Add("StringLower", "string -> string", n => Texts.Map(n[0], text => n.Text("encoding", "") == "utf-8" ? text.ToLowerInvariant() : Ascii(text, char.ToLowerInvariant)));
        table.Add("StringUpper", "string -> string", n => Texts.Map(n[0], text => n.Text("encoding", "") == "utf-8" ? text.ToUpperInvariant() : Ascii(text, char.ToUpperInvariant)));
        table.Add("StringStrip", "string -> string", n => Texts.Map(n[0], text => text.Trim(' ', '\t', '\n', '\v', '\f', '\r')));
        table.Add("StringLength", "string -> int32", n => Tensor.Constant((Array)Array.ConvertAll(n[0].ToArray<string>(), text => n.Text("unit", "BYTE") == "UTF8_CHAR" ? text.EnumerateRunes().Count() : ByteText.ToBytes(text).Length), n[0].Shape));
        table.Add("Print", "T, U[] -> T", Print, Effect.OutsideWorld);
        table.Add("PrintV2", "string ->", n => Console.Error.Write(n.Text(0) + n.Text("end", "\n")), Effect.OutsideWorld);
        table.Add("ScalarSummary", "string, T -> string", ScalarSummary);
        table.Add("HistogramSummary", "string, T -> string", HistogramSummary);
        table.Add("MergeSummary", "N*string -> string", MergeSummary);
    }

    static string Ascii(string text, Func<char, char> change) => string.Create(text.Length, (text, change), (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = char.IsAscii(from.text[i]) ? from.change(from.text[i]) : from.text[i];
    });

    static Tensor Join(ImportedCall n)
    {
        var separator = n.Text("separator", "");
        var shape = n.All.Select(x => x.Shape).FirstOrDefault(s => s.Rank > 0) ?? Shape.Scalar;
        if (n.All.Any(x => x.Rank > 0 && x.Shape != shape)) throw new ShapeException($"StringJoin: {string.Join(", ", n.All.Select(x => x.Shape))}: equal shapes, or scalars, are expected.");
        var parts = n.All.Select(x => x.BroadcastTo(shape).ToArray<string>()).ToList();
        return Tensor.Constant((Array)Enumerable.Range(0, (int)shape.Size).Select(i => string.Join(separator, parts.Select(part => part[i]))).ToArray(), shape);
    }

    static Tensor Print(ImportedCall n)
    {
        // The node is there to print, and TensorFlow prints to this stream.
        Console.Error.Write(n.Text("message", "") + string.Concat(n[1..].Select(x => $"[{string.Join(" ", x.Reshape([x.Size]).ToString().Trim('[', ']'))}]")) + Environment.NewLine);
        return n[0].Identity();
    }

    /// <summary>One figure for each tag.</summary>
    static Tensor ScalarSummary(ImportedCall n)
    {
        var (tags, values) = (n[0].ToArray<string>(), n[1].Cast(ElementType.Float32).ToArray<float>());
        if (tags.Length != values.Length) throw n.Bad($"{tags.Length} tags for {values.Length} values: one for each is expected");
        var summary = new Protobuf.Summary();
        for (var i = 0; i < tags.Length; i++) summary.Value.Add(new Protobuf.Summary.Types.Value { Tag = tags[i], SimpleValue = values[i] });
        return Tensor.Constant(ByteText.FromBytes(summary.ToByteArray()));
    }

    static Tensor HistogramSummary(ImportedCall n)
    {
        var values = n[1].Cast(ElementType.Float64).ToArray<double>();
        if (Array.Exists(values, value => !double.IsFinite(value))) throw n.Bad($"the values of '{n.Text(0)}' hold NaN or infinity");
        var summary = new Protobuf.Summary { Value = { new Protobuf.Summary.Types.Value { Tag = n.Text(0), Histo = LoggedHistogram.Of(values).ToMessage() } } };
        return Tensor.Constant(ByteText.FromBytes(summary.ToByteArray()));
    }

    static Tensor MergeSummary(ImportedCall n)
    {
        var merged = new Protobuf.Summary();
        foreach (var part in n.All.SelectMany(x => x.ToArray<string>())) merged.Value.AddRange(Messages.Parse(Protobuf.Summary.Parser, ByteText.ToBytes(part), n.Node.Name, "", n.Node.File.Limits).Value);
        var twice = merged.Value.GroupBy(value => value.Tag, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null ? Tensor.Constant(ByteText.FromBytes(merged.ToByteArray())) : throw n.Bad($"the tag '{twice.Key}' comes twice");
    }
}
