using Nabla.Kernels;

namespace Nabla;

/// <summary>An n-dimensional array of equal elements.</summary>
/// <remarks>Immutable for its user: operations make new tensors, and views (slices, reshapes, transposes) share memory. Only a
/// <see cref="Variable"/> changes. Nothing here needs to be disposed. Safe to read from many threads.</remarks>
public partial class Tensor
{
    Storage storage;
    long offset;
    readonly long[]? strides;

    internal Tensor(Shape shape, ElementType elementType, Storage storage, long offset = 0, long[]? strides = null)
    {
        Shape = shape;
        ElementType = elementType;
        this.storage = storage;
        this.offset = offset;
        this.strides = strides is not null && new View<byte>([], 0, shape.Lengths, strides).IsContiguous ? null : strides;
    }

    /// <summary>The length of each axis.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements.</summary>
    public ElementType ElementType { get; }

    /// <summary>Number of axes: 0 for a scalar, 1 for a vector, 2 for a matrix.</summary>
    public int Rank => Shape.Rank;

    /// <summary>Number of elements.</summary>
    public long Size => Shape.Size;

    /// <summary>Which entries of the leading axes count, [batch, time]: set by layers such as Masking and Embedding, and passed on by those that can. Null where all do.</summary>
    public Tensor? Mask { get; internal set; }

    /// <summary>The variable that this tensor is the value of, when it was read from one: gradients flow there.</summary>
    internal Variable? Origin { get; init; }

    /// <summary>The memory; a variable replaces its own when somebody else may read it.</summary>
    internal Storage Storage
    {
        get => storage;
        private protected set => storage = value;
    }

    /// <summary>Where the first element lies in the memory.</summary>
    internal long Offset
    {
        get => offset;
        private protected set => offset = value;
    }

    internal ReadOnlySpan<long> Strides => strides ?? Shape.RowMajorStrides;

    /// <summary>True where the elements lie one after another in row-major order.</summary>
    internal bool IsContiguous => strides is null;

    /// <summary>What an op sees of this tensor: a variable's present value, sparse slices made dense, else itself.</summary>
    internal virtual Tensor Resolve() => this;

    /// <summary>Another tensor on the same memory, with shape and strides of its own.</summary>
    internal Tensor View(Shape shape, long start, long[]? steps) => new(shape, ElementType, storage, start, steps);

    /// <summary>The same elements as another tensor object, so that gradients can tell the two apart.</summary>
    internal Tensor Alias() => new(Shape, ElementType, storage, offset, strides);

    /// <summary>The memory as kernels see it.</summary>
    internal View<T> View<T>()
        where T : unmanaged => new(Span<T>(), offset, Shape.Lengths, Strides);

    /// <summary>The memory as kernels see it, stretched to a shape by NumPy's rule.</summary>
    internal View<T> View<T>(Shape to)
        where T : unmanaged =>
        new(Span<T>(), offset, to.Lengths, ReferenceEquals(to, Shape) || to.Equals(Shape) ? Strides : Broadcasting.Strides(Shape, Strides, to));

    /// <summary>The elements of a contiguous tensor.</summary>
    internal Span<T> Elements<T>()
        where T : unmanaged => Span<T>().Slice((int)offset, (int)Size);

    /// <summary>One element by its place in the memory.</summary>
    internal T ElementAt<T>(long position)
        where T : unmanaged => Span<T>()[(int)position];

    /// <summary>This tensor, or a contiguous copy where it is a strided view.</summary>
    internal Tensor Contiguous() => IsContiguous ? this : Copied();

    /// <summary>The strings of a tensor of text, in row-major order.</summary>
    internal string[] Texts()
    {
        var all = ((TextStorage)storage).Values;
        if (IsContiguous && Size == all.Length)
        {
            return all;
        }

        return ((TextStorage)Copied().storage).Values;
    }

    /// <summary>A contiguous copy in memory of its own.</summary>
    internal Tensor Copied()
    {
        var copy = Allocate(ElementType, Shape);
        storage.CopyWindow(offset, Shape.Lengths, Strides, copy.storage);
        GC.KeepAlive(this);
        return copy;
    }

    Span<T> Span<T>()
        where T : unmanaged =>
        storage is Storage<T> typed ? typed.Span
        : throw new ElementTypeException($"Tensor: elements read as {ElementTypes.Of<T>().Name}: this tensor holds {ElementType.Name}. Cast it first.");
}
