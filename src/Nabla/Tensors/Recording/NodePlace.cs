using System.Diagnostics;

namespace Nabla;

/// <summary>Where in the C# program a node was made: the first frame outside this library.</summary>
internal sealed class NodePlace(StackFrame frame)
{
    static readonly string Library = typeof(Tensor).Assembly.FullName!;

    /// <summary>The place now; null where only this library is on the stack.</summary>
    internal static NodePlace? Here()
    {
        var stack = new StackTrace(1, fNeedFileInfo: false);
        for (int i = 0; i < stack.FrameCount; i++)
        {
            if (DiagnosticMethodInfo.Create(stack.GetFrame(i)!) is { } method && method.DeclaringAssemblyName != Library)
            {
                // Only this one frame is looked up in the symbols.
                return new(new StackFrame(i + 1, needFileInfo: true));
            }
        }

        return null;
    }

    /// <summary>Method, file and line, as far as symbols tell: <c>Program.Main (LinearRegression.cs:12)</c>.</summary>
    public override string ToString()
    {
        var method = DiagnosticMethodInfo.Create(frame);
        string type = method?.DeclaringTypeName ?? "";
        string name = $"{type[(type.LastIndexOf('.') + 1)..]}.{method?.Name}";
        return frame.GetFileName() is { } file ? $"{name} ({Path.GetFileName(file)}:{frame.GetFileLineNumber()})" : name;
    }
}
