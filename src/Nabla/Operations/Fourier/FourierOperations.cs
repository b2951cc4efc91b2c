using Nabla.Operations;

namespace Nabla;

/// <summary>The members of <see cref="Tensor"/> for Fourier transforms of any length.</summary>
/// <remarks>Complex tensors, computed in float64; real ones count as complex with no imaginary part (float64 as complex128, else complex64).</remarks>
public static class FourierOperations
{
    extension(Tensor x)
    {
        /// <summary>The Fourier transform along the last axis, yₖ = Σ xⱼ · e^(−2πijk/n).</summary>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Fft() => x.Fourier(1, false);

        /// <summary>The Fourier transform over the last two axes.</summary>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Fft2() => x.Fourier(2, false);

        /// <summary>The Fourier transform over the last three axes.</summary>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Fft3() => x.Fourier(3, false);

        /// <summary>The inverse Fourier transform along the last axis, yₖ = 1/n · Σ xⱼ · e^(2πijk/n).</summary>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Ifft() => x.Fourier(1, true);

        /// <summary>The inverse Fourier transform over the last two axes.</summary>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Ifft2() => x.Fourier(2, true);

        /// <summary>The inverse Fourier transform over the last three axes.</summary>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Ifft3() => x.Fourier(3, true);

        /// <summary>The first half, n/2 + 1 elements, of the Fourier transform of real numbers along the last axis; the rest is its mirror image.</summary>
        /// <param name="fftLength">n: the axis is cut or filled up with zeros; its length by default.</param>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Rfft(long? fftLength = null) => x.RealFourier([fftLength]);

        /// <summary>The same over the last two axes, half of the last.</summary>
        /// <param name="fftLength">The lengths to which they are cut or filled up; their own by default.</param>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Rfft2((long Rows, long Columns)? fftLength = null) => x.RealFourier([fftLength?.Rows, fftLength?.Columns]);

        /// <summary>The same over the last three axes, half of the last.</summary>
        /// <param name="fftLength">The lengths to which they are cut or filled up; their own by default.</param>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Rfft3((long Planes, long Rows, long Columns)? fftLength = null) => x.RealFourier([fftLength?.Planes, fftLength?.Rows, fftLength?.Columns]);

        /// <summary>Real numbers from the first half of their Fourier transform along the last axis.</summary>
        /// <param name="fftLength">How many; twice the length less 2 by default.</param>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Irfft(long? fftLength = null) => x.RealInverse([fftLength]);

        /// <summary>Real numbers from half of their Fourier transform over the last two axes.</summary>
        /// <param name="fftLength">How many; of the last axis twice its length less 2 by default.</param>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Irfft2((long Rows, long Columns)? fftLength = null) => x.RealInverse([fftLength?.Rows, fftLength?.Columns]);

        /// <summary>Real numbers from half of their Fourier transform over the last three axes.</summary>
        /// <param name="fftLength">How many; of the last axis twice its length less 2 by default.</param>
        /// <exception cref="ShapeException">There are too few axes.</exception>
        public Tensor Irfft3((long Planes, long Rows, long Columns)? fftLength = null) => x.RealInverse([fftLength?.Planes, fftLength?.Rows, fftLength?.Columns]);

        Tensor Fourier(int count, bool inverse) => Engine.Current.RunOne(new FourierTransform(count, inverse, inverse), x.AsComplex());

        Tensor RealFourier(long?[] lengths)
        {
            var y = x;
            for (int k = 0; k < lengths.Length; k++)
            {
                y = y.Fitted("Rfft", k - lengths.Length, lengths[k]);
            }

            long last = y.Shape[^1];
            return y.Fourier(lengths.Length, false)[Slice.Ellipsis, ..(int)((last / 2) + 1)];
        }

        Tensor RealInverse(long?[] lengths)
        {
            var y = x.AsComplex();
            for (int k = 0; k < lengths.Length - 1; k++)
            {
                y = y.Fitted("Irfft", k - lengths.Length, lengths[k]);
            }

            long n = lengths[^1] ?? 2 * (y.Shape[^1] - 1);
            if (n < 1)
            {
                throw new ShapeException($"Irfft: {n} real numbers from a tensor of shape {x.Shape}: at least one is expected. Give their number.");
            }

            // The other half is the mirror image, conjugate, along all axes: those in front are transformed back first, so that only the last one mirrors.
            y = y.Fitted("Irfft", -1, (n / 2) + 1);
            if (lengths.Length > 1)
            {
                int[] order = [.. Enumerable.Range(0, y.Rank - lengths.Length), y.Rank - 1, .. Enumerable.Range(y.Rank - lengths.Length, lengths.Length - 1)];
                y = y.Transpose(Axes.Create(order)).Fourier(lengths.Length - 1, true).Transpose(Axes.Create([.. order.Select((_, k) => Array.IndexOf(order, k))]));
            }

            var mirror = y[Slice.Ellipsis, 1..(int)(n - (n / 2))].Flip(-1).Conj();
            return Tensor.Concatenate([y, mirror], -1).Fourier(1, true).Real();
        }

        Tensor AsComplex()
        {
            if (x.ElementType.IsComplex)
            {
                return x;
            }

            var real = x.ElementType == ElementType.Float64 ? x : x.Cast(ElementType.Float32);
            return Tensor.Complex(real, real.ZerosLike());
        }

        /// <summary>An axis cut or filled up with zeros at its end.</summary>
        Tensor Fitted(string op, int axis, long? length)
        {
            int k = Axes.Normalize(op, axis, x.Rank);
            if (length is not { } wanted || wanted == x.Shape[k])
            {
                return x;
            }

            if (wanted < x.Shape[k])
            {
                return x[x.Along(k, ..(int)wanted)];
            }

            var widths = new (int Before, int After)[x.Rank];
            widths[k] = (0, (int)(wanted - x.Shape[k]));
            return x.Pad(widths);
        }
    }
}
