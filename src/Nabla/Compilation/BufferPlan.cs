namespace Nabla.Compilation;

/// <summary>Gives planned values their places: values that never live at one time share memory.</summary>
internal static class BufferPlan
{
    /// <summary>Places every buffer; returns the memory that was made.</summary>
    /// <param name="memories">In the order of the steps that make them.</param>
    internal static Storage[] Place(IReadOnlyList<PlacedMemory> memories)
    {
        var buffers = new List<Buffer>();
        foreach (var memory in memories)
        {
            if (memory.Kind == MemoryKind.Buffer)
            {
                var buffer = Choose(memory, buffers);
                memory.Buffer = buffers.IndexOf(buffer);
                buffer.Length = Math.Max(buffer.Length, memory.Size);
                buffer.FreeFrom = memory.Last;
            }
        }

        var storages = buffers.ConvertAll(b => Storage.Allocate(b.ElementType, b.Length));
        foreach (var memory in memories)
        {
            if (memory.Kind == MemoryKind.Buffer)
            {
                memory.Point(storages[memory.Buffer].Part(memory.Size));
            }
        }

        return [.. storages];
    }

    static Buffer Choose(PlacedMemory memory, List<Buffer> buffers)
    {
        foreach (var candidate in memory.Candidates)
        {
            if (candidate is { Buffer: >= 0, IsTaken: false } && candidate.Last == memory.First)
            {
                candidate.IsTaken = true;
                return buffers[candidate.Buffer];
            }
        }

        // The one that fits best: of those large enough the smallest, else the largest, which grows.
        Buffer? best = null;
        foreach (var buffer in buffers)
        {
            if (buffer.ElementType == memory.ElementType && buffer.FreeFrom < memory.First && IsBetter(buffer, best, memory.Size))
            {
                best = buffer;
            }
        }

        if (best is null)
        {
            buffers.Add(best = new(memory.ElementType));
        }

        return best;
    }

    static bool IsBetter(Buffer buffer, Buffer? best, long size) => best is null
        || (buffer.Length >= size ? best.Length < size || buffer.Length < best.Length : best.Length < size && buffer.Length > best.Length);

    sealed class Buffer(ElementType type)
    {
        internal ElementType ElementType => type;

        internal long Length { get; set; }

        /// <summary>The last step that uses it.</summary>
        internal int FreeFrom { get; set; }
    }
}
