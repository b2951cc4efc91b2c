using System.Text;
using Google.Protobuf;

namespace Nabla.Formats.TensorFlow;

/// <summary>Protobuf's text form, in which graphs (<c>.pbtxt</c>) and the state file <c>checkpoint</c> are written.</summary>
static class TextFormat
{
    /// <summary>The message that a text describes.</summary>
    /// <exception cref="ModelFormatException">The text describes no message of this type; the message names the line.</exception>
    public static T Parse<T>(byte[] text, string file, LoadLimits limits) where T : IMessage<T>, new()
    {
        var message = new T();
        new TextFormatReader(new TextTokens(text, file), limits).Fill(message);
        return message;
    }

    /// <summary>The text of a message: a field a line, nested ones two blanks further in, as Python's text_format writes it.</summary>
    public static string ToText(IMessage message)
    {
        var text = new StringBuilder();
        TextFormatWriter.Write(text, message, 0);
        return text.ToString();
    }
}
