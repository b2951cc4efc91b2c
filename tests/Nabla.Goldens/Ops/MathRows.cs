namespace Nabla.Goldens.Ops;

/// <summary>Segments, distances, transforms.</summary>
static class MathRows
{
    public static void Add(OpTable table)
    {
        table["segment_sum(data, segment_ids, num_segments=None, sorted=False)"] = call => call.Tensor("data").SegmentSum(call.Tensor("segment_ids"), Segments(call), call.Flag("sorted"));
        table["segment_max(data, segment_ids, num_segments=None, sorted=False)"] = call => call.Tensor("data").SegmentMax(call.Tensor("segment_ids"), Segments(call), call.Flag("sorted"));
        table["segment_min(data, segment_ids, num_segments=None, sorted=False)"] = call => call.Tensor("data").SegmentMin(call.Tensor("segment_ids"), Segments(call), call.Flag("sorted"));
        table["segment_prod(data, segment_ids, num_segments=None, sorted=False)"] = call => call.Tensor("data").SegmentProd(call.Tensor("segment_ids"), Segments(call), call.Flag("sorted"));
        table["fft(x)"] = call => Parts(Pair(call).Fft());
        table["fft2(x)"] = call => Parts(Pair(call).Fft2());
        table["ifft2(x)"] = call => Parts(Pair(call).Ifft2());
        table["rfft(x, fft_length=None)"] = call => Parts(call.Tensor("x").Rfft(Length(call, "fft_length")));
        table["irfft(x, fft_length=None)"] = call => Pair(call).Irfft(Length(call, "fft_length"));
        table["extract_sequences(x, sequence_length, sequence_stride)"] = call => call.Tensor("x").ExtractSequences(call.Int("sequence_length"), call.Int("sequence_stride"));
        table["stft(x, sequence_length, sequence_stride, fft_length, window='hann', center=True)"] = call => Parts(call.Tensor("x").Stft(call.Int("sequence_length"), call.Int("sequence_stride"), call.Int("fft_length"), Window(call, call.Tensor("x").ElementType), call.Flag("center")));
        table["istft(x, sequence_length, sequence_stride, fft_length, length=None, window='hann', center=True)"] = call => Pair(call).Istft(call.Int("sequence_length"), call.Int("sequence_stride"), call.Int("fft_length"), call.IntOrNull("length"), Window(call, call.Tensors("x")[0].ElementType), call.Flag("center"));
        table["cdist(x1, x2)"] = call => call.Tensor("x1").Cdist(call.Tensor("x2"));
        table["view_as_complex(x)"] = call => call.Tensor("x").ViewAsComplex();
        table["view_as_real(x)"] = call => call.Tensor("x").ViewAsReal();
    }

    static long? Segments(Call call) => call.IsNone("num_segments") ? null : call.Long("num_segments");

    static long? Length(Call call, string name) => call.IsNone(name) ? null : call.Long(name);

    /// <summary>Keras's pair of a real and an imaginary part.</summary>
    static Tensor Pair(Call call) => call.Tensors("x") is [var real, var imaginary] ? Tensor.Complex(real, imaginary) : throw new ArgumentException("a real and an imaginary part are expected.");

    static (Tensor Real, Tensor Imaginary) Parts(Tensor x) => (x.Real(), x.Imag());

    static Tensor? Window(Call call, ElementType type) => call["window"] switch
    {
        null => null,
        "hann" => Tensor.PeriodicHann(call.Int("sequence_length"), type),
        "hamming" => Tensor.PeriodicHamming(call.Int("sequence_length"), type),
        string name => throw new ArgumentException($"stft: window {name}: C# has a function for each there is."),
        _ => call.Tensor("window"),
    };
}
