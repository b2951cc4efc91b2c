namespace Nabla.Kernels;

/// <summary>A strided window on memory: what a kernel sees of a tensor.</summary>
/// <remarks>Element (i₀, i₁, …) lies at Storage[Offset + Σ iₖ·Strides[k]]. A stride may be zero (a broadcast axis) or negative
/// (a reversed one). Lengths and strides count elements, outermost axis first.</remarks>
/// <typeparam name="T">Element type.</typeparam>
public readonly ref struct View<T>(Span<T> storage, long offset, ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides)
{
    /// <summary>All of the storage, not only what the view shows.</summary>
    public Span<T> Storage { get; } = storage;

    /// <summary>Index of the element (0, 0, …).</summary>
    public long Offset { get; } = offset;

    /// <summary>Length of each axis.</summary>
    public ReadOnlySpan<long> Lengths { get; } = lengths;

    /// <summary>Step of each axis.</summary>
    public ReadOnlySpan<long> Strides { get; } = strides;

    /// <summary>Number of axes.</summary>
    public int Rank => Lengths.Length;

    /// <summary>Number of elements.</summary>
    public long Size
    {
        get
        {
            long size = 1;
            foreach (long length in Lengths)
            {
                size *= length;
            }

            return size;
        }
    }

    /// <summary>True where the elements lie one after another in row-major order.</summary>
    public bool IsContiguous
    {
        get
        {
            long step = 1;
            for (int k = Rank - 1; k >= 0; k--)
            {
                if (Lengths[k] != 1 && Strides[k] != step)
                {
                    return Size == 0;
                }

                step *= Lengths[k];
            }

            return true;
        }
    }

    /// <summary>The elements as one span; only for a contiguous view.</summary>
    public Span<T> Contiguous => Storage.Slice((int)Offset, (int)Size);
}
