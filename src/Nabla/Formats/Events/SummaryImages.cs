using System.Numerics;

namespace Nabla.Formats;

/// <summary>Pictures from tensors [images, height, width, channels], as TensorFlow's summaries see them.</summary>
static class SummaryImages
{
    const float Zero = 1e-6f;

    /// <summary>As TensorFlow 1: bytes stay; other numbers are stretched, an image at a time, so that the largest size is 255, or, where some are negative, so that 0 is 128.</summary>
    /// <remarks>A dot with a number that is infinite or none gets the bad colour: red (255 in grey images) where none is given.</remarks>
    public static List<Pixels> Stretched(Tensor images, int maxOutputs, byte[]? badColor = null)
    {
        Check("Summary.Image", images, maxOutputs, [1, 3, 4]);
        var bad = badColor ?? [255, 0, 0, 255];
        if (bad.Length < images.Shape[3]) throw new ArgumentException($"Summary.Image: a bad colour of {bad.Length} channels for images of {images.Shape[3]}: as many were expected.", nameof(badColor));
        return images.ElementType switch
        {
            ElementType.UInt8 => Pictures<byte>(images, maxOutputs, (samples, _) => samples),
            ElementType.Float64 => Pictures<double>(images, maxOutputs, (samples, channels) => Stretch(samples, channels, bad)),
            ElementType.Float16 => Pictures<Half>(images, maxOutputs, (samples, channels) => Stretch(samples, channels, bad)),
            _ => Pictures<float>(images.Cast(ElementType.Float32), maxOutputs, (samples, channels) => Stretch(samples, channels, bad)),
        };
    }

    /// <summary>As TensorFlow 2: bytes stay; other numbers are shares of full brightness, 0 to 1.</summary>
    public static List<Pixels> Unit(Tensor images, int maxOutputs)
    {
        Check("Summary.Image", images, maxOutputs, [1, 2, 3, 4]);
        if (images.ElementType == ElementType.UInt8) return Pictures<byte>(images, maxOutputs, (samples, _) => samples);
        if (!images.ElementType.IsFloating) throw new ElementTypeException($"Summary.Image: {images.ElementType.Name} images: uint8 (0 to 255) or floats (0 to 1) are possible. Cast them.");
        // NaN is no share: black.
        return Pictures<float>(images.Cast(ElementType.Float32), maxOutputs, (samples, _) => Array.ConvertAll(samples, sample => (byte)Math.Clamp(float.IsNaN(sample) ? 0 : sample * 255.5f, 0, 255)));
    }

    static void Check(string op, Tensor images, int maxOutputs, int[] channels)
    {
        if (images.Rank != 4 || Array.IndexOf(channels, (int)Math.Min(images.Shape[3], int.MaxValue)) < 0 || images.Shape[1] == 0 || images.Shape[2] == 0)
            throw new ShapeException($"{op}: images of shape {images.Shape}: [images, height, width, channels] with {string.Join(", ", channels)} channels was expected. Reshape them, with one channel for grey ones.");
        if (maxOutputs < 1) throw new ArgumentOutOfRangeException(nameof(maxOutputs), $"{op}: at most {maxOutputs} images: at least 1.");
    }

    static List<Pixels> Pictures<T>(Tensor images, int maxOutputs, Func<T[], int, byte[]> convert) where T : unmanaged
    {
        var (height, width, channels) = ((int)images.Shape[1], (int)images.Shape[2], (int)images.Shape[3]);
        var pictures = new List<Pixels>();
        for (var i = 0; i < Math.Min(maxOutputs, images.Shape[0]); i++) pictures.Add(new Pixels(height, width, channels, convert(images[i].ToArray<T>(), channels)));
        return pictures;
    }

    static byte[] Stretch<T>(T[] samples, int channels, byte[] bad) where T : IBinaryFloatingPointIeee754<T>
    {
        var (min, max) = (float.PositiveInfinity, float.NegativeInfinity);
        for (var at = 0; at < samples.Length; at += channels)
        {
            if (!IsFinite(samples.AsSpan(at, channels))) continue;
            foreach (var sample in samples.AsSpan(at, channels)) (min, max) = (Math.Min(min, float.CreateTruncating(sample)), Math.Max(max, float.CreateTruncating(sample)));
        }
        var isSigned = min < 0;
        var size = isSigned ? Math.Max(Math.Abs(min), Math.Abs(max)) : max;
        var scale = T.CreateTruncating(size < Zero ? 0 : (isSigned ? 127f : 255f) / size);
        var offset = T.CreateTruncating(isSigned ? 128f : 0);
        var bytes = new byte[samples.Length];
        for (var at = 0; at < samples.Length; at += channels)
        {
            var isFinite = IsFinite(samples.AsSpan(at, channels));
            for (var c = 0; c < channels; c++) bytes[at + c] = isFinite ? byte.CreateSaturating(samples[at + c] * scale + offset) : bad[c];
        }
        return bytes;
    }

    static bool IsFinite<T>(ReadOnlySpan<T> samples) where T : IBinaryFloatingPointIeee754<T>
    {
        foreach (var sample in samples)
        {
            if (!T.IsFinite(sample)) return false;
        }
        return true;
    }
}
