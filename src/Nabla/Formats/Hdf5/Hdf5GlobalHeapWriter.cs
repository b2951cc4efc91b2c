using Nabla.Files;

namespace Nabla.Formats;

/// <summary>Writes texts of their own length: collections of objects, of 4,096 bytes at least.</summary>
static class Hdf5GlobalHeapWriter
{
    const int Least = 4096, MaxObjects = 60000, Full = 1 << 20;

    public static void Write(Hdf5Emission emission, IEnumerable<string> texts, Dictionary<string, (long Collection, int Index)> places)
    {
        var (names, body) = (new List<string>(), new Hdf5Block());
        foreach (var text in texts)
        {
            var bytes = ByteText.ToBytes(text);
            if (names.Count > 0 && (body.Length + bytes.Length > Full || names.Count >= MaxObjects)) Flush(emission, names, ref body, places);
            names.Add(text);
            body.U16(names.Count).U16(0).U32(0).U64(bytes.Length).U8(bytes).Align();
        }
        if (names.Count > 0) Flush(emission, names, ref body, places);
    }

    static void Flush(Hdf5Emission emission, List<string> names, ref Hdf5Block body, Dictionary<string, (long Collection, int Index)> places)
    {
        // What is left over is an object of the number 0, which takes its own 16 bytes at least.
        var size = Math.Max(Least, 16 + body.Length + 16);
        var free = size - 16 - body.Length;
        body.U16(0).U16(0).U32(0).U64(free).Zeros(free - 16);
        var place = emission.Put(new Hdf5Block().Letters("GCOL").U8(1, 0, 0, 0).U64(size).U8(body.ToArray()));
        for (var i = 0; i < names.Count; i++) places[names[i]] = (place, i + 1);
        names.Clear();
        body = new Hdf5Block();
    }
}
