namespace Nabla.Formats.GraphDefs.Ops;

/// <summary>Fourier transforms, and functions of matrices.</summary>
static class FourierRows
{
    public static void AddTo(OpTable table)
    {
        table.Add("FFT", "Tcomplex=complex64 -> Tcomplex=complex64", n => n[0].Fft());
        table.Add("FFT2D", "Tcomplex=complex64 -> Tcomplex=complex64", n => n[0].Fft2());
        table.Add("FFT3D", "Tcomplex=complex64 -> Tcomplex=complex64", n => n[0].Fft3());
        table.Add("IFFT", "Tcomplex=complex64 -> Tcomplex=complex64", n => n[0].Ifft());
        table.Add("IFFT2D", "Tcomplex=complex64 -> Tcomplex=complex64", n => n[0].Ifft2());
        table.Add("IFFT3D", "Tcomplex=complex64 -> Tcomplex=complex64", n => n[0].Ifft3());
        table.Add("RFFT", "Treal=float32, int32 -> Tcomplex=complex64", n => n[0].Rfft(n.Long(1)));
        table.Add("RFFT2D", "Treal=float32, int32 -> Tcomplex=complex64", n => n[0].Rfft2((Length(n, 0), Length(n, 1))));
        table.Add("RFFT3D", "Treal=float32, int32 -> Tcomplex=complex64", n => n[0].Rfft3((Length(n, 0), Length(n, 1), Length(n, 2))));
        table.Add("IRFFT", "Tcomplex=complex64, int32 -> Treal=float32", n => n[0].Irfft(n.Long(1)));
        table.Add("IRFFT2D", "Tcomplex=complex64, int32 -> Treal=float32", n => n[0].Irfft2((Length(n, 0), Length(n, 1))));
        table.Add("IRFFT3D", "Tcomplex=complex64, int32 -> Treal=float32", n => n[0].Irfft3((Length(n, 0), Length(n, 1), Length(n, 2))));
        table.Add("MatrixSquareRoot", "T -> T", n => n[0].MatrixSquareRoot());
        table.Add("MatrixLogarithm", "T -> T", n => n[0].MatrixLogarithm());
        table.Add("Eig", "T -> e:Tout, v:Tout", n => n[0].Eig() is var (values, vectors) ? [values, n.Flag("compute_v", true) ? vectors : Tensor.Zeros([0], values.ElementType)] : []);
    }

    static long Length(ImportedCall n, int k) => n.Longs(1) is var lengths && k < lengths.Length ? lengths[k] : throw n.Bad($"fft_length has {lengths.Length} numbers: one for each axis is expected");
}
