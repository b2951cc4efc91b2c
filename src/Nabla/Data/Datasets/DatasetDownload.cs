using System.Diagnostics;
using System.Security.Cryptography;
using Nabla.Files;

namespace Nabla.Data;

/// <summary>Fetches files whose checksums are known into a folder, crash-safely.</summary>
/// <remarks>All connections together may take <see cref="Patience"/>; a transfer that stands still for three times as long is given up.</remarks>
sealed class DatasetDownload(HttpMessageHandler connection, Action<string>? notice)
{
    /// <summary>How long to wait for connections before a download is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly HttpClient client = new(connection, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    readonly Stopwatch waiting = new();

    /// <summary>Fetches one file unless the folder has it already.</summary>
    /// <exception cref="InvalidDataException">The bytes are not those of the data set.</exception>
    /// <exception cref="HttpRequestException">There is no connection, or the server refuses.</exception>
    /// <exception cref="TimeoutException">No answer came in time.</exception>
    public void Fetch(Uri address, DatasetFile file, string folder, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, file.Name);
        if (File.Exists(path) && new FileInfo(path).Length == file.Size && Fits(File.ReadAllBytes(path), file))
        {
            return;
        }

        byte[] bytes = new byte[file.Size];
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            TimeSpan left = Patience - waiting.Elapsed;
            limit.CancelAfter(left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1));
            waiting.Start();
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            using HttpResponseMessage response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            waiting.Stop();
            response.EnsureSuccessStatusCode();
            notice?.Invoke($"Downloading {address} ({file.Size / 1e6:0.0} MB).");
            Receive(response, bytes, limit);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("no answer came in time", e);
        }
        finally
        {
            waiting.Stop();
        }

        if (!Fits(bytes, file))
        {
            throw new InvalidDataException($"{file.Name} has another SHA-256 than the data set's");
        }

        Directory.CreateDirectory(folder);
        CrashSafeFile.Write(path, bytes);
    }

    static void Receive(HttpResponseMessage response, byte[] bytes, CancellationTokenSource limit)
    {
        using Stream stream = response.Content.ReadAsStream(limit.Token);
        int held = 0;
        while (held < bytes.Length)
        {
            limit.CancelAfter(3 * Patience);
            // The asynchronous read alone can be cancelled while it stands still.
            int count = stream.ReadAsync(bytes.AsMemory(held), limit.Token).AsTask().GetAwaiter().GetResult();
            if (count == 0)
            {
                throw new InvalidDataException($"the transfer ended after {held:N0} of {bytes.Length:N0} bytes");
            }

            held += count;
        }
    }

    static bool Fits(byte[] bytes, DatasetFile file) => string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), file.Sha256, StringComparison.Ordinal);
}
