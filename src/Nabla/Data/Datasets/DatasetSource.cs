using System.Security.Cryptography;

namespace Nabla.Data;

/// <summary>Where the files of a data set are: in a folder of the user's, in the cache, or on the internet.</summary>
/// <param name="folderName">Name of the data set's folder, in the cache and in folders that hold several.</param>
/// <param name="files">The files; a name ends in .gz.</param>
/// <param name="mirrors">Addresses that hold the files, tried in order; each ends in a slash.</param>
sealed class DatasetSource(string folderName, IReadOnlyList<DatasetFile> files, IReadOnlyList<Uri> mirrors)
{
    /// <summary>The environment variable that names a folder with data sets.</summary>
    public const string Variable = "NABLA_DATA";

    /// <summary>The files, in the order in which their paths are given.</summary>
    public IReadOnlyList<DatasetFile> Files => files;

    /// <summary>The folder where downloads are kept; tests put another in its place.</summary>
    public string CacheFolder { get; init; } = Path.Combine(CacheRoot(), "nabla", "datasets", folderName);

    /// <summary>What the environment variable says; tests put another in its place.</summary>
    public string? VariableFolder { get; init; } = Environment.GetEnvironmentVariable(Variable);

    /// <summary>Makes the connection to the internet; tests put another in its place.</summary>
    public Func<HttpMessageHandler> Connection { get; init; } = () => new SocketsHttpHandler { ConnectTimeout = DatasetDownload.Patience };

    /// <summary>Paths of all files, in order; null where nothing has them and no download came about.</summary>
    /// <param name="given">The user's folder, which must hold the files where it is given.</param>
    /// <param name="notice">Told what is downloaded, and why a download failed.</param>
    /// <param name="cancellation">Ends a download.</param>
    public IReadOnlyList<string>? Find(string? given, Action<string>? notice, CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(given))
        {
            return InFolder(given) ?? throw new FileNotFoundException(
                $"{folderName}: the folder '{given}' does not hold the data set: expected {string.Join(", ", files.Select(file => file.Name))}, packed or unpacked, "
                + $"in it or in '{folderName}' below it. Put the files there, or leave the folder away.");
        }

        if (!string.IsNullOrEmpty(VariableFolder) && InFolder(VariableFolder) is { } found)
        {
            return found;
        }

        return InCache() ? CachePaths() : Downloaded(notice, cancellation) ? CachePaths() : null;
    }

    IReadOnlyList<string>? InFolder(string folder)
    {
        foreach (string place in (string[])[folder, Path.Combine(folder, folderName)])
        {
            string?[] paths = [.. files.Select(file => Names(file).Select(name => Path.Combine(place, name)).FirstOrDefault(File.Exists))];
            if (paths.All(path => path is not null))
            {
                return paths!;
            }
        }

        return null;
    }

    // Some programs unpack train-images-idx3-ubyte.gz as train-images.idx3-ubyte.
    static IEnumerable<string> Names(DatasetFile file)
    {
        string plain = file.Name[..^3];
        return [file.Name, plain, plain.Replace("-idx", ".idx", StringComparison.Ordinal)];
    }

    bool InCache() => files.All(file =>
    {
        string path = Path.Combine(CacheFolder, file.Name);
        if (!File.Exists(path) || new FileInfo(path).Length != file.Size)
        {
            return false;
        }

        using FileStream stream = File.OpenRead(path);
        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(stream)), file.Sha256, StringComparison.Ordinal);
    });

    string[] CachePaths() => [.. files.Select(file => Path.Combine(CacheFolder, file.Name))];

    bool Downloaded(Action<string>? notice, CancellationToken cancellation)
    {
        using HttpMessageHandler connection = Connection();
        DatasetDownload download = new(connection, notice);
        string reason = "no address is known";
        foreach (Uri mirror in mirrors)
        {
            try
            {
                foreach (DatasetFile file in files)
                {
                    download.Fetch(new Uri(mirror, file.Name), file, CacheFolder, cancellation);
                }

                return true;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or UnauthorizedAccessException or TimeoutException)
            {
                reason = $"{mirror.Host}: {e.Message}";
            }
        }

        notice?.Invoke($"{folderName}: the data set could not be downloaded ({reason.TrimEnd('.')}).");
        return false;
    }

    static string CacheRoot()
    {
        string local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return local.Length > 0 ? local : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
    }
}
