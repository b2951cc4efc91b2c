namespace Nabla.Formats;

/// <summary>Reads datatype messages, versions 1 to 5.</summary>
static class Hdf5TypeReader
{
    public static Hdf5Type Read(Hdf5Cursor message) => Read(message, 0);

    static Hdf5Type Read(Hdf5Cursor message, int depth)
    {
        if (depth > message.Source.Limits.MaxNesting) throw message.Bad($"types stand more than {message.Source.Limits.MaxNesting} deep inside one another");
        var kindAndVersion = message.U8();
        var (kind, version) = (kindAndVersion & 15, kindAndVersion >> 4);
        if (version is < 1 or > 5) throw message.Bad($"version {version} is not known");
        var flags = (int)message.Number(3);
        var size = message.Size32();
        if (size == 0) throw message.Bad("an element of no bytes is none");
        var isBig = (flags & 1) != 0;
        switch ((Hdf5Class)kind)
        {
            case Hdf5Class.Integer or Hdf5Class.BitField:
                return new((Hdf5Class)kind, size) { IsBigEndian = isBig, IsSigned = kind == 0 && (flags & 8) != 0, Bits = Whole(message, size) };
            case Hdf5Class.Time:
                return new(Hdf5Class.Time, size) { IsBigEndian = isBig, IsSigned = true, Bits = Whole(message, size, message.U16()) };
            case Hdf5Class.Float:
                return Float(message, flags, size);
            case Hdf5Class.String:
                return new(Hdf5Class.String, size) { IsUtf8 = (flags & 0xF0) == 0x10, IsSpacePadded = (flags & 15) == 2, IsZeroEnded = (flags & 15) == 0 };
            case Hdf5Class.Opaque:
                return new(Hdf5Class.Opaque, size) { Tag = message.Text(Math.Min(flags & 255, message.Left)) };
            case Hdf5Class.Compound:
                return Compound(message, version, flags & 0xFFFF, size, depth);
            case Hdf5Class.Reference:
                return new(Hdf5Class.Reference, size);
            case Hdf5Class.Enum:
                return Enumeration(message, version, flags & 0xFFFF, size, depth);
            case Hdf5Class.Sequence:
                if (size != 8 + message.Source.OffsetSize) throw message.Bad($"a list of {size} bytes is none");
                var item = Read(message, depth + 1);
                var isText = (flags & 15) == 1;
                return new(isText ? Hdf5Class.String : Hdf5Class.Sequence, size) { IsVariable = isText, IsUtf8 = isText && ((flags >> 8) & 15) == 1, Base = isText ? null : item };
            case Hdf5Class.Array:
                return Array(message, version, size, depth);
            case Hdf5Class.Complex:
                var part = Read(message, depth + 1);
                if (part.Class != Hdf5Class.Float || 2 * part.Size != size) throw message.Bad("a complex number is not made of two floats");
                return new(Hdf5Class.Complex, size) { Base = part };
            default:
                throw message.Bad($"a type of the class {kind} is not known");
        }
    }

    static Hdf5Bits Whole(Hdf5Cursor message, int size, int? precision = null)
    {
        var bits = precision is { } given ? new Hdf5Bits(0, given) : new Hdf5Bits(message.U16(), message.U16());
        if (bits.Precision == 0 || bits.Offset + bits.Precision > 8L * size) throw message.Bad($"a number of {bits.Precision} bits from bit {bits.Offset} does not fit {size} bytes");
        return bits;
    }

    static Hdf5Type Float(Hdf5Cursor message, int flags, int size)
    {
        if ((flags & 0x40) != 0) throw message.Bad("floats in the byte order of a VAX are not read");
        var normal = (flags >> 4) & 3;
        var (offset, precision) = (message.U16(), message.U16());
        var bits = new Hdf5Bits(offset, precision, (flags >> 8) & 255, message.U8(), message.U8(), message.U8(), message.U8(), message.U32(), normal == 2);
        if (size > 16) throw message.Bad($"floats of {size} bytes are not read: up to 16 are");
        var isInside = bits.Sign < 8 * size && bits.ExponentAt + bits.ExponentBits <= 8 * size && bits.FractionAt + bits.FractionBits <= 8 * size;
        if (!isInside || bits.ExponentBits is 0 or > 30 || offset + precision > 8 * size) throw message.Bad($"the parts of a float do not fit its {size} bytes");
        return new(Hdf5Class.Float, size) { IsBigEndian = (flags & 1) != 0, IsSigned = true, Bits = bits };
    }

