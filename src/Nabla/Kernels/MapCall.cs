namespace Nabla.Kernels;

/// <summary>Gathers the operands of one map, inputs first, on the caller's stack.</summary>
internal unsafe ref struct MapCall
{
    private readonly MapOperand* _operands;
    private readonly long* _lengths;
    private readonly int _rank;
    private long* _room;
    private int _count;

    /// <summary>Begins with the lengths that all operands share.</summary>
    /// <param name="lengths">Length of each axis.</param>
    /// <param name="operands">Room for the operands.</param>
    /// <param name="room">Room for (operands + 1)·(rank + 1) numbers.</param>
    public MapCall(ReadOnlySpan<long> lengths, MapOperand* operands, long* room)
    {
        _operands = operands;
        _lengths = room;
        _rank = lengths.Length;
        _room = room + _rank + 1;
        lengths.CopyTo(new Span<long>(room, _rank));
    }

    /// <summary>Adds an operand; strides count elements of <paramref name="size"/> bytes.</summary>
    public void Add(
        byte* storage, long offset, ReadOnlySpan<long> strides, int size, int step, bool converts, delegate*<byte*, nint, byte*, nint, nint, void> move)
    {
        for (int k = 0; k < _rank; k++)
        {
            _room[k] = strides[k] * size;
        }

        _operands[_count++] = new MapOperand
        {
            Start = storage + (offset * size),
            Strides = _room,
            Size = size,
            Step = step,
            Converts = converts,
            Move = move,
        };
        _room += _rank + 1;
    }

    /// <summary>Adds an input of lanes of T.</summary>
    public void Input<T>(T* storage, View<T> view)
        where T : unmanaged =>
        Add((byte*)storage, view.Offset, view.Strides, sizeof(T), MapLane<T>.Step, MapLane<T>.Converts, MapLane<T>.In);

    /// <summary>Adds an output of lanes of T.</summary>
    public void Output<T>(T* storage, View<T> view)
        where T : unmanaged =>
        Add((byte*)storage, view.Offset, view.Strides, sizeof(T), MapLane<T>.Step, MapLane<T>.Converts, MapLane<T>.Out);

    /// <summary>Runs a loop over the operands.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="body">What the loop gets as its first argument; stays at its place until the end.</param>
    /// <param name="inputs">How many of the operands are inputs.</param>
    /// <param name="nanoseconds">Estimate for one element on one thread.</param>
    public readonly void Start(delegate*<void*, byte**, nint*, nint, void> loop, void* body, int inputs, double nanoseconds) =>
        MapRun.Start(
            new MapJob
            {
                Loop = loop,
                Body = body,
                Operands = _operands,
                Inputs = inputs,
                Outputs = _count - inputs,
                Rank = _rank,
                Lengths = _lengths,
            },
            nanoseconds);
}
