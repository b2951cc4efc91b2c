namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> that cut signals into frames and transform them.</summary>
public static class SignalOperations
{
    extension(Tensor x)
    {
        /// <summary>Frames of a signal along the last axis, each beginning some elements after the one before.</summary>
        /// <remarks>Shape: […, n] → […, 1 + ⌊(n − length) ÷ stride⌋, length].</remarks>
        /// <param name="sequenceLength">The length of a frame.</param>
        /// <param name="sequenceStride">How far apart frames begin.</param>
        /// <exception cref="ShapeException">There is no axis.</exception>
        /// <exception cref="ArgumentException">A length or a stride is below 1.</exception>
        public Tensor ExtractSequences(int sequenceLength, int sequenceStride)
        {
            if (sequenceLength < 1 || sequenceStride < 1)
            {
                throw new ArgumentException($"ExtractSequences: length {sequenceLength}, stride {sequenceStride}: both are 1 or more.");
            }

            int axis = Axes.Normalize("ExtractSequences", -1, x.Rank);
            long frames = Math.Max(0, 1 + ((x.Shape[axis] - sequenceLength) / sequenceStride));
            frames = x.Shape[axis] < sequenceLength ? 0 : frames;
            return x.Gather(Places(frames, sequenceLength, sequenceStride), axis);
        }

        /// <summary>The short-time Fourier transform: the first half of the transform of each windowed frame.</summary>
        /// <remarks>Shape: […, n] → […, frames, fftLength/2 + 1], complex. Floating numbers only.</remarks>
        /// <param name="sequenceLength">The length of the window.</param>
        /// <param name="sequenceStride">How far apart frames begin.</param>
        /// <param name="fftLength">The length of a transform; at least that of the window, which stands in its middle.</param>
        /// <param name="window">The window, [sequenceLength]; by default ones over the whole transform. See <see cref="PeriodicHann"/> and <see cref="PeriodicHamming"/>.</param>
        /// <param name="center">Frames are centred at their places: the signal is mirrored at both ends.</param>
        /// <exception cref="ArgumentException">The window is longer than the transform.</exception>
        /// <exception cref="ElementTypeException">The numbers are not floating.</exception>
        public Tensor Stft(int sequenceLength, int sequenceStride, int fftLength, Tensor? window = null, bool center = true)
        {
            var full = Window("Stft", x, sequenceLength, fftLength, window);
            var signal = x;
            if (center)
            {
                var widths = new (int Before, int After)[x.Rank];
                widths[^1] = (fftLength / 2, fftLength / 2);
                signal = x.Pad(widths, PadMode.Reflect);
            }

            var frames = signal.ExtractSequences(fftLength, sequenceStride);
            return (full is null ? frames : frames * full).Rfft(fftLength);
        }

        /// <summary>The signal that has this short-time Fourier transform: frames transformed back, windowed, and laid over each other.</summary>
        /// <remarks>Shape: […, frames, fftLength/2 + 1], complex → […, n].</remarks>
        /// <param name="sequenceLength">The length of the window.</param>
        /// <param name="sequenceStride">How far apart frames begin.</param>
        /// <param name="fftLength">The length of a transform; at least that of the window, which stands in its middle.</param>
        /// <param name="length">At most how many elements; all by default.</param>
        /// <param name="window">The window that was used, [sequenceLength]; by default none, and frames are added as they are, as in Keras.</param>
        /// <param name="center">Frames were centred at their places.</param>
        /// <exception cref="ArgumentException">The window is longer than the transform.</exception>
        public Tensor Istft(int sequenceLength, int sequenceStride, int fftLength, int? length = null, Tensor? window = null, bool center = true)
        {
            var frames = x.Irfft(fftLength);
            if (Window("Istft", frames, sequenceLength, fftLength, window) is { } full)
            {
                // What squared windows laid over each other add up to is divided out.
                int overlaps = ((fftLength - 1) / sequenceStride) + 1, padded = overlaps * sequenceStride;
                var sums = full.Square().Pad([(0, padded - fftLength)]).Reshape([overlaps, sequenceStride]).Sum(0).Tile([overlaps])[..fftLength];
                frames *= full / sums;
            }

            long count = frames.Shape[^2], total = count == 0 ? 0 : fftLength + (sequenceStride * (count - 1));
            var signal = frames.MoveAxis([-2, -1], [0, 1]).SegmentSum(Places(count, fftLength, sequenceStride), total).MoveAxis(0, -1);
            int start = center ? fftLength / 2 : 0;
            long end = length is { } given ? Math.Min(start + given, total) : center ? total - (fftLength / 2) : total;
            return signal[Slice.Ellipsis, start..(int)Math.Max(start, end)];
        }
    }

    extension(Tensor)
    {
        /// <summary>The raised cosine ½ − ½·cos(2πk/n), k = 0 … n − 1: a window whose repetitions join without a seam.</summary>
        /// <param name="n">Its length.</param>
        /// <param name="elementType">A floating type.</param>
        public static Tensor PeriodicHann(int n, ElementType elementType = ElementType.Float32) => Tensor.Hanning(n + 1, elementType)[..n];

        /// <summary>The window 0.54 − 0.46·cos(2πk/n), k = 0 … n − 1.</summary>
        /// <param name="n">Its length.</param>
        /// <param name="elementType">A floating type.</param>
        public static Tensor PeriodicHamming(int n, ElementType elementType = ElementType.Float32) => Tensor.Hamming(n + 1, elementType)[..n];
    }

    /// <summary>The window in the middle of a transform; null where it is all ones.</summary>
    static Tensor? Window(string op, Tensor x, int sequenceLength, int fftLength, Tensor? window)
    {
        if (!x.ElementType.IsFloating)
        {
            throw new ElementTypeException($"{op}: a {x.ElementType.Name} tensor: it needs floating numbers. Cast it first.");
        }

        if (sequenceLength < 1 || fftLength < sequenceLength || (window is not null && !window.Shape.IsCompatibleWith(Shape.Of([sequenceLength]))))
        {
            throw new ArgumentException($"{op}: a window of {sequenceLength}{(window is null ? string.Empty : $" given as {window.Shape}")} in a transform of {fftLength}: a vector of the window's length, no longer than the transform, is expected.");
        }

        int before = (fftLength - sequenceLength) / 2;
        return window?.Cast(x.ElementType).Pad([(before, fftLength - sequenceLength - before)]);
    }

    static Tensor Places(long frames, int length, int stride)
    {
        var places = new long[frames * length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = (i / length * (long)stride) + (i % length);
        }

        return Tensor.Constant((Array)places, Shape.Of([frames, length]));
    }
}