    static Hdf5Type Compound(Hdf5Cursor message, int version, int count, int size, int depth)
    {
        if (count == 0) throw message.Bad("a compound type has no fields");
        var fields = new List<Hdf5Field>();
        var total = 0L;
        for (var i = 0; i < count; i++)
        {
            var start = message.Position;
            var name = message.Text();
            if (version < 3) message.Align(start);
            var offset = version < 3 ? message.Size32() : (int)message.Number(size < 1 << 8 ? 1 : size < 1 << 16 ? 2 : size < 1 << 24 ? 3 : 4);
            var axes = version == 1 ? OldAxes(message) : [];
            var type = Read(message, depth + 1);
            if (axes.Length > 0) type = ArrayOf(message, type, axes, null);
            if (offset < 0 || offset + (long)type.Size > size) throw message.Bad($"the field {Nabla.Files.ContainedFile.Shown(name)} lies outside its element");
            total += type.Size;
            fields.Add(new(name, offset, type));
        }
        if (total > size) throw message.Bad("fields of a compound type overlap");
        if (fields.Select(f => f.Name).Distinct(StringComparer.Ordinal).Count() < count) throw message.Bad("two fields of a compound type have one name");
        return new(Hdf5Class.Compound, size) { Fields = fields };
    }

    // Before version 2 a field could be a small array itself.
    static long[] OldAxes(Hdf5Cursor message)
    {
        var rank = message.U8();
        message.Skip(3 + 4 + 4);
        if (rank > 4) throw message.Bad($"a field of {rank} axes is not allowed: 4 are the most");
        var axes = new long[rank];
        for (var i = 0; i < 4; i++)
        {
            var length = message.U32();
            if (i < rank) axes[i] = length;
        }
        return axes;
    }

    static Hdf5Type Array(Hdf5Cursor message, int version, int size, int depth)
    {
        var rank = message.U8();
        if (rank == 0 || rank > message.Source.Limits.MaxRank) throw message.Bad($"a small array of {rank} axes is not read");
        if (version < 3) message.Skip(3);
        var axes = new long[rank];
        for (var i = 0; i < rank; i++) axes[i] = message.U32();
        if (version < 3) message.Skip(4 * rank);
        return ArrayOf(message, Read(message, depth + 1), axes, size);
    }

    static Hdf5Type ArrayOf(Hdf5Cursor message, Hdf5Type item, long[] axes, int? size)
    {
        Int128 bytes = item.Size;
        foreach (var axis in axes)
        {
            if (axis == 0) throw message.Bad("an axis of a small array has the length 0");
            bytes *= axis;
            if (bytes > int.MaxValue) throw message.Bad("a small array is larger than an element may be");
        }
        if (size is { } given && given != bytes) throw message.Bad($"a small array of {bytes:N0} bytes has elements of {given:N0}");
        return new(Hdf5Class.Array, (int)bytes) { Base = item, Axes = axes };
    }

    static Hdf5Type Enumeration(Hdf5Cursor message, int version, int count, int size, int depth)
    {
        var number = Read(message, depth + 1);
        if (number.Class != Hdf5Class.Integer || number.Size != size || size > 8) throw message.Bad("an enumeration's numbers are not whole numbers of its size");
        var names = new string[count];
        for (var i = 0; i < count; i++)
        {
            var start = message.Position;
            names[i] = message.Text();
            if (version < 3) message.Align(start);
        }
        var values = new List<KeyValuePair<string, long>>();
        foreach (var name in names) values.Add(new(name, Hdf5Numbers.Whole(message.Take(size), number)));
        return new(Hdf5Class.Enum, size) { Base = number, Names = values, IsSigned = number.IsSigned, IsBigEndian = number.IsBigEndian };
    }
}
