using System.Buffers.Binary;

namespace Nabla.Formats;

/// <summary>Sounds from tensors [sounds, frames, channels] as WAV files of 16-bit samples.</summary>
static class WaveFile
{
    const int Header = 44;

    /// <summary>The first sounds; a sample of 1 is the loudest, and what is louder is cut.</summary>
    public static List<byte[]> Encode(Tensor sounds, float sampleRate, int maxOutputs)
    {
        if (sounds.Rank is not (2 or 3)) throw new ShapeException($"Summary.Audio: sounds of shape {sounds.Shape}: [sounds, frames] or [sounds, frames, channels] was expected.");
        if (maxOutputs < 1) throw new ArgumentOutOfRangeException(nameof(maxOutputs), $"Summary.Audio: at most {maxOutputs} sounds: at least 1.");
        if (!(sampleRate >= 1 && sampleRate <= int.MaxValue / 2)) throw new ArgumentOutOfRangeException(nameof(sampleRate), $"Summary.Audio: {sampleRate} samples a second: at least 1.");
        var channels = sounds.Rank == 3 ? sounds.Shape[2] : 1;
        if (channels is < 1 or > 32767) throw new ShapeException($"Summary.Audio: {channels} channels: 1 to 32,767 are possible.");
        var samples = sounds.Cast(ElementType.Float32);
        return [.. Enumerable.Range(0, (int)Math.Min(maxOutputs, sounds.Shape[0])).Select(i => Encode(samples[i].ToArray<float>(), (short)channels, (int)sampleRate))];
    }

    // Layout: RIFF header, a format chunk of 16 bytes (PCM), the data chunk.
    static byte[] Encode(float[] samples, short channels, int sampleRate)
    {
        var file = new byte[checked(Header + 2 * samples.Length)];
        void Number(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        void Short(int at, short value) => BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), value);
        "RIFF"u8.CopyTo(file);
        Number(4, file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        Number(16, 16);
        Short(20, 1);
        Short(22, channels);
        Number(24, sampleRate);
        Number(28, unchecked(sampleRate * channels * 2));
        Short(32, unchecked((short)(channels * 2)));
        Short(34, 16);
        "data"u8.CopyTo(file.AsSpan(36));
        Number(40, 2 * samples.Length);
        for (var i = 0; i < samples.Length; i++) Short(Header + 2 * i, (short)Math.Clamp(MathF.Round(samples[i] * 32768, MidpointRounding.AwayFromZero), short.MinValue, short.MaxValue));
        return file;
    }
}
