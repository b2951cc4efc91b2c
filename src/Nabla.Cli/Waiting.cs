using System.Globalization;
using Spectre.Console;

namespace Nabla.Cli;

/// <summary>Shows on a terminal what is being waited for.</summary>
internal static class Waiting
{
    // What is read within a blink needs no word.
    const long Large = 8L << 20;

    /// <summary>Does something with a file; where the file is large and somebody looks on, a line says so until it is done.</summary>
    internal static T For<T>(string verb, string path, Func<T> work)
    {
        long size = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (size < Large || !AnsiConsole.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
        {
            return work();
        }

        return AnsiConsole.Status().Start($"{verb} {path} ({Size(size)}) …".EscapeMarkup(), _ => work());
    }

    /// <summary>Bytes in the unit in which they are read easily: <c>1.4 MB</c>.</summary>
    internal static string Size(long bytes)
    {
        string[] units = ["bytes", "kB", "MB", "GB", "TB"];
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value.ToString(unit == 0 ? "N0" : "0.#", CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
