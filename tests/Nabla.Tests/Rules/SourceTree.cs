using System.Runtime.CompilerServices;

namespace Nabla.Tests.Rules;

/// <summary>The project's source files, found from where this one was compiled.</summary>
static class SourceTree
{
    internal static string Root { get; } = FindRoot();

    internal static IEnumerable<string> Files(params string[] folders) =>
        from folder in folders
        where Directory.Exists(Path.Combine(Root, folder))
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        select path;

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        if (!folder.Exists)
        {
            folder = new DirectoryInfo(AppContext.BaseDirectory);
        }

        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Nabla.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests need the project's sources around them.");
    }
}
