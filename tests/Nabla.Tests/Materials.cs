using Xunit;

namespace Nabla.Tests;

/// <summary>Finds reference files outside the repository; tests that need them skip, saying so, where they are absent.</summary>
static class Materials
{
    public static string Goldens => Find("NABLA_GOLDENS", "goldens");

    public static string Artifacts => Find("NABLA_ARTIFACTS", "artifacts");

    static string Find(string variable, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given)
        {
            return given;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", name);
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        Assert.Skip($"The reference files are absent: set {variable}, or put them into ../shared/{name}.");
        return "";
    }
}
