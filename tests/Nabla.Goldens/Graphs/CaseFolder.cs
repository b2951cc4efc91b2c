namespace Nabla.Goldens.Graphs;

/// <summary>An empty folder of a case's own, made when it is needed.</summary>
sealed class CaseFolder : IDisposable
{
    DirectoryInfo? folder;

    public string Path => (folder ??= Directory.CreateTempSubdirectory("nabla-goldens-")).FullName;

    public void Dispose() => folder?.Delete(recursive: true);
}
