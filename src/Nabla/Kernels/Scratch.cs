using System.Buffers;

namespace Nabla.Kernels;

/// <summary>Memory for the time of one kernel call, rented from the shared pool.</summary>
internal readonly ref struct Scratch<T>
{
    readonly T[] _rented;

    /// <summary>Rents <paramref name="length"/> elements; their values are whatever was left there.</summary>
    public Scratch(long length)
    {
        _rented = ArrayPool<T>.Shared.Rent(checked((int)length));
        Span = _rented.AsSpan(0, (int)length);
    }

    /// <summary>The rented elements.</summary>
    public Span<T> Span { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<T>.Shared.Return(_rented, System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>());
}
