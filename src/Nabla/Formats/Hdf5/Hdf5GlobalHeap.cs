namespace Nabla.Formats;

/// <summary>The global heap: collections of objects in which texts and lists of any length lie.</summary>
sealed class Hdf5GlobalHeap(Hdf5Source source)
{
    readonly Dictionary<long, Dictionary<int, (long Address, long Length)>> collections = [];
    readonly Lock access = new();

    /// <summary>Where an object's bytes lie.</summary>
    public (long Address, long Length) Find(long collection, int index)
    {
        Dictionary<int, (long, long)> objects;
        lock (access)
        {
            if (!collections.TryGetValue(collection, out objects!)) collections[collection] = objects = Read(collection);
        }
        return objects.TryGetValue(index, out var place) ? place : throw source.Bad("global heap", collection, $"it has no object {index}");
    }

    Dictionary<int, (long Address, long Length)> Read(long collection)
    {
        var start = source.Read(collection, 8 + source.LengthSize, "global heap");
        start.Signature("GCOL");
        start.Version(1);
        start.Skip(3);
        var size = start.Length();
        var prefix = 8 + source.LengthSize;
        if (size < prefix) throw start.Bad("its size is less than its first fields");
        var body = source.Read(collection + prefix, size - prefix, "global heap");
        var objects = new Dictionary<int, (long, long)>();
        while (body.Left >= 8 + source.LengthSize)
        {
            var index = body.U16();
            if (index == 0) break;
            body.Skip(6);
            var length = body.Length();
            if (length < 0 || length > body.Left) throw start.Bad("an object lies outside of it");
            if (!objects.TryAdd(index, (collection + prefix + body.Position, length))) throw start.Bad($"two of its objects have the number {index}");
            body.Skip(Math.Min((length + 7) / 8 * 8, body.Left));
        }
        return objects;
    }
}
