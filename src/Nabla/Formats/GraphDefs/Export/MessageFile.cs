using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>Writes messages to files.</summary>
static class MessageFile
{
    /// <summary>As text where the name ends in <c>.pbtxt</c>, else binary.</summary>
    public static void Write(string path, IMessage message) => CrashSafeFile.Write(path, path.EndsWith(".pbtxt", StringComparison.OrdinalIgnoreCase) ? System.Text.Encoding.UTF8.GetBytes(TextFormat.ToText(message)) : message.ToByteArray());
}
