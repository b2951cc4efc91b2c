using System.Diagnostics;
using System.Text.Json;

namespace Nabla.Benchmarks;

/// <summary>A Python process with torch that runs the same rows, asked line by line; absent where Python or torch is.</summary>
internal sealed class TorchPeer : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;

    private TorchPeer(Process process, string version)
    {
        _process = process;
        Version = version;
    }

    public string Version { get; }

    /// <summary>Starts it, or says why not.</summary>
    public static TorchPeer? Start(out string? reason)
    {
        if (!File.Exists(Python))
        {
            reason = $"there is no {Python}";
            return null;
        }

        ProcessStartInfo start = new(Python, ["-u", Path.Combine(AppContext.BaseDirectory, "torch_rows.py")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // Debian's OpenBLAS does not know newer AMD processors and would take a slow kernel.
        start.Environment["OPENBLAS_CORETYPE"] = "SKYLAKEX";
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        string? first = process.StandardOutput.ReadLine();
        if (first is null || !first.StartsWith("torch ", StringComparison.Ordinal))
        {
            reason = $"{Python} cannot import torch";
            process.Dispose();
            return null;
        }

        reason = null;
        return new TorchPeer(process, first);
    }

    /// <summary>Runs the row's setup.</summary>
    public void Prepare(TorchCode code, int threads) => Ask(new { setup = code.Setup, run = code.Run, threads });

    /// <summary>Takes samples for that long, then lets its threads go to sleep: OpenBLAS spins for some 20 ms after its last product.</summary>
    public void Sample(double seconds)
    {
        Ask(new { seconds });
        Thread.Sleep(40);
    }

    /// <summary>Fastest and median of all samples since the setup.</summary>
    public Times Times()
    {
        JsonElement answer = Ask(new { times = true });
        return new(answer.GetProperty("min_ms").GetDouble(), answer.GetProperty("median_ms").GetDouble());
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private JsonElement Ask<TQuestion>(TQuestion question)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(question));
        _process.StandardInput.Flush();
        string line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Benchmarks: the torch process ended.");
        JsonElement answer = JsonDocument.Parse(line).RootElement;
        return answer.TryGetProperty("error", out JsonElement error)
            ? throw new InvalidOperationException($"Benchmarks: torch said: {error.GetString()}")
            : answer;
    }
}
