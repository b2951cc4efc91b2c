namespace Nabla.Compilation;

/// <summary>A tensor of a plan: its memory has a planned place, or is shown to it anew for each step.</summary>
internal sealed class PlacedTensor : Tensor
{
    readonly long relative;

    internal PlacedTensor(PlacedMemory memory, Shape shape, long relative, long[]? strides)
        : base(shape, memory.ElementType, memory.Storage, relative, strides)
    {
        (Memory, this.relative) = (memory, relative);
        memory.Tensors.Add(this);
    }

    internal PlacedMemory Memory { get; }

    /// <summary>How far its first element lies from that of the memory.</summary>
    internal long Relative => relative;

    internal void Point(Storage storage, long start)
    {
        Storage = storage;
        Offset = start + relative;
    }
}

/// <summary>Memory that some tensors of a plan share: a piece of a buffer, what a caller gave, a variable's value.</summary>
internal sealed class PlacedMemory(MemoryKind kind, ElementType elementType, long size)
{
    internal MemoryKind Kind { get; set; } = kind;

    internal ElementType ElementType => elementType;

    /// <summary>Number of elements.</summary>
    internal long Size => size;

    internal Storage Storage { get; private set; } = new UnplacedStorage(size);

    internal long Start { get; private set; }

    internal List<PlacedTensor> Tensors { get; } = [];

    /// <summary>Number of the first step that writes it, and of the last that uses it.</summary>
    internal int First { get; set; }

    /// <inheritdoc cref="First"/>
    internal int Last { get; set; }

    /// <summary>Whose place it may take, if nobody needs that any more: its step reads each element before it writes it.</summary>
    internal List<PlacedMemory> Candidates { get; } = [];

    /// <summary>Whether another value takes its place.</summary>
    internal bool IsTaken { get; set; }

    /// <summary>The buffer that it is part of; −1 for none.</summary>
    internal int Buffer { get; set; } = -1;

    /// <summary>Shows variables where their values lie now.</summary>
    internal static void PointAll(IReadOnlyList<(Variable Variable, PlacedMemory Memory)> variables)
    {
        for (int i = 0; i < variables.Count; i++)
        {
            var (variable, memory) = variables[i];
            memory.Point(variable.Here.Storage);
        }
    }

    /// <summary>Shows the memory to all its tensors.</summary>
    internal void Point(Storage storage, long start = 0)
    {
        if (ReferenceEquals(storage, Storage) && start == Start)
        {
            return;
        }

        (Storage, Start) = (storage, start);
        foreach (var tensor in Tensors)
        {
            tensor.Point(storage, start);
        }
    }
}

/// <summary>Where memory comes from.</summary>
internal enum MemoryKind
{
    /// <summary>A planned buffer.</summary>
    Buffer,

    /// <summary>The caller.</summary>
    Parameter,

    /// <summary>A variable.</summary>
    Variable,

    /// <summary>New in each step: it leaves with the results.</summary>
    Result,
}

/// <summary>In the place of memory that a plan has not got yet.</summary>
internal sealed class UnplacedStorage(long length) : Storage
{
    internal override long Length => length;

    internal override Span<byte> Bytes => throw Refuse();

    internal override void CopyWindow(long offset, ReadOnlySpan<long> lengths, ReadOnlySpan<long> strides, Storage to) => throw Refuse();

    internal override void Fill(Storage value) => throw Refuse();

    internal override void Release()
    {
    }

    internal override void Escape()
    {
    }

    static InvalidOperationException Refuse() => new("Compiled: memory of a plan was used before it was there.");
}
