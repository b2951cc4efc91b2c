namespace Nabla.Formats;

/// <summary>Datatype messages, version 1, as libraries write them by default.</summary>
static class Hdf5TypeWriter
{
    public static byte[] Message(Hdf5Type type)
    {
        var block = new Hdf5Block();
        Write(block, type);
        return block.ToArray();
    }

    static void Write(Hdf5Block block, Hdf5Type type)
    {
        var bits = type.Bits;
        switch (type.Class)
        {
            case Hdf5Class.Integer:
                Begin(block, type, type.IsSigned ? 8 : 0).U16(0).U16(8 * type.Size);
                break;
            case Hdf5Class.Float:
                Begin(block, type, 0x20 | (bits.Sign << 8)).U16(0).U16(8 * type.Size).U8((byte)bits.ExponentAt, (byte)bits.ExponentBits, (byte)bits.FractionAt, (byte)bits.FractionBits).U32(bits.Bias);
                break;
            case Hdf5Class.String when type.IsVariable:
                block.U8(0x19, 1, (byte)(type.IsUtf8 ? 1 : 0), 0).U32(16);
                Write(block, Hdf5Types.Of(typeof(byte)));
                break;
            case Hdf5Class.String:
                Begin(block, type, (type.IsSpacePadded ? 2 : type.IsZeroEnded ? 0 : 1) | (type.IsUtf8 ? 0x10 : 0));
                break;
            case Hdf5Class.Opaque:
                var tag = type.Tag.Length == 0 ? 0 : (type.Tag.Length + 8) / 8 * 8;
                Begin(block, type, tag).Letters(type.Tag).Zeros(tag - type.Tag.Length);
                break;
            case Hdf5Class.Enum:
                Begin(block, type, type.Names.Count);
                Write(block, type.Base!);
                foreach (var (name, _) in type.Names) Padded(block, name);
                foreach (var (_, value) in type.Names)
                {
                    for (var k = 0; k < type.Size; k++) block.U8((byte)(value >> (8 * k)));
                }
                break;
            default:
                Begin(block, type, type.Fields.Count);
                foreach (var field in type.Fields)
                {
                    Padded(block, field.Name);
                    block.U32(field.Offset).Zeros(4 + 4 + 4 + 16);
                    Write(block, field.Type);
                }
                break;
        }
    }

    static Hdf5Block Begin(Hdf5Block block, Hdf5Type type, int flags) => block.U8((byte)(0x10 | (int)type.Class), (byte)flags, (byte)(flags >> 8), (byte)(flags >> 16)).U32(type.Size);

    static void Padded(Hdf5Block block, string name)
    {
        var start = block.Length;
        block.Text(name);
        block.Zeros((8 - (block.Length - start) % 8) % 8);
    }
}
