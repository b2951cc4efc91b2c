namespace Nabla.Goldens.Programs;

/// <summary>Files that golden cases refer to: in NABLA_ARTIFACTS, or in a folder artifacts beside a folder above the cases.</summary>
static class ArtifactFiles
{
    /// <summary>The path of a file below a folder such as <c>datasets/digits-png</c>.</summary>
    public static string Path(string folder, string name)
    {
        foreach (var root in Roots())
        {
            var path = System.IO.Path.Combine(root, folder, name);
            if (File.Exists(path)) return path;
        }
        throw new FileNotFoundException($"{folder}/{name} is in none of {string.Join(", ", Roots())}. Set NABLA_ARTIFACTS to the folder of the artifacts.");
    }

    static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable("NABLA_ARTIFACTS") is { Length: > 0 } artifacts) yield return artifacts;
        for (var folder = System.IO.Path.GetFullPath(MnistFiles.Goldens); !string.IsNullOrEmpty(folder); folder = System.IO.Path.GetDirectoryName(folder))
        {
            yield return System.IO.Path.Combine(folder, "artifacts");
        }
    }
}
