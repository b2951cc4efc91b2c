using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Nabla.Formats;

namespace Nabla.Goldens.Cases;

/// <summary>Turns pieces of a line into values: tensors, and null, bool, long (or BigInteger), double, <see cref="Complex"/>, string, List, Dictionary, <see cref="GoldenFunction"/>, <see cref="GoldenIndex"/>.</summary>
sealed class GoldenReader(string caseName, IReadOnlyDictionary<string, NpyArray> arrays)
{
    public object? Read(JsonElement piece) => piece.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(piece),
        JsonValueKind.String => Text(piece.GetString()!),
        JsonValueKind.Array => piece.EnumerateArray().Select(Read).ToList(),
        _ => Object(piece),
    };

    // A number with a point or an exponent was a Python float, without one an int: promotion depends on it.
    static object Number(JsonElement piece)
    {
        var text = piece.GetRawText();
        if (text.AsSpan().IndexOfAny('.', 'e', 'E') >= 0) return piece.GetDouble();
        return piece.TryGetInt64(out var whole) ? (object)whole : BigInteger.Parse(text, CultureInfo.InvariantCulture);
    }

    object Text(string text) => text.StartsWith('@') ? Array(text).ToTensor() : text;

    NpyArray Array(string key) => arrays.TryGetValue($"{caseName}/{key[1..]}", out var array) ? array : throw new BindingException($"the archive has no array '{caseName}/{key[1..]}'");

    object Object(JsonElement piece)
    {
        var fields = piece.EnumerateObject().ToList();
        var names = string.Join(' ', fields.Select(field => field.Name));
        switch (names)
        {
            case "strings shape": return Strings(piece.GetProperty("strings"), piece.GetProperty("shape"));
            case "bits dtype": return Bits(Array(fields[0].Value.GetString()!), fields[1].Value.GetString()!);
            case "float": return fields[0].Value.GetString() switch { "nan" => double.NaN, "inf" => double.PositiveInfinity, _ => double.NegativeInfinity };
            case "complex": return new Complex((double)Convert.ChangeType(Read(fields[0].Value[0])!, typeof(double)), (double)Convert.ChangeType(Read(fields[0].Value[1])!, typeof(double)));
            case "function" when fields[0].Value.ValueKind == JsonValueKind.String: return new GoldenFunction(fields[0].Value.GetString()!);
            case "index": return new GoldenIndex([.. fields[0].Value.EnumerateArray().Select(Read)]);
        }
        return fields.ToDictionary(field => field.Name, field => Read(field.Value), StringComparer.Ordinal);
    }

    static Tensor Strings(JsonElement values, JsonElement shape)
    {
        var texts = new List<string>();
        void Add(JsonElement value)
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in value.EnumerateArray()) Add(item);
            }
            else
            {
                texts.Add(value.GetString()!);
            }
        }
        Add(values);
        return Tensor.Constant((System.Array)texts.ToArray(), Shape.Of([.. shape.EnumerateArray().Select(axis => axis.GetInt64())]));
    }

    static Tensor Bits(NpyArray array, string type)
    {
        var shape = Shape.Of([.. array.Shape]);
        return type switch
        {
            "bfloat16" => Tensor.Constant((System.Array)System.Array.ConvertAll((ushort[])array.Values, bits => (BFloat16)BitConverter.UInt32BitsToSingle((uint)bits << 16)), shape),
            "float16" => Tensor.Constant((System.Array)System.Array.ConvertAll((ushort[])array.Values, BitConverter.UInt16BitsToHalf), shape),
            _ => throw new NotSupportedNameException($"the type {type}"),
        };
    }
}

/// <summary>A function that a case names; the table in fields/ops.md says what it computes.</summary>
sealed record GoldenFunction(string Name);

/// <summary>An index of <c>get_item</c>: integers, null for a new axis, "...", {"slice": [start, stop, step]}, tensors.</summary>
sealed record GoldenIndex(IReadOnlyList<object?> Parts);
