using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Nabla.Formats;

/// <summary>Writes all bytes of some elements to a buffer.</summary>
delegate void Hdf5Fill(Span<byte> target);

/// <summary>Turns the bytes of elements into arrays of C# types.</summary>
sealed class Hdf5Elements
{
    readonly Hdf5Reader reader;
    readonly Func<string, ModelFormatException> bad;

    // What lists and texts that lie elsewhere may still take: many may point at the same bytes, so the file's size alone does not bound it.
    long left;

    Hdf5Elements(Hdf5Reader reader, Hdf5Type type, Func<string, ModelFormatException> bad)
    {
        (this.reader, this.bad) = (reader, bad);
        var length = reader.Source.Length;
        left = Math.Min(reader.Source.Limits.MaxDecodedBytes, IsNested(type) ? (24L << 20) + 2 * length : (256L << 20) + 64 * length);
    }

    /// <summary>Reads elements of a shape; <paramref name="fill"/> gives their bytes as the file holds them.</summary>
    public static Hdf5Array Read(Hdf5Reader reader, Hdf5Type type, Hdf5Space space, Hdf5Fill fill, Func<string, ModelFormatException> bad) => space.Axes is null
        ? new(type, null, Array.CreateInstance(type.ValueType == typeof(object) ? typeof(byte) : type.ValueType, 0), [])
        : new Hdf5Elements(reader, type, bad).Read(type, space.Axes, space.Count, fill);

    /// <summary>Throws where elements take more than the limits allow, or than one array holds.</summary>
    public static void CheckSize(Hdf5Type type, long count, LoadLimits limits, Func<string, ModelFormatException> bad)
    {
        var inMemory = type.Class == Hdf5Class.String ? (Int128)count * (type.IsVariable ? 8 : 32 + 2 * (long)type.Size) : 0;
        var bytes = Int128.Max((Int128)count * type.Size, inMemory);
        if (bytes > limits.MaxDecodedBytes) throw bad($"{count:N0} elements of {type.Description} take {bytes:N0} bytes, and at most {limits.MaxDecodedBytes:N0} are decoded. If you trust the file, raise LoadLimits.MaxDecodedBytes");
        if ((Int128)count * type.Size > Array.MaxLength) throw bad($"{count:N0} elements of {type.Description} take more bytes than one array of HDF5 holds here: {Array.MaxLength:N0}");
    }

    Hdf5Array Read(Hdf5Type type, IReadOnlyList<long> shape, int count, Hdf5Fill fill)
    {
        if (type.Class == Hdf5Class.Array)
        {
            var inner = type.Size / type.Base!.Size;
            if ((long)count * inner > Array.MaxLength) throw bad("small arrays hold more elements than one array can");
            return Read(type.Base, [.. shape, .. type.Axes], count * inner, fill);
        }
        if (type.Class == Hdf5Class.Compound && !type.IsComplex) return Compound(type, shape, count, fill);
        Array values = type.Word > 0 ? Plain(type, count, fill) : type.Class switch
        {
            Hdf5Class.Float => Floats(Raw(type, count, fill), type),
            Hdf5Class.String => type.IsVariable ? Texts(Raw(type, count, fill), count) : FixedTexts(Raw(type, count, fill), type, count),
            Hdf5Class.Sequence => Lists(Raw(type, count, fill), type, count),
            Hdf5Class.Complex => throw bad("complex numbers of such floats are not read: those of float32 and float64 are"),
            _ => Whole(Raw(type, count, fill), type, count),
        };
        return new(type, shape, values);
    }

    static byte[] Raw(Hdf5Type type, int count, Hdf5Fill fill)
    {
        var raw = GC.AllocateUninitializedArray<byte>(count * type.Size);
        fill(raw);
        return raw;
    }

    Array Plain(Hdf5Type type, int count, Hdf5Fill fill) => Type.GetTypeCode(type.ValueType) switch
    {
        TypeCode.Boolean => Truths(count, fill),
        TypeCode.SByte => Plain<sbyte>(type, count, fill),
        TypeCode.Byte => Plain<byte>(type, type.Class is Hdf5Class.Opaque or Hdf5Class.Reference ? count * type.Size : count, fill),
        TypeCode.Int16 => Plain<short>(type, count, fill),
        TypeCode.UInt16 => Plain<ushort>(type, count, fill),
        TypeCode.Int32 => Plain<int>(type, count, fill),
        TypeCode.UInt32 => Plain<uint>(type, count, fill),
        TypeCode.Int64 => Plain<long>(type, count, fill),
        TypeCode.UInt64 => Plain<ulong>(type, count, fill),
        TypeCode.Single => Plain<float>(type, count, fill),
        TypeCode.Double => Plain<double>(type, count, fill),
        _ when type.ValueType == typeof(Half) => Plain<Half>(type, count, fill),
        _ when type.ValueType == typeof(BFloat16) => Plain<BFloat16>(type, count, fill),
        _ when type.ValueType == typeof(Complex64) => Plain<Complex64>(type, count, fill),
        _ => Plain<Complex>(type, count, fill),
    };

