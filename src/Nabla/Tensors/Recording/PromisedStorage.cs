namespace Nabla;

/// <summary>In the place of the memory of a recorded tensor or of a graph's variable: says that there is none yet.</summary>
internal sealed class PromisedStorage(string message) : Storage
{
    internal override long Length => throw Refuse();

    internal override Span<byte> Bytes => throw Refuse();

    internal override void CopyTo(Storage other) => throw Refuse();

    internal override void CopyWindow(long offset, ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides, Storage to) => throw Refuse();

    internal override void Fill(Storage value) => throw Refuse();

    internal override void Release()
    {
    }

    internal override void Escape() => throw Refuse();

    internal InvalidOperationException Refuse() => new PromisedValueException(message);
}
