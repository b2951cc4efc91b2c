namespace Nabla.Formats;

/// <summary>The bytes of an HDF5 file: every read names its range and is refused where the file does not hold it, before memory is taken.</summary>
sealed class Hdf5Source(Stream stream, string file, LoadLimits limits) : IDisposable
{
    readonly Lock access = new();
    readonly Dictionary<long, Hdf5FractalHeap> heaps = [];
    long taken;

    /// <summary>What error messages call the file.</summary>
    public string File => file;

    public LoadLimits Limits => limits;

    /// <summary>Bytes of the whole file.</summary>
    public long Length { get; } = stream.Length;

    /// <summary>Where the superblock lies: addresses count from here, so that a file may begin with a block of its user's.</summary>
    public long Base { get; set; }

    /// <summary>Bytes of an address; 8 as a rule.</summary>
    public int OffsetSize { get; set; } = 8;

    /// <summary>Bytes of a length; 8 as a rule.</summary>
    public int LengthSize { get; set; } = 8;

    /// <summary>Shared header messages: the address of their table; −1 where there is none.</summary>
    public long SharedTable { get; set; } = -1;

    /// <summary>Whether the file holds these bytes.</summary>
    public bool Holds(long address, long length) => address >= 0 && length >= 0 && address <= Length - Base && length <= Length - Base - address;

    /// <summary>Reads a block of the file's own structures.</summary>
    /// <param name="address">Where it begins, counted from <see cref="Base"/>.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="what">What it is, for messages.</param>
    public Hdf5Cursor Read(long address, long length, string what)
    {
        if (!Holds(address, length)) throw Bad(what, address, length < 0 ? "its length is negative" : $"it takes {length:N0} bytes, which the file does not hold there");
        if (length > int.MaxValue / 2) throw Bad(what, address, $"it takes {length:N0} bytes, more than such a block may");
        // Every structure is read once, so together they take no more than the file, but for the start of each that is read to learn its length.
        if (Interlocked.Add(ref taken, length) > 3 * Length + (32 << 20)) throw Bad(what, address, "the file's structures share bytes, and together they are larger than the file");
        var bytes = new byte[length];
        Copy(address, bytes);
        return new Hdf5Cursor(this, bytes, address, what);
    }

    /// <summary>Fills a buffer; the caller knows that the file holds the bytes.</summary>
    public void Copy(long address, Span<byte> target)
    {
        lock (access)
        {
            stream.Position = Base + address;
            stream.ReadExactly(target);
        }
    }

    /// <summary>The fractal heap at an address.</summary>
    public Hdf5FractalHeap Heap(long address)
    {
        lock (heaps)
        {
            if (!heaps.TryGetValue(address, out var heap)) heaps[address] = heap = Hdf5FractalHeap.Open(this, address);
            return heap;
        }
    }

    public ModelFormatException Bad(string what, long address, string reason) => new(file, $"{what} at {address:N0}", reason);

    public void Dispose() => stream.Dispose();
}
