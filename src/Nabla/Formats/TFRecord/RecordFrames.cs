using System.Buffers.Binary;
using Nabla.Files;

namespace Nabla.Formats;

/// <summary>What stood where the next record was expected.</summary>
enum RecordState
{
    /// <summary>A record whose checksums hold.</summary>
    Whole,

    /// <summary>The end, right after a record.</summary>
    End,

    /// <summary>Less than the 12 bytes in front of a payload.</summary>
    CutInFront,

    /// <summary>The end, within a payload or its checksum.</summary>
    Cut,

    /// <summary>Bytes that are no record.</summary>
    Damaged,
}

/// <summary>Cuts a stream into records: length (uint64), its masked CRC-32C, the payload, its masked CRC-32C, all little-endian.</summary>
/// <remarks>A payload takes no more memory than three times the bytes that were really there: what a length says is believed piece by piece.</remarks>
sealed class RecordFrames(Stream stream, LoadLimits limits)
{
    internal const int Front = 12, Behind = 4;
    const int FirstPiece = 1 << 16;

    readonly byte[] numbers = new byte[Front];

    /// <summary>Where the next record begins, in bytes of the stream.</summary>
    public long Position { get; set; }

    /// <summary>The payload of the last whole record.</summary>
    public byte[] Payload { get; private set; } = [];

    /// <summary>What was wrong with the last record that was not whole.</summary>
    public string Problem { get; private set; } = "";

    /// <summary>Asked before a payload of more than <see cref="LoadLimits.Unproven"/> bytes is kept: its place and length.</summary>
    public Func<long, long, bool>? IsSound { get; init; }

    public RecordState Next()
    {
        try
        {
            return Read();
        }
        catch (Exception error) when (IsDamage(error, stream))
        {
            return Bad($"the compressed data are damaged or end early ({error.Message.TrimEnd('.')})");
        }
    }

    /// <summary>Whether an exception of a stream means that what it decompresses is damaged. For some damage .NET throws a type of its own that is not public, an IOException.</summary>
    public static bool IsDamage(Exception error, Stream stream) => error is InvalidDataException || (!stream.CanSeek && error is IOException and not ModelFormatException);

    RecordState Read()
    {
        var front = stream.ReadAtLeast(numbers, Front, throwOnEndOfStream: false);
        if (front == 0) return RecordState.End;
        if (front < Front)
        {
            Problem = $"the file ends after {front} of the {Front} bytes in front of a payload";
            return RecordState.CutInFront;
        }
        if (Crc32C.Mask(Crc32C.Of(numbers.AsSpan(0, 8))) != BinaryPrimitives.ReadUInt32LittleEndian(numbers.AsSpan(8)))
            return Bad(Position == 0 ? "the checksum of the first length is wrong, so this may be no file of records at all" : "the checksum of the length is wrong");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(numbers);
        var most = (ulong)Math.Min(limits.MaxDecodedBytes, Array.MaxLength);
        if (length > most) return Bad($"it says to hold {length:N0} bytes, and at most {most:N0} are read");
        if (stream.CanSeek && (long)length + Behind > stream.Length - stream.Position) return Cut((long)length, stream.Length - stream.Position);
        if (length > LoadLimits.Unproven && IsSound is { } isSound && !isSound(Position + Front, (long)length)) return Bad("the checksum of the payload is wrong, or its data end early");
        if (Take((int)length, out var taken) is not { } payload) return Cut((long)length, taken);
        var behind = stream.ReadAtLeast(numbers.AsSpan(0, Behind), Behind, throwOnEndOfStream: false);
        if (behind < Behind) return Cut((long)length, payload.Length + behind);
        if (Crc32C.Mask(Crc32C.Of(payload)) != BinaryPrimitives.ReadUInt32LittleEndian(numbers)) return Bad("the checksum of the payload is wrong");
        Payload = payload;
        Position += Front + payload.Length + Behind;
        return RecordState.Whole;
    }

    byte[]? Take(int length, out int taken)
    {
        var payload = GC.AllocateUninitializedArray<byte>(stream.CanSeek ? length : Math.Min(length, FirstPiece));
        taken = 0;
        while (true)
        {
            taken += stream.ReadAtLeast(payload.AsSpan(taken), payload.Length - taken, throwOnEndOfStream: false);
            if (taken == length) return payload;
            if (taken < payload.Length) return null;
            Array.Resize(ref payload, (int)Math.Min(length, 2L * payload.Length));
        }
    }

    RecordState Cut(long length, long left)
    {
        Problem = $"it says to hold {length:N0} bytes, and the file ends after {Math.Min(left, length + Behind):N0} of these and their {Behind} of checksum";
        return RecordState.Cut;
    }

    RecordState Bad(string problem)
    {
        Problem = problem;
        return RecordState.Damaged;
    }

    /// <summary>Writes one record.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> payload)
    {
        Span<byte> front = stackalloc byte[Front];
        BinaryPrimitives.WriteUInt64LittleEndian(front, (ulong)payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(front[8..], Crc32C.Mask(Crc32C.Of(front[..8])));
        stream.Write(front);
        stream.Write(payload);
        BinaryPrimitives.WriteUInt32LittleEndian(front, Crc32C.Mask(Crc32C.Of(payload)));
        stream.Write(front[..Behind]);
    }
}