    static T[] Plain<T>(Hdf5Type type, int count, Hdf5Fill fill) where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(count);
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        fill(bytes);
        if (type.IsReversed) Reverse(bytes, type.Word);
        return values;
    }

    bool[] Truths(int count, Hdf5Fill fill)
    {
        var values = new bool[count];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        fill(bytes);
        if (bytes.IndexOfAnyExceptInRange((byte)0, (byte)1) < 0) return values;
        bytes.Clear();
        throw bad("a truth value is neither 0 nor 1");
    }

    static void Reverse(Span<byte> bytes, int word)
    {
        if (word == 2) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ushort>(bytes), MemoryMarshal.Cast<byte, ushort>(bytes));
        if (word == 4) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, uint>(bytes), MemoryMarshal.Cast<byte, uint>(bytes));
        if (word == 8) BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, ulong>(bytes), MemoryMarshal.Cast<byte, ulong>(bytes));
    }

    Array Whole(byte[] raw, Hdf5Type type, int count)
    {
        var number = type.Class == Hdf5Class.Enum ? type.Base! : type;
        var size = type.Size;
        if (size > 8 || type.Class == Hdf5Class.Reference) throw bad($"{type.Description}: whole numbers and pointers of {size} bytes are not read: up to 8 are");
        var values = new long[count];
        for (var i = 0; i < count; i++) values[i] = Hdf5Numbers.Whole(raw.AsSpan(i * size, size), number);
        return Type.GetTypeCode(type.ValueType) switch
        {
            TypeCode.Boolean => Array.ConvertAll(values, v => v is 0 or 1 ? v == 1 : throw bad("a truth value is neither 0 nor 1")),
            TypeCode.SByte => Array.ConvertAll(values, v => (sbyte)v),
            TypeCode.Byte => Array.ConvertAll(values, v => (byte)v),
            TypeCode.Int16 => Array.ConvertAll(values, v => (short)v),
            TypeCode.UInt16 => Array.ConvertAll(values, v => (ushort)v),
            TypeCode.Int32 => Array.ConvertAll(values, v => (int)v),
            TypeCode.UInt32 => Array.ConvertAll(values, v => (uint)v),
            TypeCode.UInt64 => Array.ConvertAll(values, v => (ulong)v),
            _ => values,
        };
    }

    static double[] Floats(byte[] raw, Hdf5Type type)
    {
        var values = new double[raw.Length / type.Size];
        for (var i = 0; i < values.Length; i++) values[i] = Hdf5Numbers.Float(raw.AsSpan(i * type.Size, type.Size), type);
        return values;
    }

    Hdf5Array Compound(Hdf5Type type, IReadOnlyList<long> shape, int count, Hdf5Fill fill)
    {
        var raw = Raw(type, count, fill);
        var fields = new List<KeyValuePair<string, Hdf5Array>>();
        foreach (var field in type.Fields)
        {
            var size = field.Type.Size;
            void Gather(Span<byte> target)
            {
                for (var i = 0; i < count; i++) raw.AsSpan(i * type.Size + field.Offset, size).CopyTo(target[(i * size)..]);
            }
            fields.Add(new(field.Name, Read(field.Type, shape, count, Gather)));
        }
        return new(type, shape, Array.Empty<object>(), fields);
    }

    static string[] FixedTexts(byte[] raw, Hdf5Type type, int count)
    {
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> bytes = raw.AsSpan(i * type.Size, type.Size);
            var zero = bytes.IndexOf((byte)0);
            bytes = type.IsSpacePadded ? bytes.TrimEnd((byte)' ') : type.IsZeroEnded && zero >= 0 ? bytes[..zero] : bytes.TrimEnd((byte)0);
            texts[i] = Files.ByteText.FromBytes(bytes);
        }
        return texts;
    }

    string[] Texts(byte[] raw, int count)
    {
        var places = Places(raw, 1, count, 40, 2);
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            var (address, length) = places[i];
            var bytes = new byte[length];
            if (length > 0) reader.Source.Copy(address, bytes);
            var zero = bytes.AsSpan().IndexOf((byte)0);
            texts[i] = Files.ByteText.FromBytes(zero < 0 ? bytes : bytes.AsSpan(0, zero));
        }
        return texts;
    }

    Hdf5Array[] Lists(byte[] raw, Hdf5Type type, int count)
    {
        var item = type.Base!;
        var places = Places(raw, item.Size, count, 200, 1);
        var lists = new Hdf5Array[count];
        for (var i = 0; i < count; i++)
        {
            var (address, length) = places[i];
            lists[i] = Read(item, [length / item.Size], length / item.Size, target =>
            {
                if (target.Length > 0) reader.Source.Copy(address, target);
            });
        }
        return lists;
    }

    /// <summary>Where the elements' contents lie, all checked before any of them is made.</summary>
    (long Address, int Length)[] Places(byte[] raw, int itemSize, int count, int each, int perByte)
    {
        var size = 8 + reader.Source.OffsetSize;
        var places = new (long, int)[count];
        for (var i = 0; i < count; i++)
        {
            var fields = new Hdf5Cursor(reader.Source, raw, 0, "element", i * size, (i + 1) * size);
            var (items, collection, index) = (fields.U32(), fields.Offset(), fields.Size32());
            left -= each;
            // Nothing was written where there are no items, or no heap.
            if (items == 0 || collection <= 0)
            {
                if (left < 0) throw TooMuch();
                continue;
            }
            var (address, stored) = reader.Heap.Find(collection, index);
            var length = (Int128)items * itemSize;
            if (length > stored) throw bad($"a text or list of {length:N0} bytes lies in {stored:N0}");
            left -= perByte * (long)length;
            if (left < 0 || length > Array.MaxLength) throw TooMuch();
            places[i] = (address, (int)length);
        }
        return places;
    }

    ModelFormatException TooMuch() => bad("its texts or lists are larger than the limits allow, or point at the same bytes too often");

    static bool IsNested(Hdf5Type type)
    {
        static bool HasLists(Hdf5Type t) => t.Class == Hdf5Class.Sequence || t.IsVariable || (t.Base is { } inner && HasLists(inner)) || t.Fields.Any(f => HasLists(f.Type));
        return type.Class == Hdf5Class.Sequence ? HasLists(type.Base!) : type.Fields.Any(f => IsNested(f.Type)) || (type.Base is { } item && IsNested(item));
    }
}
