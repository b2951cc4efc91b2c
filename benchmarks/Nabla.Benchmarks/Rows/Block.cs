using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Benchmarks.Rows;

/// <summary>Random numbers that begin on a cache line, as the storage of a tensor does.</summary>
internal sealed unsafe class Block
{
    private readonly float[] _storage;
    private readonly int _length;
    private readonly int _offset;

    public Block(int length, int seed = 1)
    {
        _length = length;
        _storage = GC.AllocateArray<float>(length + 16, pinned: true);
        _offset = (int)((64 - ((nint)Unsafe.AsPointer(ref _storage[0]) & 63)) & 63) / sizeof(float);
        Random random = new(seed);
        foreach (ref float number in Span)
        {
            number = random.NextSingle() - 0.5f;
        }
    }

    public Span<float> Span => _storage.AsSpan(_offset, _length);

    /// <summary>The numbers as a matrix, row by row.</summary>
    public View<float> Matrix(ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides) => new(_storage, _offset, lengths, strides);
}
