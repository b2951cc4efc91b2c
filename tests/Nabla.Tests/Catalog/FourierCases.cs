using System.Numerics;

namespace Nabla.Tests.Catalog;

/// <summary>Fourier transforms, frames of signals and distances.</summary>
static class FourierCases
{
    public static IReadOnlyList<OpCase> All { get; } =
    [
        Case("fft, power of two", x => Sum(Tensor.Complex(x[0], x[1]).Fft()), v => Sum(Direct(v[0], v[1], -1)), [8], [8]),
        Case("fft, prime", x => Sum(Tensor.Complex(x[0], x[1]).Fft()), v => Sum(Direct(v[0], v[1], -1)), [7], [7]),
        Case("fft, one", x => Sum(x[0].Fft()), v => v[0], [1]),
        Case("ifft", x => Sum(Tensor.Complex(x[0], x[1]).Ifft()), v => [.. Sum(Direct(v[0], v[1], 1)).Select(e => e / 6)], [6], [6]),
        Case("fft2 and back", x => Sum(Tensor.Complex(x[0], x[1]).Fft2().Ifft2()), v => [.. v[0].Zip(v[1], (a, b) => a + (2 * b))], [3, 4], [3, 4]),
        Case("fft3 and back", x => Sum(x[0].Fft3().Ifft3()), v => v[0], [2, 3, 2]),
        Case("rfft", x => Sum(x[0].Rfft()), v => Sum(Direct(v[0], new double[5], -1))[..3], [5]),
        Case("rfft, filled up", x => Sum(x[0].Rfft(8)), v => Sum(Direct([.. v[0], 0, 0, 0], new double[8], -1))[..5], [5]),
        Case("irfft of rfft, odd", x => x[0].Rfft().Irfft(5), v => v[0], [2, 5]),
        Case("irfft", x => Tensor.Complex(x[0], x[1]).Irfft(), null, [5], [5]),
        Case("irfft2 of rfft2", x => x[0].Rfft2().Irfft2((3, 5)), v => v[0], [3, 5]),
        Case("irfft3 of rfft3", x => x[0].Rfft3((2, 3, 4)).Irfft3(), v => v[0], [2, 3, 4]),
        Case("extract_sequences", x => x[0].ExtractSequences(3, 2), v => [v[0][0], v[0][1], v[0][2], v[0][2], v[0][3], v[0][4]], [6]),
        Case("istft of stft", x => x[0].Stft(6, 3, 8, Tensor.PeriodicHann(6, ElementType.Float64)).Istft(6, 3, 8, window: Tensor.PeriodicHann(6, ElementType.Float64)), v => v[0], [12]),
        Case("cdist", x => x[0].Cdist(x[1]), v => [.. v[0].Chunk(2).SelectMany(a => v[1].Chunk(2).Select(b => Math.Sqrt(Math.Pow(a[0] - b[0], 2) + Math.Pow(a[1] - b[1], 2))))], [2, 2], [3, 2]),
    ];

    static OpCase Case(string name, Func<IReadOnlyList<Tensor>, Tensor> run, Func<double[][], double[]>? reference, params Shape[] shapes) =>
        new(name, run, reference) { Shapes = shapes, Tolerance = 1e-12 };

    static Tensor Sum(Tensor z) => z.Real() + (z.Imag() * 2);

    static double[] Sum(Complex[] z) => Array.ConvertAll(z, e => e.Real + (2 * e.Imaginary));

    static Complex[] Direct(double[] re, double[] im, int sign)
    {
        int n = re.Length;
        return [.. Enumerable.Range(0, n).Select(k => Enumerable.Range(0, n).Aggregate(Complex.Zero, (sum, j) => sum + (new Complex(re[j], im[j]) * Complex.Exp(new Complex(0, sign * 2 * Math.PI * j * k / n)))))];
    }
}
