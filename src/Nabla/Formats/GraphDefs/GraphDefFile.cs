using Google.Protobuf;
using Nabla.Files;
using Nabla.Formats.Protobuf;
using Nabla.Formats.TensorFlow;

namespace Nabla.Formats.GraphDefs;

/// <summary>Reads the messages of graph files, binary or as text.</summary>
static class GraphDefFile
{
    /// <summary>The message in a file.</summary>
    public static T Read<T>(string path, MessageParser<T> parser, LoadLimits limits)
        where T : IMessage<T>, new()
    {
        var full = Path.GetFullPath(path);
        var content = ContainedFile.ReadAllBytes(Path.GetDirectoryName(full)!, Path.GetFileName(full), limits);
        return Parse(content, path, parser, limits);
    }

    /// <summary>The message in these bytes.</summary>
    public static T Parse<T>(byte[] content, string file, MessageParser<T> parser, LoadLimits limits)
        where T : IMessage<T>, new() =>
        IsText(file, content) ? TextFormat.Parse<T>(content, file, limits) : Messages.Parse(parser, content, file, "", limits);

    /// <summary>A binary message holds control characters right at its beginning: field numbers and lengths.</summary>
    static bool IsText(string file, ReadOnlySpan<byte> content)
    {
        if (file.EndsWith(".pbtxt", StringComparison.OrdinalIgnoreCase)) return true;
        var start = content[..Math.Min(content.Length, 200)];
        return start.Length > 0 && start.IndexOfAnyExceptInRange((byte)9, (byte)126) < 0 && start.IndexOfAnyInRange((byte)14, (byte)31) < 0 && start.IndexOfAny((byte)'{', (byte)':') >= 0 && char.IsAsciiLetter((char)start.Trim(" \t\r\n"u8)[0]);
    }
}
