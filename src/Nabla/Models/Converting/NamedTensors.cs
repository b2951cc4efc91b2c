namespace Nabla.Models.Converting;

/// <summary>Tensors of a file, each read when its turn comes.</summary>
/// <param name="entries">Name, bytes, and how to read it.</param>
/// <param name="source">What is open meanwhile; null for nothing.</param>
sealed class NamedTensors(IReadOnlyList<(string Name, long Bytes, Func<Tensor> Read)> entries, IDisposable? source = null) : IDisposable
{
    /// <summary>How many there are.</summary>
    public int Count => entries.Count;

    /// <summary>Their names.</summary>
    public IEnumerable<string> Names => entries.Select(entry => entry.Name);

    /// <summary>What of the file is not among them, in sentences; more may come while they are read.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Reads them one by one.</summary>
    /// <exception cref="OperationCanceledException">It was asked for.</exception>
    public IEnumerable<KeyValuePair<string, Tensor>> Read(Action<long, long>? progress, CancellationToken cancellationToken)
    {
        long done = 0, all = entries.Sum(entry => entry.Bytes);
        foreach (var (name, bytes, read) in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new(name, read());
            progress?.Invoke(done += bytes, all);
        }
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => source?.Dispose();
}
