using Xunit;

namespace Nabla.Tests;

/// <summary>Folders of test material that lie outside the repository; a test that needs one is skipped where it is absent.</summary>
static class Materials
{
    /// <summary>Golden cases: NABLA_GOLDENS, or the folder shared/goldens beside the repository.</summary>
    public static string Goldens => Folder("NABLA_GOLDENS", "goldens");

    /// <summary>Files of other programs: NABLA_ARTIFACTS, or the folder shared/artifacts beside the repository.</summary>
    public static string Artifacts => Folder("NABLA_ARTIFACTS", "artifacts");

    static string Folder(string variable, string name)
    {
        var folder = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(folder))
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Nabla.slnx"))) root = root.Parent;
            folder = root?.Parent is null ? "" : Path.Combine(root.Parent.FullName, "shared", name);
        }
        Assert.SkipUnless(Directory.Exists(folder), $"The folder of {name} is absent; set {variable}.");
        return folder;
    }
}

/// <summary>An empty folder that goes with the test.</summary>
sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nabla-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
