using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Nabla.Formats.TensorFlow;

/// <summary>Fills messages from protobuf text.</summary>
sealed class TextFormatReader(TextTokens tokens, LoadLimits limits)
{
    // What an object or a number takes in memory, with the growth of the list in which it lies.
    const long PerMessage = 160, PerNumber = 16;

    int depth;
    long taken;

    /// <summary>Reads fields to the end of the text.</summary>
    public void Fill(IMessage message)
    {
        Fields(message, null);
        if (tokens.Kind != TextTokenKind.End) throw tokens.Bad($"{tokens.Shown} stands where a field was expected");
    }

    void Fields(IMessage message, char? end)
    {
        // A level of a graph's attribute takes several messages, so messages may stand deeper than lists do.
        if (++depth > 2 * limits.MaxNesting) throw tokens.Bad($"messages stand more than {2 * limits.MaxNesting} deep in one another");
        Take(PerMessage);
        var seen = new HashSet<int>();
        while (tokens.Kind == TextTokenKind.Word)
        {
            var field = message.Descriptor.FindFieldByName(tokens.Word)
                ?? throw tokens.Bad($"a {message.Descriptor.Name} has no field {tokens.Shown}");
            if (!field.IsRepeated && !seen.Add(field.FieldNumber)) throw tokens.Bad($"the field '{field.Name}' stands here a second time");
            tokens.Next();
            var hasColon = tokens.Skip(':');
            if (!hasColon && !IsMessage(field)) throw tokens.Bad($"{tokens.Shown} stands where the colon after '{field.Name}' was expected");
            Value(message, field);
            if (!tokens.Skip(',')) tokens.Skip(';');
        }
        if (end is { } sign && !tokens.Skip(sign)) throw tokens.Bad($"{tokens.Shown} stands where a field or '{sign}' was expected");
        depth--;
    }

    void Value(IMessage message, FieldDescriptor field)
    {
        if (!field.IsRepeated)
        {
            field.Accessor.SetValue(message, Single(field));
            return;
        }
        if (!tokens.Skip('['))
        {
            Add(message, field);
            return;
        }
        while (!tokens.Skip(']'))
        {
            Add(message, field);
            if (!tokens.Skip(',') && !tokens.Is(']')) throw tokens.Bad($"{tokens.Shown} stands where ',' or ']' was expected");
        }
    }

    void Add(IMessage message, FieldDescriptor field)
    {
        if (!field.IsMap)
        {
            ((IList)field.Accessor.GetValue(message)).Add(Single(field));
            return;
        }
        var (keyField, valueField) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
        object? key = null, value = null;
        var end = Open();
        while (tokens.Kind == TextTokenKind.Word)
        {
            var name = tokens.Word;
            if (name is not ("key" or "value")) throw tokens.Bad($"an entry of '{field.Name}' has no field {tokens.Shown}");
            tokens.Next();
            tokens.Skip(':');
            if (name == "key") key = Single(keyField);
            else value = Single(valueField);
            if (!tokens.Skip(',')) tokens.Skip(';');
        }
        if (!tokens.Skip(end)) throw tokens.Bad($"{tokens.Shown} stands where '{end}' was expected");
        ((IDictionary)field.Accessor.GetValue(message))[key ?? Default(keyField)] = value ?? Default(valueField);
    }

    object Single(FieldDescriptor field)
    {
        if (IsMessage(field))
        {
            var end = Open();
            var part = Empty(field);
            Fields(part, end);
            return part is Google.Protobuf.WellKnownTypes.BoolValue wrapped ? wrapped.Value : part;
        }
        if (field.FieldType is FieldType.String or FieldType.Bytes)
        {
            if (tokens.Kind != TextTokenKind.Text) throw tokens.Bad($"{tokens.Shown} stands where a quoted text was expected for '{field.Name}'");
            var bytes = QuotedBytes();
            return field.FieldType == FieldType.Bytes ? UnsafeByteOperations.UnsafeWrap(bytes) : System.Text.Encoding.UTF8.GetString(bytes);
        }
        Take(PerNumber);
        var isNegative = tokens.Skip('-');
        if (tokens.Kind is not (TextTokenKind.Word or TextTokenKind.Number)) throw tokens.Bad($"{tokens.Shown} stands where a value was expected for '{field.Name}'");
        var result = TextNumbers.Read(field, tokens.Word, isNegative) ?? throw tokens.Bad($"'{(isNegative ? "-" : "")}{tokens.Word}' is no value of '{field.Name}', which is {Kind(field)}");
        tokens.Next();
        return result;
    }

    /// <summary>Quoted texts that follow one another are one.</summary>
    byte[] QuotedBytes()
    {
        var first = tokens.Bytes;
        tokens.Next();
        if (tokens.Kind != TextTokenKind.Text) return first;
        var all = new List<byte>(first);
        for (; tokens.Kind == TextTokenKind.Text; tokens.Next()) all.AddRange(tokens.Bytes);
        return [.. all];
    }

    /// <summary>Counts what was read: a few characters can stand for a message of a hundred bytes.</summary>
    void Take(long bytes)
    {
        taken += bytes;
        if (taken > limits.MaxDecodedBytes) throw tokens.Bad($"the message takes more than {limits.MaxDecodedBytes:N0} bytes, the most that are decoded. If you trust the file, raise LoadLimits.MaxDecodedBytes");
    }

    char Open()
    {
        if (tokens.Skip('{')) return '}';
        if (tokens.Skip('<')) return '>';
        throw tokens.Bad($"{tokens.Shown} stands where '{{' was expected");
    }

    static bool IsMessage(FieldDescriptor field) => field.FieldType == FieldType.Message;

    static IMessage Empty(FieldDescriptor field) => field.MessageType.Parser.ParseFrom(ByteString.Empty);

    static object Default(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => Empty(field),
        FieldType.String => "",
        FieldType.Bytes => ByteString.Empty,
        _ => TextNumbers.Read(field, field.FieldType == FieldType.Bool ? "false" : "0", false)!,
    };

    static string Kind(FieldDescriptor field) => field.FieldType == FieldType.Enum ? $"one of {field.EnumType.Name}" : $"of type {field.FieldType.ToString().ToLowerInvariant()}";
}
