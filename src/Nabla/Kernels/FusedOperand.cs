namespace Nabla.Kernels;

/// <summary>An input or output of a fused program: an array and where its elements lie in it.</summary>
internal readonly unsafe struct FusedOperand
{
    private FusedOperand(Array array, long offset, long[]? strides, bool isScalar, int size)
    {
        Array = array;
        Offset = offset;
        Strides = strides;
        IsScalar = isScalar;
        Size = size;
    }

    /// <summary>The memory.</summary>
    public Array Array { get; }

    /// <summary>Index of the first element.</summary>
    public long Offset { get; }

    /// <summary>Step of each axis in elements; null for row-major order.</summary>
    public long[]? Strides { get; }

    /// <summary>True where one element serves all.</summary>
    public bool IsScalar { get; }

    /// <summary>Bytes of an element.</summary>
    public int Size { get; }

    /// <summary>True for bool elements, which are masks in the loop.</summary>
    public bool IsTruth => Array is bool[];

    /// <summary>Elements one after another, in row-major order.</summary>
    public static FusedOperand Of<T>(T[] array, long offset = 0)
        where T : unmanaged =>
        new(array, offset, null, isScalar: false, sizeof(T));

    /// <summary>One element for all.</summary>
    public static FusedOperand Scalar<T>(T[] array, long offset = 0)
        where T : unmanaged =>
        new(array, offset, null, isScalar: true, sizeof(T));

    /// <summary>Elements at steps of their own.</summary>
    public static FusedOperand Strided<T>(T[] array, long offset, long[] strides)
        where T : unmanaged =>
        new(array, offset, strides, isScalar: false, sizeof(T));
}
