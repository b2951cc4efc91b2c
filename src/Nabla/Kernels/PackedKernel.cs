namespace Nabla.Kernels;

/// <summary>The kernel of a convolution, put side by side as its tiles read it, to be used again and again.</summary>
/// <param name="bytes">How much memory it takes.</param>
internal sealed unsafe class PackedKernel(nint bytes)
{
    private readonly byte[] _memory = GC.AllocateUninitializedArray<byte>(checked((int)bytes + 64), pinned: true);

    /// <summary>The first element, on a cache line.</summary>
    public byte* Start => GemmMemory.Start(_memory);
}

/// <summary>The forms in which a variable's kernel was packed; shapes choose between them.</summary>
/// <param name="version">The version of the variable.</param>
internal sealed class PackedKernels(long version)
{
    /// <summary>The version of the variable from which they were packed.</summary>
    public long Version => version;

    /// <summary>For tiles of places; null until it is asked for.</summary>
    public PackedKernel? Places { get; set; }

    /// <summary>For Winograd's transforms; null until it is asked for.</summary>
    public PackedKernel? Transformed { get; set; }
}
