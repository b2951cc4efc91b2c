using System.Buffers.Binary;
using System.Text.Json;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>The header of a safetensors file: its length in 8 bytes, then JSON.</summary>
sealed class SafetensorsHeader
{
    const long Most = 100_000_000;

    readonly string file;
    readonly LoadLimits limits;

    SafetensorsHeader(string file, LoadLimits limits) => (this.file, this.limits) = (file, limits);

    /// <summary>Texts that the writer added.</summary>
    public List<KeyValuePair<string, string>> Metadata { get; } = [];

    /// <summary>The tensors, in the order of their bytes.</summary>
    public List<SafetensorsEntry> Entries { get; private set; } = [];

    /// <summary>Where the first tensor's bytes begin.</summary>
    public long DataBegin { get; private set; }

    public static SafetensorsHeader Read(Stream stream, string file, LoadLimits limits)
    {
        var header = new SafetensorsHeader(file, limits);
        Span<byte> field = stackalloc byte[8];
        if (stream.Length < 8) throw header.Bad("header", "the file is too short to hold its length");
        stream.Position = 0;
        stream.ReadExactly(field);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(field);
        if (length > Most) throw header.Bad("header", $"it takes {length:N0} bytes, and at most {Most:N0} are allowed");
        if ((long)length > stream.Length - 8) throw header.Bad("header", $"it takes {length:N0} bytes, and {stream.Length - 8:N0} follow");
        var json = new byte[length];
        stream.ReadExactly(json);
        header.DataBegin = 8 + (long)length;
        header.Parse(json);
        header.CheckOffsets(stream.Length - header.DataBegin);
        return header;
    }

    void Parse(byte[] json)
    {
        if (!System.Text.Unicode.Utf8.IsValid(json)) throw Bad("header", "it is not UTF-8");
        if (json.Length == 0 || json[0] != (byte)'{') throw Bad("header", "it does not begin with '{'");
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Math.Max(4, Math.Min(64, limits.MaxNesting)) });
        try
        {
            reader.Read();
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (Next(ref reader) == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!names.Add(name)) throw Bad(ContainedFile.Shown(name), "two tensors have this name");
                if (names.Count > limits.MaxEntries) throw Bad("header", $"it lists more than {limits.MaxEntries:N0} tensors");
                if (name == "__metadata__") ReadMetadata(ref reader);
                else Entries.Add(ReadEntry(ref reader, name));
            }
            if (reader.Read()) throw Bad("header", "something follows its end");
        }
        catch (JsonException error)
        {
            throw new ModelFormatException(file, "header", $"it is no JSON that can be read (byte {error.BytePositionInLine})", error);
        }
        catch (InvalidOperationException error)
        {
            // A text with half of a surrogate pair.
            throw new ModelFormatException(file, "header", "a text in it is no Unicode", error);
        }
    }

    static JsonTokenType Next(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : JsonTokenType.None;

    void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (Next(ref reader) != JsonTokenType.StartObject) throw Bad("__metadata__", "an object of texts is expected");
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            if (Next(ref reader) != JsonTokenType.String) throw Bad("__metadata__", $"{ContainedFile.Shown(key)} is no text");
            if (Metadata.Count >= limits.MaxEntries) throw Bad("__metadata__", $"it holds more than {limits.MaxEntries:N0} texts");
            Metadata.Add(new(key, reader.GetString()!));
        }
    }

    SafetensorsEntry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        var place = ContainedFile.Shown(name);
        if (Next(ref reader) != JsonTokenType.StartObject) throw Bad(place, "an object with 'dtype', 'shape' and 'data_offsets' is expected");
        SafetensorsType? type = null;
        List<long>? shape = null, offsets = null;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            switch (reader.GetString())
            {
                case "dtype" when type is null:
                    if (Next(ref reader) != JsonTokenType.String) throw Bad(place, "its 'dtype' is no text");
                    var text = reader.GetString()!;
                    type = SafetensorsTypes.Find(text) ?? throw Bad(place, $"the type {ContainedFile.Shown(text)} is not known");
                    break;
                case "shape" when shape is null:
                    shape = Numbers(ref reader, place, limits.MaxRank);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = Numbers(ref reader, place, 2);
                    break;
                case var key:
                    throw Bad(place, $"the field {ContainedFile.Shown(key!)} stands twice, or is not known");
            }
        }
        if (type is null || shape is null || offsets is not { Count: 2 }) throw Bad(place, "one of 'dtype', 'shape' and 'data_offsets' is missing");
        if (offsets[1] < offsets[0]) throw Bad(place, "its bytes end before they begin");
        Int128 count = 1;
        foreach (var axis in shape) count = count > long.MaxValue && axis > 0 ? Int128.MaxValue >> 64 : count * axis;
        var bits = count * type.Value.Bits;
        if (bits % 8 != 0 || bits / 8 != offsets[1] - offsets[0]) throw Bad(place, $"the shape [{string.Join(", ", shape)}] of {type.Value.HeaderName} does not take {offsets[1] - offsets[0]:N0} bytes");
        return new(name, type.Value, shape, offsets[1] - offsets[0]) { Begin = offsets[0] };
    }

    List<long> Numbers(ref Utf8JsonReader reader, string place, int most)
    {
        if (Next(ref reader) != JsonTokenType.StartArray) throw Bad(place, "a list of whole numbers is expected");
        var numbers = new List<long>();
        while (Next(ref reader) == JsonTokenType.Number)
        {
            if (numbers.Count >= most) throw Bad(place, $"a list has more than {most} numbers");
            if (!reader.TryGetInt64(out var number) || number < 0) throw Bad(place, "a number in it is negative, no whole number, or too large");
            numbers.Add(number);
        }
        return reader.TokenType == JsonTokenType.EndArray ? numbers : throw Bad(place, "a list of whole numbers is expected");
    }

    // Tensors follow one another without gaps, and the last one ends with the file: no byte belongs to two, and none to nobody.
    void CheckOffsets(long length)
    {
        Entries = [.. Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.Length)];
        var end = 0L;
        foreach (var entry in Entries)
        {
            if (entry.Begin != end) throw Bad(ContainedFile.Shown(entry.Name), $"its bytes begin at {entry.Begin:N0}, and those before it end at {end:N0}");
            end += entry.Length;
        }
        if (end != length) throw Bad("", $"its tensors take {end:N0} bytes, and {length:N0} are there");
    }

    ModelFormatException Bad(string place, string reason) => new(file, place, reason);
}
