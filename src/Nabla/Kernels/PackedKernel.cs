namespace Nabla.Kernels;

/// <summary>The kernel of a convolution, put side by side as its tiles read it, to be used again and again.</summary>
/// <param name="bytes">How much memory it takes.</param>
internal sealed unsafe class PackedKernel(nint bytes)
{
    private readonly byte[] _memory = GC.AllocateUninitializedArray<byte>(checked((int)bytes + 64), pinned: true);

    /// <summary>The version of the variable from which it was packed.</summary>
    public long Version { get; init; }

    /// <summary>The first element, on a cache line.</summary>
    public byte* Start => GemmMemory.Start(_memory);
}
