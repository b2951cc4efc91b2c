using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Nabla.Formats.TensorFlow;

/// <summary>Writes messages as protobuf text.</summary>
static class TextFormatWriter
{
    /// <summary>Adds the fields of a message that are set, in the order of their numbers.</summary>
    public static void Write(StringBuilder text, IMessage message, int depth)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (field.IsMap) WriteMap(text, field, (IDictionary)value, depth);
            else if (field.IsRepeated) WriteAll(text, field, (IList)value, depth);
            else if (IsSet(message, field, value)) WriteField(text, field, value, depth);
        }
    }

    static bool IsSet(IMessage message, FieldDescriptor field, object? value) =>
        field.RealContainingOneof is { } oneof ? oneof.Accessor.GetCaseFieldDescriptor(message) == field :
        field.FieldType == FieldType.Message ? value is not null : !IsDefault(value!);

    static bool IsDefault(object value) => value switch
    {
        string text => text.Length == 0,
        ByteString bytes => bytes.Length == 0,
        Enum number => Convert.ToInt32(number, CultureInfo.InvariantCulture) == 0,
        // Negative zero is not the default: its bits differ.
        double number => BitConverter.DoubleToInt64Bits(number) == 0,
        float number => BitConverter.SingleToInt32Bits(number) == 0,
        bool flag => !flag,
        _ => Convert.ToDecimal(value, CultureInfo.InvariantCulture) == 0,
    };

    static void WriteAll(StringBuilder text, FieldDescriptor field, IList values, int depth)
    {
        foreach (var value in values) WriteField(text, field, value!, depth);
    }

    static void WriteMap(StringBuilder text, FieldDescriptor field, IDictionary entries, int depth)
    {
        var (keyField, valueField) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
        var keys = entries.Keys.Cast<object>().ToArray();
        // By name, so that equal messages have equal text.
        if (keyField.FieldType == FieldType.String) Array.Sort(keys, (x, y) => string.CompareOrdinal((string)x, (string)y));
        else Array.Sort(keys);
        foreach (var key in keys)
        {
            Line(text, depth).Append(field.Name).Append(" {\n");
            WriteField(text, keyField, key, depth + 1);
            WriteField(text, valueField, entries[key]!, depth + 1);
            Line(text, depth).Append("}\n");
        }
    }

    static void WriteField(StringBuilder text, FieldDescriptor field, object value, int depth)
    {
        Line(text, depth).Append(field.Name);
        if (value is IMessage message)
        {
            text.Append(" {\n");
            Write(text, message, depth + 1);
            Line(text, depth).Append("}\n");
            return;
        }
        if (field.FieldType == FieldType.Message)
        {
            // The only wrapper in use is the one of a truth value.
            text.Append(" {\n");
            if (value is true) Line(text, depth + 1).Append("value: true\n");
            Line(text, depth).Append("}\n");
            return;
        }
        text.Append(": ").Append(Value(field, value)).Append('\n');
    }

    static string Value(FieldDescriptor field, object value) => value switch
    {
        string text => Quoted(Encoding.UTF8.GetBytes(text)),
        ByteString bytes => Quoted(bytes.Span),
        bool flag => flag ? "true" : "false",
        float number => TextNumbers.Text(number),
        double number => TextNumbers.Text(number),
        Enum number => Name(field.EnumType, Convert.ToInt32(number, CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    static string Name(EnumDescriptor type, int number) => type.FindValueByNumber(number)?.Name ?? number.ToString(CultureInfo.InvariantCulture);

    static string Quoted(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length + 2).Append('"');
        foreach (var b in bytes)
        {
            if (b == '\n') text.Append("\\n");
            else if (b == '\r') text.Append("\\r");
            else if (b == '\t') text.Append("\\t");
            else if (b is (byte)'"' or (byte)'\'' or (byte)'\\') text.Append('\\').Append((char)b);
            else if (b is >= 32 and < 127) text.Append((char)b);
            else text.Append('\\').Append((char)('0' + (b >> 6))).Append((char)('0' + ((b >> 3) & 7))).Append((char)('0' + (b & 7)));
        }
        return text.Append('"').ToString();
    }

    static StringBuilder Line(StringBuilder text, int depth) => text.Append(' ', 2 * depth);
}
