using System.Globalization;
using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Text cut and joined, and text that stands for numbers, bytes or tensors.</summary>
static class TextPartRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("Substr", "string, T, T -> string", Substring);
        table.Add("ReduceJoin", "string, int32 -> string", Join);
        table.Add("StringSplit", "string, string -> indices:int64, values:string, shape:int64", n => Split(n, (text, _) => Pieces(text, n.Text(1), n.Flag("skip_empty", true))));
        table.Add("StringSplitV2", "string, string -> indices:int64, values:string, shape:int64", n => Split(n, (text, most) => Words(text, n.Text(1), most)));
        table.Add("StringToNumber", "string -> out_type=float32", Number);
        table.Add("EncodeBase64", "string -> string", n => Texts.Map(n[0], text => Encoded(text, n.Flag("pad"))));
        table.Add("DecodeBase64", "string -> string", n => Texts.Map(n[0], text => Decoded(n, text)));
        table.Add("DecodeRaw", "string -> out_type", DecodeRaw);
        table.Add("SerializeTensor", "T -> string", n => Tensor.Constant(ByteText.FromBytes(TensorProtos.ToProto(n[0]).ToByteArray())));
        table.Add("ParseTensor", "string -> out_type", ParseTensor);
    }

    /// <summary>So many bytes, or characters, from a place on; a negative place counts from the end.</summary>
    static Tensor Substring(ImportedCall n)
    {
        var shape = Broadcasting.Join("Substr", Broadcasting.Join("Substr", n[0].Shape, n[1].Shape), n[2].Shape);
        var (texts, from, lengths) = (n[0].BroadcastTo(shape).ToArray<string>(), n[1].Cast(ElementType.Int64).BroadcastTo(shape).ToArray<long>(), n[2].Cast(ElementType.Int64).BroadcastTo(shape).ToArray<long>());
        var isBytes = n.Attributes.Choice("unit", "BYTE", "BYTE", "UTF8_CHAR") == "BYTE";
        return Tensor.Constant((Array)texts.Select((text, i) =>
        {
            if (isBytes) return ByteText.FromBytes(Part(n, ByteText.ToBytes(text), from[i], lengths[i]));
            return string.Concat(Part(n, text.EnumerateRunes().ToArray(), from[i], lengths[i]).ToArray().Select(rune => rune.ToString()));
        }).ToArray(), shape);
    }

    static ReadOnlySpan<T> Part<T>(ImportedCall n, T[] all, long from, long length)
    {
        var start = from < 0 ? from + all.Length : from;
        if (start < 0 || start > all.Length) throw n.Bad($"place {from} in a text of {all.Length}");
        return all.AsSpan((int)start, (int)Math.Clamp(length, 0, all.Length - start));
    }

    /// <summary>The texts along axes joined, along the first axis first.</summary>
    static Tensor Join(ImportedCall n)
    {
        var (x, separator) = (n[0], n.Text("separator", ""));
        var axes = n.Ints(1).Select(axis => axis < 0 ? axis + x.Rank : axis).ToArray();
        if (axes.Length == 0) return x;
        if (axes.Distinct().Count() != axes.Length || Array.Exists(axes, axis => axis < 0 || axis >= x.Rank)) throw n.Bad($"axes [{string.Join(", ", n.Ints(1))}] of {x.Shape}: different axes that there are, are expected");
        int[] kept = [.. Enumerable.Range(0, x.Rank).Except(axes)];
        var count = axes.Aggregate(1L, (product, axis) => product * x.Shape[axis]);
        var rows = x.Transpose(Axes.Create([.. kept, .. Enumerable.Reverse(axes)])).Copied().ToArray<string>();
        var joined = Enumerable.Range(0, (int)kept.Aggregate(1L, (product, axis) => product * x.Shape[axis])).Select(row => string.Join(separator, rows.Skip((int)(row * count)).Take((int)count))).ToArray();
        return Tensor.Constant((Array)joined, Shape.Of([.. n.Flag("keep_dims") ? Enumerable.Range(0, x.Rank).Select(axis => axes.Contains(axis) ? 1 : x.Shape[axis]) : kept.Select(axis => x.Shape[axis])]));
    }

    static Tensor[] Split(ImportedCall n, Func<string, int, IReadOnlyList<string>> cut)
    {
        if (n[0].Rank != 1) throw n.Bad($"{n[0].Shape}: a vector is expected");
        var rows = n[0].ToArray<string>().Select(text => cut(text, n.Int("maxsplit", -1))).ToList();
        var places = rows.SelectMany((row, i) => row.Select((_, k) => new long[] { i, k })).ToList();
        return
        [
            Tensor.Constant<long>([.. places.SelectMany(place => place)], [places.Count, 2]),
            Tensor.Constant((Array)rows.SelectMany(row => row).ToArray()),
            Tensor.Constant<long>([rows.Count, rows.Count == 0 ? 0 : rows.Max(row => row.Count)]),
        ];
    }

    /// <summary>Cut at any of some characters; at every one where none are given.</summary>
    static List<string> Pieces(string text, string delimiters, bool skipsEmpty)
    {
        if (delimiters.Length == 0) return [.. text.EnumerateRunes().Select(rune => rune.ToString())];
        return [.. text.Split(delimiters.ToCharArray()).Where(piece => !skipsEmpty || piece.Length > 0)];
    }

    /// <summary>Cut at a separator; at runs of blanks where there is none.</summary>
    static List<string> Words(string text, string separator, int most)
    {
        var words = new List<string>();
        char[] blanks = [' ', '\t', '\n', '\v', '\f', '\r'];
        var rest = separator.Length == 0 ? text.TrimStart(blanks) : text;
        while (most < 0 || words.Count < most)
        {
            var at = separator.Length == 0 ? rest.IndexOfAny(blanks) : rest.IndexOf(separator, StringComparison.Ordinal);
            if (at < 0) break;
            words.Add(rest[..at]);
            rest = separator.Length == 0 ? rest[at..].TrimStart(blanks) : rest[(at + separator.Length)..];
        }
        if (separator.Length > 0 || rest.Length > 0) words.Add(separator.Length == 0 ? rest.TrimEnd(blanks) : rest);
        return words;
    }

    static Tensor Number(ImportedCall n)
    {
        var (texts, type) = (n[0].ToArray<string>(), n.Type("out_type", ElementType.Float32));
        ArgumentException Bad(string text) => n.Bad($"'{text}' is no number of type {type.Name}");
        if (type is ElementType.Int32 or ElementType.Int64)
        {
            var whole = Array.ConvertAll(texts, text => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && (type == ElementType.Int64 || value == (int)value) ? value : throw Bad(text));
            return Tensor.Constant((Array)whole, n[0].Shape).Cast(type);
        }
        double Real(string text) => text.Trim().ToLowerInvariant() switch
        {
            "inf" or "+inf" or "infinity" => double.PositiveInfinity,
            "-inf" or "-infinity" => double.NegativeInfinity,
            "nan" or "-nan" => double.NaN,
            var word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Bad(text),
        };
        return type == ElementType.Float64 ? Tensor.Constant((Array)Array.ConvertAll(texts, text => Real(text)), n[0].Shape)
            : Tensor.Constant((Array)Array.ConvertAll(texts, text => float.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : (float)Real(text)), n[0].Shape);
    }

    /// <summary>Base 64 with the characters that may stand in addresses.</summary>
    static string Encoded(string text, bool pads)
    {
        var code = Convert.ToBase64String(ByteText.ToBytes(text)).Replace('+', '-').Replace('/', '_');
        return pads ? code : code.TrimEnd('=');
    }

    static string Decoded(ImportedCall n, string text)
    {
        var code = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        try
        {
            return ByteText.FromBytes(Convert.FromBase64String(code.PadRight((code.Length + 3) / 4 * 4, '=')));
        }
        catch (FormatException error)
        {
            throw new ArgumentException($"{n.Node.Type}: '{text}' is no base 64 text.", error);
        }
    }

    /// <summary>The bytes of texts of one length as numbers, one axis more.</summary>
    static Tensor DecodeRaw(ImportedCall n)
    {
        var (texts, type) = (n[0].ToArray<string>().Select(ByteText.ToBytes).ToList(), n.Type("out_type"));
        var length = texts.Count == 0 ? 0 : texts[0].Length;
        if (texts.Exists(text => text.Length != length) || type.Size == 0 || length % type.Size != 0) throw n.Bad($"texts of {string.Join(", ", texts.Take(8).Select(text => text.Length))} bytes as {type.Name}: one length, a multiple of {type.Size}, is expected");
        var all = texts.SelectMany(text => text).ToArray();
        if (!n.Flag("little_endian", true))
        {
            var part = type.IsComplex ? type.Size / 2 : type.Size;
            for (var at = 0; at < all.Length; at += part) Array.Reverse(all, at, part);
        }
        var result = Tensor.Allocate(type, n[0].Shape.Concat([length / type.Size]));
        all.CopyTo(result.ContiguousBytes);
        return result;
    }

    static Tensor ParseTensor(ImportedCall n)
    {
        var limits = n.Node.File.Limits;
        var proto = Messages.Parse(TensorProto.Parser, ByteText.ToBytes(n.Text(0)), n.Node.Name, "", limits);
        var value = TensorProtos.ToTensor(proto, "", new DecodeBudget(n.Node.Name, limits));
        return value.ElementType == n.Type("out_type") ? value : throw new ElementTypeException($"ParseTensor: the text holds {value.ElementType.Name}, and {n.Type("out_type").Name} is asked for.");
    }
}
