namespace Nabla.Kernels;

/// <summary>An operand of a <see cref="MapJob"/>: where its elements lie and how they become what the loop computes with.</summary>
internal unsafe struct MapOperand
{
    /// <summary>The element (0, 0, …).</summary>
    public byte* Start;

    /// <summary>Step of each axis in bytes.</summary>
    public long* Strides;

    /// <summary>Bytes of an element in memory.</summary>
    public int Size;

    /// <summary>Bytes of an element in the loop.</summary>
    public int Step;

    /// <summary>True where elements change type between memory and loop.</summary>
    public bool Converts;

    /// <summary>Copies elements, with strides in bytes on both sides, between memory and the loop's blocks: to them for an input, from them for an output.</summary>
    public delegate*<byte*, nint, byte*, nint, nint, void> Move;
}
